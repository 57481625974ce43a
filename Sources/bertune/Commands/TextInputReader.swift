import StrictJSON
import Tokenization

/// Reads texts and pairs from JSON lines.
struct TextInputReader {
    /// Some inputs, and the number of the line that each stands on.
    struct Batch {
        var inputs: [TextInput] = []
        var lines: [Int] = []
    }

    private var lines: LineReader
    private var lineNumber = 0

    init(lines: LineReader) {
        self.lines = lines
    }

    /// The next inputs, at most `count`, or `nil` at the end; empty lines are passed over.
    mutating func next(count: Int) throws -> Batch? {
        var batch = Batch()
        while batch.inputs.count < count, let line = try lines.next() {
            lineNumber += 1
            guard !line.isEmpty else { continue }
            batch.inputs.append(try input(from: line))
            batch.lines.append(lineNumber)
        }
        return batch.inputs.isEmpty ? nil : batch
    }

    private func input(from line: ArraySlice<UInt8>) throws -> TextInput {
        let value: JSONValue
        do {
            value = try JSONValue.parse(Array(line))
        } catch {
            throw InputError(path: lines.name, line: lineNumber, column: error.column, message: error.message)
        }
        guard let text = value["text"]?.string else { throw fault("needs a member \"text\" that is a string") }
        guard let pair = value["pair"], !pair.isNull else { return TextInput(text) }
        guard let pair = pair.string else { throw fault("\"pair\" must be a string") }
        return TextInput(text, pair: pair)
    }

    private func fault(_ message: String) -> InputError {
        InputError(path: lines.name, line: lineNumber, message: message)
    }
}
