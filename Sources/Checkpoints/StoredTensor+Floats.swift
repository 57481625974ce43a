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
        case .float16: unsafe read(UInt16.self, into: destination) { Float(halfBits: $0) }
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

extension Float {
    /// The value of an IEEE half.
    ///
    /// It is computed in whole numbers, as the compiler turns this into vector instructions on every
    /// processor, while `Float(Float16)` is a call for each element on those it must assume.
    fileprivate init(halfBits: UInt16) {
        let magnitude = UInt32(halfBits & 0x7FFF)
        // The exponent's bias is 127 instead of 15.
        let normal = magnitude << 13 &+ 112 << 23
        // Multiples of 2^-24, which is the distance of neighbours above one half.
        let subnormal = (Float(bitPattern: 0x3F00_0000 | magnitude) - 0.5).bitPattern
        let infinityOrNaN = normal | 0x7F80_0000
        let bits = magnitude < 0x400 ? subnormal : magnitude < 0x7C00 ? normal : infinityOrNaN
        self.init(bitPattern: bits | UInt32(halfBits & 0x8000) << 16)
    }
}
