import StrictJSON
import Testing

/// What BERTune takes from the parser beyond its promises.
///
/// It is the form of its description of the commands, and the words in which it refuses. Should an update change either,
/// checks would be skipped and advice lost without a word.
@Suite("The argument parser is the one that BERTune knows")
struct ParserTests {
    @Test("it describes commands and options as CommandLineCheck reads them")
    func description() throws {
        let process = try BertuneProcess(["--experimental-dump-help"])
        #expect(process.status == 0)
        let description = try JSONValue.parse(Array(process.output.utf8))
        let commands = try #require(description["command"]?["subcommands"]?.array)
        func argument(_ option: String?, of command: String) throws -> JSONValue {
            let found = try #require(commands.first { $0["commandName"]?.string == command })
            let arguments = try #require(found["arguments"]?.array)
            return try #require(
                arguments.first { argument in
                    guard let option else {
                        return argument["kind"]?.string == "positional" && argument["isRepeating"]?.bool == true
                    }
                    return argument["names"]?.array?.contains { $0["name"]?.string == option } == true
                }
            )
        }
        let model = try argument("model", of: "train")
        #expect(model["kind"]?.string == "option")
        #expect(model["isRepeating"]?.bool == false)
        let seeds = try argument("seeds", of: "train")
        #expect(seeds["isRepeating"]?.bool == true)
        #expect(seeds["parsingStrategy"]?.string == "upToNextOption")
        #expect(try argument("overwrite", of: "train")["kind"]?.string == "flag")
        #expect(try argument("help", of: "train")["names"]?.array?.contains { $0["name"]?.string == "h" } == true)
        #expect(try argument(nil, of: "predict")["valueName"]?.string == "text")
    }

    @Test("it refuses a value in the words from which Failure takes what is allowed")
    func wording() throws {
        let start = ["train", "--model", "m", "--train", "t", "--output", "o"]
        for (arguments, message) in [
            (
                ["--schedule", "cosin"],
                "The value 'cosin' is invalid for '--schedule <schedule>'; it must be one of linear, cosine, constant; "
                    + "did you mean cosine?"
            ),
            (
                ["--quoting", "x"],
                "The value 'x' is invalid for '--quoting <quoting>'; it must be one of automatic, rfc4180, none"
            ),
        ] {
            let process = try BertuneProcess(start + arguments)
            #expect(process.errors == "bertune: error: \(message); see `bertune train --help`\n")
        }
    }
}
