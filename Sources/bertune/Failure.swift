import ArgumentParser
import FineTuning
import Prediction

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How the program ends when a command fails: one line on standard error, and a status that says what kind it is.
enum Failure {
    /// Ends the program; help and version requests, which travel as errors too, end it with success.
    ///
    /// - Parameter error: What a command or the parser threw.
    static func exit(with error: any Error) -> Never {
        let code = Bertune.exitCode(for: error)
        if code.isSuccess || error is ExitCode { Bertune.exit(withError: error) }
        if isUsageError(error) {
            let command = CommandLine.arguments.dropFirst().first { !$0.hasPrefix("-") }
            let known = Bertune.configuration.subcommands.contains { $0._commandName == command }
            let help = known ? "bertune \(command ?? "")" : "bertune"
            let message = oneLine(Bertune.message(for: error))
            write(line: "\(message.hasSuffix(".") ? String(message.dropLast()) : message); see `\(help) --help`")
            terminate(.usage)
        }
        write(line: oneLine(text(of: error)))
        terminate(ExitStatus(error))
    }

    /// The error in the words of the command line.
    private static func text(of error: any Error) -> String {
        guard let error = error as? TaskOptionError, let option = error.option else { return "\(error)" }
        return "\(OptionName.option(for: option)): \(OptionName.naming(optionsIn: error.message))"
    }

    /// Whether the parser, or a command's own check of its arguments, refused the command line.
    private static func isUsageError(_ error: any Error) -> Bool {
        error is ValidationError || Bertune.exitCode(for: error) == .validationFailure
    }

    private static func write(line: String) {
        StandardError.write("bertune: error: \(line)\n")
    }

    /// A message on one line; where the parser tells what is allowed, also what was probably meant.
    private static func oneLine(_ text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline)
        let listed = lines.filter { $0.hasPrefix("  - ") }.map { String($0.dropFirst(4)) }
        let sentences = lines.filter { !$0.hasPrefix("  - ") }.joined(separator: " ")
        guard
            let parts = sentences.firstMatch(of: /^(The value '(.*)' is invalid .*)\. Please provide one of (.*)$/)?
                .output
        else { return sentences }
        let quoted = String(parts.3).matches(of: /'([^']*)'/).map { String($0.output.1) }
        let choices = listed.isEmpty ? quoted : listed
        let suggestion = DidYouMean.suggestion(for: String(parts.2), among: choices.map { ($0, []) })
        return "\(parts.1); it must be one of \(choices.joined(separator: ", "))"
            + (suggestion.map { "; did you mean \($0)?" } ?? "")
    }

    private static func terminate(_ status: ExitStatus) -> Never {
        #if canImport(Glibc)
            Glibc.exit(status.rawValue)
        #elseif canImport(Musl)
            Musl.exit(status.rawValue)
        #else
            Darwin.exit(status.rawValue)
        #endif
    }
}
