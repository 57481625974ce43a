import StrictJSON

/// Writes safetensors files.
public enum SafeTensors {
    /// Writes tensors to a file, so that a crash leaves the old file or the new one.
    ///
    /// The bytes are those the reference implementation would write: larger element types first, then by name,
    /// the header filled up with blanks to a multiple of eight. The same tensors give the same bytes in whatever
    /// order they come.
    ///
    /// - Parameters:
    ///   - tensors: The tensors; their names differ.
    ///   - metadata: Free text; `format: pt` is what Hugging Face's loaders look for.
    ///   - path: The file to make or replace.
    /// - Throws: ``CheckpointError`` with code `writeFailed`, `wrongShape` if a tensor's elements are not as many
    ///   as its shape says, `unsupported` for an element type that floats cannot be written as, or `invalidName`
    ///   for names that no reader would take. Nothing is written in these cases.
    public static func write(
        _ tensors: [TensorToWrite],
        metadata: [(name: String, value: String)] = [("format", "pt")],
        to path: String
    ) throws(CheckpointError) {
        let sorted = tensors.sorted { left, right in
            left.elementType == right.elementType
                ? left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
                : left.elementType.rank > right.elementType.rank
        }
        let (header, byteCount) = try header(of: sorted, metadata: metadata, path: path)
        try DurableFile.write(to: path, byteCount: header.count + byteCount) { file throws(CheckpointError) in
            try file.write(header)
            for tensor in sorted { try write(tensor, to: &file, path: path) }
        }
    }

    /// The bytes before the first element, and the number of bytes that follow them.
    private static func header(
        of tensors: [TensorToWrite],
        metadata: [(name: String, value: String)],
        path: String
    ) throws(CheckpointError) -> (bytes: [UInt8], byteCount: Int) {
        var header = JSONObject()
        if !metadata.isEmpty {
            let members = metadata.map { JSONObject.Member($0.name, .string($0.value)) }
            header["__metadata__"] = .object(JSONObject(members))
        }
        var offset = 0
        for tensor in tensors {
            guard header[tensor.name] == nil, !tensor.name.utf8.elementsEqual("__metadata__".utf8),
                tensor.name.utf8.count <= SafeTensorsReader.longestName
            else {
                throw CheckpointError(
                    .invalidName,
                    "a tensor cannot be called \(quoted(tensor.name)) here, or another one is",
                    path: path
                )
            }
            guard tensor.shape.count <= TensorDescription.largestRank,
                let description = TensorDescription(
                    name: tensor.name,
                    elementType: tensor.elementType,
                    shape: tensor.shape
                ),
                let byteCount = tensor.elementType.byteCount(ofElements: description.elementCount)
            else {
                throw CheckpointError(
                    .wrongShape,
                    "tensor \(quoted(tensor.name)) cannot have shape \(tensor.shape)",
                    path: path
                )
            }
            header[tensor.name] = [
                "dtype": .string(tensor.elementType.rawValue),
                "shape": .array(tensor.shape.map { JSONValue($0) }),
                "data_offsets": [JSONValue(offset), JSONValue(offset + byteCount)],
            ]
            offset += byteCount
        }
        var text = JSONValue.object(header).serialized()
        text += repeatElement(UInt8(ascii: " "), count: (8 - text.count % 8) % 8)
        let size = unsafe withUnsafeBytes(of: UInt64(text.count).littleEndian) { unsafe [UInt8]($0) }
        return (size + text, offset)
    }

    private static func write(
        _ tensor: TensorToWrite,
        to file: inout DurableFileWriter,
        path: String
    ) throws(CheckpointError) {
        let elementCount = tensor.shape.reduce(1, *)
        var isWritten = false
        unsafe try tensor.withFloats { floats throws(CheckpointError) in
            guard floats.count == elementCount, !isWritten else {
                throw CheckpointError(
                    .wrongShape,
                    "tensor \(quoted(tensor.name)) of shape \(tensor.shape) is given \(floats.count) elements",
                    path: path
                )
            }
            isWritten = true
            switch tensor.elementType {
            case .float32: unsafe try file.write(floats) { $0.bitPattern }
            case .float16: unsafe try file.write(floats) { Float16($0).bitPattern }
            case .bfloat16: unsafe try file.write(floats) { $0.bfloat16Bits }
            case .float64: unsafe try file.write(floats) { Double($0).bitPattern }
            default:
                throw CheckpointError(
                    .unsupported,
                    "floats cannot be written as \(tensor.elementType.rawValue)",
                    path: path
                )
            }
        }
        guard isWritten else {
            throw CheckpointError(.wrongShape, "tensor \(quoted(tensor.name)) is given no elements", path: path)
        }
    }
}

extension ElementType {
    /// The place in the reference implementation's order of types.
    fileprivate var rank: Int {
        Self.allCases.firstIndex(of: self) ?? 0
    }
}

extension Float {
    /// The nearest number of 16 bits that are the upper half of a single-precision float; ties go to even.
    var bfloat16Bits: UInt16 {
        // Rounding could carry a NaN into infinity; a NaN stays one by its highest fraction bit.
        if isNaN { return UInt16(bitPattern >> 16) | 0x40 }
        return UInt16((bitPattern + 0x7FFF + (bitPattern >> 16 & 1)) >> 16)
    }
}

extension DurableFileWriter {
    /// Writes floats in another form, a bufferful at a time.
    fileprivate mutating func write<Bits: FixedWidthInteger>(
        _ floats: UnsafeBufferPointer<Float>,
        as convert: (Float) -> Bits
    ) throws(CheckpointError) {
        let chunkSize = 1 << 16
        var start = 0
        while start < floats.count {
            let end = Swift.min(start + chunkSize, floats.count)
            let chunk = unsafe floats[start..<end].map { convert($0).littleEndian }
            unsafe try chunk.withUnsafeBufferPointer { chunk throws(CheckpointError) in
                unsafe try write(UnsafeRawBufferPointer(chunk))
            }
            start = end
        }
    }
}
