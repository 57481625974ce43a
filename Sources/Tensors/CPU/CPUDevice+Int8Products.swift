internal import CKernels

extension CPUDevice {
    /// The instruction set of the kernels of 8 bits, as ``instructionSet`` is that of the others.
    public static var int8InstructionSet: String {
        unsafe String(cString: bertune_int8_kernels_name())
    }

    /// The instruction sets that this processor has kernels of 8 bits for, best first.
    package static var availableInt8InstructionSets: [String] {
        var names: [String] = []
        while let name = unsafe bertune_int8_kernels_available(names.count) {
            unsafe names.append(String(cString: name))
        }
        return names
    }

    /// Runs `body` with the kernels of 8 bits of one instruction set, on the calling thread alone.
    ///
    /// - Precondition: The processor has the instruction set.
    package static func withInt8InstructionSet<Result>(
        _ name: String,
        _ body: () throws -> Result
    ) rethrows -> Result {
        precondition(unsafe bertune_int8_kernels_force(name), "This processor has no \(name).")
        defer { _ = bertune_int8_kernels_force(nil) }
        return try body()
    }

    /// The depths whose sums of products fit 32 bits: `127 * 127 * 131071 < 2^31`.
    package static let int8DepthLimit = 131_072

    /// `into = activation(input weightᵀ + bias)`, the product in whole numbers of 8 bits.
    ///
    /// Each row of the input is quantised by its own largest magnitude as it comes, and each row of the weight, once,
    /// by its own. Their sums are exact and everything else is computed element by element, so an element's bits
    /// depend neither on the threads nor on what else is in the batch.
    func int8Linear(_ input: Tensor, weight: Tensor, bias: Tensor?, activation: Activation, into: Tensor) {
        let (rows, depth, columns) = (input.rowCount, input.columnCount, weight.rowCount)
        precondition(depth < CPUDevice.int8DepthLimit, "A sum of \(depth) products of 8 bits could overflow.")
        let packed = packedWeight(weight) { packInt8(weight) }
        let rowWords = bertune_int8_row_words(depth)
        let quantized = makeTensor([rows, rowWords])
        let scales = makeTensor([rows])
        forPieces(of: rows, size: 32) { piece, _ in
            unsafe bertune_int8_quantize_rows(
                quantized.pointer + piece.lowerBound * rowWords,
                scales.pointer + piece.lowerBound,
                input.pointer + piece.lowerBound * depth,
                depth,
                piece.count,
                depth
            )
        }
        let width = bertune_int8_panel_width()
        let partition = ProductPartition(
            rows: rows,
            panels: (columns + width - 1) / width,
            // In the time of one operation on floats there are up to four on bytes.
            operations: Double(rows) * Double(columns) * Double(depth) / 2,
            threads: threadCount
        )
        var product = unsafe bertune_int8_product(
            left: quantized.pointer,
            left_scales: scales.pointer,
            packed: packed.pointer,
            bias: bias.map { unsafe UnsafePointer($0.pointer) },
            result: into.pointer,
            result_stride: columns,
            rows: rows,
            columns: columns,
            depth: depth,
            activation: activation.kernelCode
        )
        // The kernel knows these by their addresses alone, which nobody else keeps in use.
        withExtendedLifetime((quantized, scales, packed)) {
            unsafe withUnsafePointer(to: &product) { product in
                forBlocks(of: partition) { rows, panels in
                    unsafe bertune_int8_product_block(
                        product,
                        rows.lowerBound,
                        rows.count,
                        panels.lowerBound,
                        panels.count
                    )
                }
            }
        }
    }

    /// A weight in 8 bits and panels.
    private func packInt8(_ weight: Tensor) -> Tensor {
        let (columns, depth) = (weight.rowCount, weight.columnCount)
        let width = bertune_int8_panel_width()
        let panels = (columns + width - 1) / width
        let packed = makeTensor([panels, bertune_int8_panel_words(depth)])
        let scratch = makeTensor([panels, bertune_int8_row_words(depth)])
        forPieces(of: panels, size: max(32768 / max(depth * width, 1), 1)) { piece, index in
            unsafe bertune_int8_pack_panels(
                packed.pointer,
                weight.pointer,
                depth,
                depth,
                columns,
                piece.lowerBound,
                piece.count,
                scratch.pointer + index * scratch.columnCount
            )
        }
        return packed
    }
}
