public import ArgumentParser
import Foundation
public import Tokenization

extension TruncationStrategy: ExpressibleByArgument {}

/// Encodes the texts of a file as a model's tokenizer does.
struct TokenizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tokenize",
        abstract: "Show how a model's tokenizer cuts texts.",
        discussion: """
            Reads one JSON object a line, {"text": "…"} or {"text": "…", "pair": "…"}, and writes one a line: ids, \
            tokens, typeIDs, offsets (in Unicode scalars), byteOffsets (in UTF-8) and wordIDs. Offsets count from \
            the start of the text or pair that the token came from.

            With --overflow each window of an input that is too long has a line of its own, and every line says \
            which input ("input", the line's number from 1) and window ("overflow", from 0) it is.

            Example:

              bertune tokenize --model models/bert --input texts.jsonl --max-length 128
            """
    )

    @Option(help: ArgumentHelp("The model's folder, with tokenizer.json or vocab.txt.", valueName: "folder"))
    var model: String

    @Option(help: ArgumentHelp("The file to read. (default: standard input)", valueName: "file"))
    var input: String?

    @Option(help: ArgumentHelp("The file to write. (default: standard output)", valueName: "file"))
    var output: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "The most tokens of an encoding, special tokens included. (default: no limit)",
            valueName: "tokens"
        )
    )
    var maxLength: Int?

    @Option(help: "Which text gives way where an input is too long.")
    var truncation: TruncationStrategy = .longestFirst

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("How many tokens neighbouring windows share.", valueName: "tokens")
    )
    var stride = 0

    @Flag(help: "Also write the windows that do not fit.")
    var overflow = false

    @Option(parsing: .unconditional, help: "The number of threads. (default: all cores)")
    var threads: Int?

    func validate() throws {
        guard maxLength ?? 1 > 0 else { throw ValidationError("--max-length must be at least 1") }
        guard stride >= 0 else { throw ValidationError("--stride must not be negative") }
        guard threads ?? 1 > 0 else { throw ValidationError("--threads must be at least 1") }
        try PathCheck.requireName(model, "--model")
        try PathCheck.requireName(input, "--input")
        try PathCheck.requireName(output, "--output")
        try PathCheck.requireDistinct(
            output: output,
            input: input ?? PathCheck.standardInput,
            input == nil ? "standard input" : "--input"
        )
    }

    func run() throws {
        let tokenizer = try Tokenizer(folder: model)
        let options = EncodingOptions(
            maximumLength: maxLength,
            truncation: truncation,
            stride: stride,
            returnsOverflow: overflow
        )
        var reader = TextInputReader(lines: try LineReader(path: input))
        let file = try OutputFile(path: output)
        let writer = EncodingJSONWriter(vocabulary: tokenizer.vocabulary)
        var bytes: [UInt8] = []
        // A bounded number of lines at a time, so that memory does not grow with the file.
        while let batch = try reader.next(count: 4096) {
            let encodings = try tokenizer.encodeBatch(
                batch.inputs,
                options: options,
                threads: threads ?? ProcessInfo.processInfo.activeProcessorCount
            )
            bytes.removeAll(keepingCapacity: true)
            for (index, windows) in encodings.enumerated() {
                for (window, encoding) in windows.enumerated() {
                    let place = overflow ? (input: batch.lines[index], window: window) : nil
                    writer.append(encoding, place: place, to: &bytes)
                }
            }
            try file.write(bytes)
        }
        try file.close()
    }
}
