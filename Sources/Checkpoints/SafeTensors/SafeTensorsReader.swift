import StrictJSON

/// Reads the header of a safetensors file and checks every claim it makes.
///
/// What is accepted is what the reference implementation accepts, with a few exceptions that make the format's
/// own promises true: names may not come twice, the header may not begin with a blank, and there are limits to
/// the number of tensors, their rank, their dimensions and the length of their names.
struct SafeTensorsReader {
    static let largestHeader: UInt64 = 100_000_000
    static let largestTensorCount = 200_000
    static let longestName = 1_024

    private let file: MappedFile
    private(set) var tensors: [StoredTensor] = []
    private(set) var metadata: [(name: String, value: String)] = []

    /// One entry of the header, its byte range counted from the end of the header.
    private struct Entry {
        let description: TensorDescription
        let begin: Int
        let end: Int
    }

    init(_ file: MappedFile) throws(CheckpointError) {
        self.file = file
        let headerEnd = try findHeaderEnd()
        let header = try parseHeader(upTo: headerEnd)
        var entries: [Entry] = []
        for member in header.members {
            if member.name.utf8.elementsEqual("__metadata__".utf8) {
                metadata = try parseMetadata(member.value)
            } else {
                entries.append(try parseEntry(member))
            }
        }
        guard entries.count <= Self.largestTensorCount else {
            throw error("the header lists \(entries.count) tensors; at most \(Self.largestTensorCount) are read")
        }
        entries.sort { ($0.begin, $0.end) < ($1.begin, $1.end) }
        try checkLayout(of: entries, from: headerEnd)
        tensors = entries.map { entry in
            StoredTensor(
                description: entry.description,
                file: file,
                byteOffset: headerEnd + entry.begin,
                strides: nil
            )
        }
    }

    private func error(_ message: String, at byteOffset: Int? = nil) -> CheckpointError {
        CheckpointError(.malformed, message + "; fetch the file again", path: file.path, byteOffset: byteOffset)
    }

    private func findHeaderEnd() throws(CheckpointError) -> Int {
        guard let headerSize: UInt64 = file.integer(at: 0) else {
            throw error("the file has \(file.count) bytes, too few for a safetensors file")
        }
        // Compared before it becomes an Int: the field can hold what no Int can.
        guard headerSize <= Self.largestHeader else {
            throw error("the header claims \(headerSize) bytes; at most \(Self.largestHeader) are read", at: 0)
        }
        let headerEnd = 8 + Int(headerSize)
        guard headerEnd <= file.count else {
            throw error("the header claims \(headerSize) bytes and the file has \(file.count - 8) left", at: 0)
        }
        return headerEnd
    }

    private func parseHeader(upTo headerEnd: Int) throws(CheckpointError) -> JSONObject {
        guard let bytes = file.copy(8..<headerEnd), bytes.first == UInt8(ascii: "{") else {
            throw error("the header does not begin with '{'", at: 8)
        }
        var limits = JSONLimits()
        limits.maximumDepth = 127
        // A tensor takes six values and its rank; real ones have four dimensions at most.
        limits.maximumValueCount = Self.largestTensorCount * 10
        let document: JSONValue
        do {
            document = try JSONValue.parse(bytes, limits: limits)
        } catch {
            throw self.error("the header is not sound JSON: \(error.message)", at: 8 + error.byteOffset)
        }
        guard case .object(let header) = document else { throw error("the header is not a JSON object", at: 8) }
        return header
    }

    private func parseMetadata(_ value: JSONValue) throws(CheckpointError) -> [(name: String, value: String)] {
        // The reference takes `null` for an absent map.
        if value.isNull { return [] }
        guard let members = value.object?.members else { throw error("'__metadata__' is not an object") }
        var metadata: [(name: String, value: String)] = []
        for member in members {
            guard let text = member.value.string else {
                throw error("'__metadata__' has \(quoted(member.name)), which is not a string")
            }
            metadata.append((member.name, text))
        }
        return metadata
    }

    private func parseEntry(_ member: JSONObject.Member) throws(CheckpointError) -> Entry {
        let name = member.name
        guard name.utf8.count <= Self.longestName else {
            throw error("a tensor's name is longer than \(Self.longestName) bytes: \(quoted(name))")
        }
        guard member.value.object != nil else { throw error("tensor \(quoted(name)) is not described by an object") }
        guard let typeName = member.value["dtype"]?.string, let type = ElementType(bytes: typeName) else {
            throw error("tensor \(quoted(name)) has no known 'dtype'")
        }
        guard let dimensions = member.value["shape"]?.array, dimensions.count <= TensorDescription.largestRank else {
            throw error("tensor \(quoted(name)) has no 'shape' of at most \(TensorDescription.largestRank) dimensions")
        }
        let shape = dimensions.compactMap(Self.count)
        guard shape.count == dimensions.count else {
            throw error("the shape of tensor \(quoted(name)) is not made of whole numbers")
        }
        let offsets = member.value["data_offsets"]?.array?.map(Self.count) ?? []
        guard offsets.count == 2, let begin = offsets[0], let end = offsets[1] else {
            throw error("tensor \(quoted(name)) has no 'data_offsets' of two whole numbers")
        }
        guard let description = TensorDescription(name: name, elementType: type, shape: shape),
            let byteCount = type.byteCount(ofElements: description.elementCount)
        else { throw error("tensor \(quoted(name)) of shape \(shape) has too many elements or part of a byte") }
        guard begin <= end, end - begin == byteCount else {
            throw error("tensor \(quoted(name)) needs \(byteCount) bytes, and its offsets are \(begin) and \(end)")
        }
        return Entry(description: description, begin: begin, end: end)
    }

    /// A number that counts something: digits only, so neither `-0` nor `1.0` nor `1e3`.
    private static func count(_ value: JSONValue) -> Int? {
        guard case .number(let number) = value, number.text.utf8.first != UInt8(ascii: "-") else { return nil }
        return number.int
    }

    /// Each tensor starts where the one before ends, and the last ends with the file: so nothing is hidden
    /// between them or behind them, and no two share a byte.
    private func checkLayout(of entries: [Entry], from headerEnd: Int) throws(CheckpointError) {
        var position = 0
        for entry in entries {
            guard entry.begin == position else {
                let fault = entry.begin > position ? "a hole" : "an overlap"
                throw error("there is \(fault) before tensor \(quoted(entry.description.name))")
            }
            position = entry.end
        }
        guard file.count - headerEnd == position else {
            throw error(
                "the tensors take \(position) bytes and the file has \(file.count - headerEnd) for them"
            )
        }
    }
}

extension ElementType {
    /// Compares bytes, as the names in a file may be any text.
    fileprivate init?(bytes name: String) {
        guard let match = Self.allCases.first(where: { $0.rawValue.utf8.elementsEqual(name.utf8) }) else { return nil }
        self = match
    }
}
