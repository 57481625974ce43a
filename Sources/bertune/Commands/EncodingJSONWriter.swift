import StrictJSON
import Tokenization

/// Writes encodings as JSON lines.
struct EncodingJSONWriter: Sendable {
    /// Each token as a JSON string.
    private let tokens: [[UInt8]]

    init(vocabulary: Vocabulary) {
        tokens = (0..<Int32(vocabulary.count)).map { JSONValue.string(vocabulary.token($0) ?? "").serialized() }
    }

    /// Appends an encoding's line.
    ///
    /// - Parameters:
    ///   - encoding: The encoding.
    ///   - place: The input's line and the window's number, if they are to be written.
    ///   - bytes: Where to append.
    func append(_ encoding: Encoding, place: (input: Int, window: Int)?, to bytes: inout [UInt8]) {
        bytes += "{".utf8
        if let place {
            bytes += "\"input\":\(place.input),\"overflow\":\(place.window),".utf8
        }
        append("\"ids\":[", encoding.ids, to: &bytes) { append(Int($0), to: &$1) }
        append(",\"tokens\":[", encoding.ids, to: &bytes) { $1 += tokens[Int($0)] }
        append(",\"typeIDs\":[", encoding.typeIDs, to: &bytes) { append(Int($0), to: &$1) }
        append(",\"offsets\":[", encoding.offsets, to: &bytes) { append($0, to: &$1) }
        append(",\"byteOffsets\":[", encoding.byteOffsets, to: &bytes) { append($0, to: &$1) }
        append(",\"wordIDs\":[", encoding.wordIDs, to: &bytes) { wordID, bytes in
            if let wordID { append(wordID, to: &bytes) } else { bytes += "null".utf8 }
        }
        bytes += "}\n".utf8
    }

    private func append<Element>(
        _ opening: String,
        _ elements: [Element],
        to bytes: inout [UInt8],
        _ appendElement: (Element, inout [UInt8]) -> Void
    ) {
        bytes += opening.utf8
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            appendElement(element, &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private func append(_ range: Range<Int>, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        append(range.lowerBound, to: &bytes)
        bytes.append(UInt8(ascii: ","))
        append(range.upperBound, to: &bytes)
        bytes.append(UInt8(ascii: "]"))
    }

    /// Appends the digits of a number that is not negative.
    private func append(_ number: Int, to bytes: inout [UInt8]) {
        var divisor = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }
}
