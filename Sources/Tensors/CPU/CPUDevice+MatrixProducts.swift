internal import CKernels

extension CPUDevice {
    /// `into = activation(input weightᵀ + bias)`; bias and activation follow each tile while it is in the cache.
    ///
    /// A weight that ``ParameterStore/quantize(_:)`` chose is multiplied in 8 bits.
    public func linear(
        _ input: Tensor,
        weight: Tensor,
        bias: Tensor?,
        activation: Activation,
        into: Tensor,
        derivative: Tensor?
    ) {
        guard !weight.isQuantized else {
            precondition(derivative == nil, "A quantised weight cannot be trained.")
            int8Linear(input, weight: weight, bias: bias, activation: activation, into: into)
            return
        }
        multiply(
            input,
            by: packedWeight(weight) { pack(weight, transposed: true) },
            columns: weight.rowCount,
            into: into,
            bias: bias,
            activation: activation,
            derivative: derivative
        )
    }

    /// `into (+)= left right`.
    public func product(_ left: Tensor, _ right: Tensor, into: Tensor, accumulate: Bool) {
        multiply(
            left,
            by: pack(right, transposed: false),
            columns: right.columnCount,
            into: into,
            accumulate: accumulate
        )
    }

    /// `addingTo += leftᵀ right`.
    public func transposedProduct(_ left: Tensor, _ right: Tensor, addingTo: Tensor) {
        multiply(
            left,
            isTransposed: true,
            by: pack(right, transposed: false),
            columns: right.columnCount,
            into: addingTo,
            accumulate: true
        )
    }

    /// `addingTo[c] += Σ rows of source[r, c]`, each column summed by one thread.
    public func columnSums(_ source: Tensor, addingTo: Tensor) {
        let columns = source.columnCount
        forPieces(of: columns, size: 128) { piece, _ in
            unsafe bertune_column_sums(
                addingTo.pointer + piece.lowerBound,
                source.pointer + piece.lowerBound,
                columns,
                source.rowCount,
                piece.count
            )
        }
    }

    /// Computes all blocks of the product of a matrix, or its transpose, and a packed one.
    private func multiply(
        _ left: Tensor,
        isTransposed: Bool = false,
        by packed: Tensor,
        columns: Int,
        into: Tensor,
        accumulate: Bool = false,
        bias: Tensor? = nil,
        activation: Activation = .none,
        derivative: Tensor? = nil
    ) {
        let (rows, depth) = isTransposed ? (left.columnCount, left.rowCount) : (left.rowCount, left.columnCount)
        let width = bertune_product_panel_width()
        let partition = ProductPartition(
            rows: rows,
            panels: (columns + width - 1) / width,
            operations: 2 * Double(rows) * Double(columns) * Double(depth),
            threads: threadCount
        )
        var product = unsafe bertune_product(
            left: left.pointer,
            left_stride: left.columnCount,
            left_transposed: isTransposed,
            packed: packed.pointer,
            result: into.pointer,
            result_stride: columns,
            rows: rows,
            columns: columns,
            depth: depth,
            accumulate: accumulate,
            bias: bias.map { unsafe UnsafePointer($0.pointer) },
            derivative: derivative.map { unsafe $0.pointer },
            activation: activation.kernelCode
        )
        // The kernel knows the packed matrix by its address alone, which nobody else keeps in use.
        withExtendedLifetime(packed) {
            unsafe withUnsafePointer(to: &product) { product in
                forBlocks(of: partition) { rows, panels in
                    unsafe bertune_product_block(
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

    /// Runs `body` on all blocks of a product.
    func forBlocks(of partition: ProductPartition, _ body: (_ rows: Range<Int>, _ panels: Range<Int>) -> Void) {
        pool.run(partition.blockCount) { item, _ in
            let block = partition.block(item)
            body(block.rows, block.panels)
        }
    }

    /// A weight as `pack` puts it; where the weight doesn't change, that is kept.
    func packedWeight(_ weight: Tensor, pack: () -> Tensor) -> Tensor {
        guard weight.isConstant else { return pack() }
        let place = weight.offset..<(weight.offset + weight.elementCount)
        if let packed = weight.storage.packedWeights[place] { return packed }
        let packed = pack()
        weight.storage.packedWeights[place] = packed
        return packed
    }

    /// The right operand of a product, or the transpose of what is given, in panels.
    private func pack(_ right: Tensor, transposed: Bool) -> Tensor {
        let (depth, columns) =
            transposed ? (right.columnCount, right.rowCount) : (right.rowCount, right.columnCount)
        let width = bertune_product_panel_width()
        let panels = (columns + width - 1) / width
        let packed = makeTensor([panels, depth, width])
        // Some thirty thousand floats are a few microseconds' work.
        forPieces(of: panels, size: max(32768 / max(depth * width, 1), 1)) { piece, _ in
            unsafe bertune_pack_panels(
                packed.pointer,
                right.pointer,
                right.columnCount,
                transposed,
                depth,
                columns,
                piece.lowerBound,
                piece.count
            )
        }
        return packed
    }
}
