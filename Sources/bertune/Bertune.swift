import ArgumentParser
import FineTuning

/// The command `bertune`.
@main
struct Bertune: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bertune",
        abstract: "Fine-tunes BERT, measures the result and asks it.",
        discussion: """
            Train on a file of labelled texts, then ask the result about new ones:

              bertune train --model models/minilm --train train.csv \\
                  --validation validation.csv --output runs/first
              bertune predict runs/first "When will my parcel arrive?"

            Exit status: 0 success, 64 wrong usage, 65 bad input, 66 missing input, 69 network unavailable, \
            74 failed write, 75 training diverged, 70 anything else; 128+n when ended by signal n.
            """,
        version: BERTuneVersion.current,
        subcommands: [
            TrainCommand.self, EvaluateCommand.self, PredictCommand.self, GLUECommand.self, SquadCommand.self,
            ScoreCommand.self, CheckCommand.self, AugmentCommand.self, TokenizeCommand.self, DownloadCommand.self,
            BenchmarkCommand.self, ReportCommand.self, CompareCommand.self, DoctorCommand.self,
        ]
    )

    static func main() async {
        do {
            let words = Array(CommandLine.arguments.dropFirst())
            try CommandLineCheck.refuseDashedTexts(in: words)
            try CommandLineCheck.refuseRepetition(in: words)
            var command = try parse(words)
            if var asyncCommand = command as? any AsyncParsableCommand {
                try await asyncCommand.run()
            } else {
                try command.run()
            }
        } catch {
            Failure.exit(with: error)
        }
    }

    private static func parse(_ words: [String]) throws -> any ParsableCommand {
        do {
            return try parseAsRoot(words)
        } catch {
            throw CommandLineCheck.first(of: error, in: words)
        }
    }
}
