internal import CKernels

extension CPUDevice {
    /// `into = activation(input weightᵀ + bias)`; bias and activation follow each tile while it is in the cache.
    public func linear(
        _ input: Tensor,
        weight: Tensor,
        bias: Tensor?,
        activation: Activation,
        into: Tensor,
        derivative: Tensor?
    ) {
        let packed = packedWeight(weight)
        unsafe multiply(
            bertune_product(
                left: input.pointer,
                left_stride: input.columnCount,
                left_transposed: false,
                packed: packed.pointer,
                result: into.pointer,
                result_stride: weight.rowCount,
                rows: input.rowCount,
                columns: weight.rowCount,
                depth: input.columnCount,
                accumulate: false,
                bias: bias.map { unsafe UnsafePointer($0.pointer) },
                derivative: derivative.map { unsafe $0.pointer },
                activation: activation.kernelCode
            )
        )
    }

    /// `into (+)= left right`.
    public func product(_ left: Tensor, _ right: Tensor, into: Tensor, accumulate: Bool) {
        let packed = pack(right, transposed: false)
        unsafe multiply(
            bertune_product(
                left: left.pointer,
                left_stride: left.columnCount,
                left_transposed: false,
                packed: packed.pointer,
                result: into.pointer,
                result_stride: right.columnCount,
                rows: left.rowCount,
                columns: right.columnCount,
                depth: left.columnCount,
                accumulate: accumulate,
                bias: nil,
                derivative: nil,
                activation: Activation.none.kernelCode
            )
        )
    }

    /// `addingTo += leftᵀ right`.
    public func transposedProduct(_ left: Tensor, _ right: Tensor, addingTo: Tensor) {
        let packed = pack(right, transposed: false)
        unsafe multiply(
            bertune_product(
                left: left.pointer,
                left_stride: left.columnCount,
                left_transposed: true,
                packed: packed.pointer,
                result: addingTo.pointer,
                result_stride: right.columnCount,
                rows: left.columnCount,
                columns: right.columnCount,
                depth: left.rowCount,
                accumulate: true,
                bias: nil,
                derivative: nil,
                activation: Activation.none.kernelCode
            )
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

    /// Computes all blocks of a product.
    private func multiply(_ product: bertune_product) {
        let width = bertune_product_panel_width()
        let (rows, columns, depth) = unsafe (product.rows, product.columns, product.depth)
        let partition = ProductPartition(
            rows: rows,
            panels: (columns + width - 1) / width,
            operations: 2 * Double(rows) * Double(columns) * Double(depth),
            readsColumns: unsafe product.left_transposed,
            threads: threadCount
        )
        unsafe withUnsafePointer(to: product) { product in
            pool.run(partition.blockCount) { item, _ in
                let block = partition.block(item)
                unsafe bertune_product_block(
                    product,
                    block.rows.lowerBound,
                    block.rows.count,
                    block.panels.lowerBound,
                    block.panels.count
                )
            }
        }
    }

    /// The transpose of a weight in panels; where the weight doesn't change, the panels are kept.
    private func packedWeight(_ weight: Tensor) -> Tensor {
        guard weight.isConstant else { return pack(weight, transposed: true) }
        let place = weight.offset..<(weight.offset + weight.elementCount)
        if let packed = weight.storage.packedWeights[place] { return packed }
        let packed = pack(weight, transposed: true)
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
