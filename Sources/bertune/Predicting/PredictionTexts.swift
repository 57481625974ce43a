import FineTuning
import Foundation
import TextData
import Tokenization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The texts to ask a model about: arguments, a data file or standard input.
struct PredictionTexts: ~Copyable {
    private var inputs: [TextInput]
    private var reader: ExampleReader?

    /// Finds out where the texts come from; files are opened.
    ///
    /// - Parameters:
    ///   - text: The texts given as arguments.
    ///   - pair: Their second texts, or none.
    ///   - input: The data file; `-` is standard input.
    ///   - layout: How the data file is read.
    /// - Throws: `DataError` if the file can't be read or has no texts.
    init(text: [String], pair: [String], input: String?, layout: DataOptions) throws {
        inputs = text.enumerated().map { TextInput($1, pair: pair.isEmpty ? nil : pair[$0]) }
        guard text.isEmpty else { return }
        var options = layout.applied(to: DataLayout()).tableOptions(labelsRequired: false)
        if input == nil || input == "-" {
            if isatty(STDIN_FILENO) == 1 { StandardError.note("reading one text per line; end with Ctrl-D") }
            // A stream has no name that could tell its format.
            if options.format == .automatic { options.format = .lines }
            reader = try ExampleReader(path: PathCheck.standardInput, options: options)
        } else if let input {
            reader = try ExampleReader(path: input, options: options)
        }
    }

    /// The next texts, at most `count`; `nil` at the end.
    mutating func next(count: Int) throws -> [TextInput]? {
        var batch: [TextInput] = []
        if reader == nil {
            batch = Array(inputs.prefix(count))
            inputs.removeFirst(batch.count)
        } else {
            while batch.count < count, let example = try reader?.next() {
                batch.append(TextInput(example.text, pair: example.pair))
            }
        }
        return batch.isEmpty ? nil : batch
    }
}
