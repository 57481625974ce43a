import TestSupport
import Testing

@Suite("Help and usage")
struct HelpTests {
    private static let commands = [
        [], ["train"], ["evaluate"], ["predict"], ["glue"], ["squad"], ["score"], ["check"], ["augment"], ["tokenize"],
        ["download"], ["benchmark"], ["report"], ["compare"], ["doctor"],
    ]

    @Test("every command explains itself with an example", arguments: commands)
    func help(command: [String]) throws {
        let process = try BertuneProcess(command + ["--help"])
        #expect(process.status == 0)
        #expect(process.errors.isEmpty)
        #expect(process.output.contains("USAGE: bertune"))
        #expect(process.output.contains("\n  bertune "), "no example")
        // An example that the parser wraps at 80 columns can't be pasted: what is left over has lost its indentation.
        let lines = process.output.split(separator: "\n", omittingEmptySubsequences: false)
        for (line, next) in zip(lines, lines.dropFirst()) where line.hasPrefix("  ") {
            #expect(next.isEmpty || next.hasPrefix("  "), "wrapped: \(line)")
        }
    }

    @Test("says its version")
    func version() throws {
        let process = try BertuneProcess(["--version"])
        #expect(process.status == 0)
        #expect(process.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    }

    @Test(
        "wrong usage is one line on standard error and status 64",
        arguments: [
            (["tran"], "tran"),
            (["train"], "--output"),
            (["train", "--output", "o"], "--model"),
            (["train", "--output", "o", "--model", "m"], "--train"),
            (["train", "--output", "o", "--model", "m", "--train", "t", "--epochs", "many"], "'many' is invalid"),
            (["train", "--output", "o", "--model", "m", "--train", "t", "--epochs", "0"], "--epochs must be a number"),
            (
                ["train", "--output", "o", "--model", "m", "--train", "t", "--learning-rate=-1"],
                "--learning-rate must be"
            ),
            (["train", "--output", "o", "--model", "m", "--train", "t", "--batch-size", "0"], "--batch-size must be"),
            (["train", "--output", "o", "--model", "m", "--train", "t", "--dropout", "1"], "--dropout must be"),
            (["train", "--output", "o", "--model", "m", "--train", "t", "--max-length", "2"], "--max-length must be"),
            (["train", "--output", "o", "--model", "m", "--train", "t", "--threads", "0"], "--threads must be"),
            (["train", "--output", "o", "--model", "m", "--train", "t", "--evaluate-every", "0"], "--evaluate-every"),
            (["train", "--output", "o", "--model", "m", "--train", "t", "--validation-split", "1"], "below 1"),
            (
                ["train", "--output", "o", "--model", "m", "--train", "t", "--early-stopping-patience", "x"],
                "whole number or none"
            ),
            (
                [
                    "train", "--output", "o", "--model", "m", "--train", "t", "--validation", "v", "--validation-split",
                    "0.1",
                ],
                "exclude each other"
            ),
            (["train", "--output", "o", "--model", "m", "--train", "t", "--task", "poetry"], "poetry"),
            (
                ["train", "--output", "o", "--model", "m", "--train", "t", "--learning-rate", "-1"],
                "--learning-rate must be"
            ),
            (["train", "--output", "o", "--model", "m", "--train", "t", "--threads", "-3"], "--threads must be"),
            (["train", "--output", "o", "--model", "m", "--train", "t", "--seed", "-1"], "'-1' is invalid"),
            (
                ["train", "--output", "o", "--model", "m", "--train", "t", "--early-stopping-patience", "0"],
                "or none, but"
            ),
            (["train", "--output", "o", "--model", "m", "--train", "t", "--max-length", "2"], "at least 3, but"),
            (["train", "--output", "", "--model", "m", "--train", "t"], "--output is empty"),
            (["train", "--output", "o", "--model", "", "--train", "t"], "--model is empty"),
            (["tokenize", "--model", "m", "--input", ""], "--input is empty"),
            (["predict", "run", "text", "--top-k", "-1"], "--top-k must be"),
            (["evaluate"], "<run>"),
            (["evaluate", "run"], "--data"),
            (["predict"], "<run>"),
            (["predict", "run", "text", "--top-k", "0"], "--top-k must be"),
            (["predict", "run", "text", "--input", "file"], "exclude each other"),
            (["predict", "run", "one", "two", "--pair", "three"], "one for each text"),
        ]
    )
    func usage(arguments: [String], message: String) throws {
        let folder = try TemporaryFolder()
        let process = try BertuneProcess(arguments, in: folder)
        #expect(process.status == 64)
        #expect(process.output.isEmpty)
        #expect(process.errorLines.count == 1)
        #expect(process.errors.hasPrefix("bertune: error: "))
        #expect(process.errors.contains(message), "\(process.errors)")
        #expect(try folder.listing().isEmpty)
    }
}
