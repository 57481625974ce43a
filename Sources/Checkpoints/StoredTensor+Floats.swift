extension StoredTensor {
    /// Writes the elements, row after row, as single-precision floats.
    func readFloats(into destination: UnsafeMutableBufferPointer<Float>) throws(CheckpointError) {
        guard destination.count == description.elementCount else {
            throw CheckpointError(
                .wrongShape,
                "tensor \(quoted(description.name)) has shape \(description.shape), which is "
                    + "\(description.elementCount) elements; \(destination.count) are wanted",
                path: file.path
            )
        }
        switch description.elementType {
        case .float32: unsafe read(UInt32.self, into: destination) { Float(bitPattern: $0) }
        case .float16: unsafe read(UInt16.self, into: destination) { Float(Float16(bitPattern: $0)) }
        case .bfloat16: unsafe read(UInt16.self, into: destination) { Float(bitPattern: UInt32($0) << 16) }
        case .float64: unsafe read(UInt64.self, into: destination) { Float(Double(bitPattern: $0)) }
        default:
            throw CheckpointError(
                .unsupported,
                "tensor \(quoted(description.name)) holds \(description.elementType.rawValue) elements; only "
                    + "F32, F16, BF16 and F64 can be read as floats",
                path: file.path
            )
        }
    }

    /// Elements of files lie at any offset (MiniLM's start at 24 modulo 64), so they are loaded unaligned.
    @inline(__always)
    private func read<Bits: FixedWidthInteger>(
        _ type: Bits.Type,
        into destination: UnsafeMutableBufferPointer<Float>,
        _ convert: (Bits) -> Float
    ) {
        guard description.elementCount > 0 else { return }
        let stride = MemoryLayout<Bits>.size
        guard let strides else {
            let source = unsafe UnsafeRawBufferPointer(rebasing: file.bytes[byteOffset...])
            for index in 0..<destination.count {
                let bits = unsafe source.loadUnaligned(fromByteOffset: index * stride, as: Bits.self)
                unsafe destination[index] = convert(Bits(littleEndian: bits))
            }
            return
        }
        var position = Array(repeating: 0, count: strides.count)
        var element = 0
        for index in 0..<destination.count {
            let bits = unsafe file.bytes.loadUnaligned(fromByteOffset: byteOffset + element * stride, as: Bits.self)
            unsafe destination[index] = convert(Bits(littleEndian: bits))
            // Counts up like an odometer: the last dimension first.
            var dimension = strides.count - 1
            while dimension >= 0 {
                position[dimension] += 1
                element += strides[dimension]
                if position[dimension] < description.shape[dimension] { break }
                element -= strides[dimension] * description.shape[dimension]
                position[dimension] = 0
                dimension -= 1
            }
        }
    }
}
