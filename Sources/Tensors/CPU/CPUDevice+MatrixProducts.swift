internal import CKernels
internal import COpenBLAS

/// How a matrix product is cut: `rowBlocks` x `columnBlocks` pieces of the result, by its shape alone.
package struct ProductPartition: Equatable {
    package let rowBlockSize: Int
    package let columnBlockSize: Int
    package let rowBlocks: Int
    package let columnBlocks: Int

    /// Cuts a `rows` x `columns` result of inner extent `depth`.
    ///
    /// Enough pieces to keep several threads evenly busy, few enough that each repays the packing of its operands,
    /// which BLAS does anew for every piece: a cut of the rows packs the right operand again, a cut of the columns
    /// the left one.
    package init(rows: Int, columns: Int, depth: Int) {
        let operations = 2.0 * Double(rows) * Double(columns) * Double(depth)
        let wanted = ProductPartition.wantedPieces(area: rows * columns, operations: operations)
        var best = (rowBlocks: 1, columnBlocks: 1)
        var bestCost = Double.infinity
        for rowBlocks in 1...min(wanted, max(rows / 16, 1)) {
            let columnBlocks = min((wanted + rowBlocks - 1) / rowBlocks, max(columns / 32, 1))
            let pieces = rowBlocks * columnBlocks
            let packing = Double(rowBlocks * columns + columnBlocks * rows)
            // Pieces in pairs: two threads are the commonest number, and powers of two follow.
            let cost = packing * (pieces % 2 == 0 ? 1 : 1.5) * (pieces < wanted ? 2 : 1)
            if cost < bestCost {
                bestCost = cost
                best = (rowBlocks, columnBlocks)
            }
        }
        rowBlockSize = ProductPartition.evenSize(rows, blocks: best.rowBlocks)
        columnBlockSize = ProductPartition.evenSize(columns, blocks: best.columnBlocks)
        rowBlocks = max((rows + rowBlockSize - 1) / rowBlockSize, 1)
        columnBlocks = max((columns + columnBlockSize - 1) / columnBlockSize, 1)
    }

    /// How many pieces are worth while.
    ///
    /// What packing costs beside the multiplying depends on the sides of a piece and not on its depth: pieces of
    /// 80 x 80 were measured at 70 to 75 % of the speed of the whole, of 208 x 192 at 90 %, of 384 x 384 at 95 %.
    /// Large products are cut into four even so, since there may be four threads.
    private static func wantedPieces(area: Int, operations: Double) -> Int {
        guard operations >= 3e6 else { return 1 }  // some 40 microseconds
        let least = operations < 200e6 ? 2 : 4
        return min(max(min(area / (256 * 384), Int(operations / 24e6)), least), 64)
    }

    /// The size of `blocks` even pieces of `extent`, in multiples of the BLAS kernels' 16.
    private static func evenSize(_ extent: Int, blocks: Int) -> Int {
        let size = max((extent + blocks - 1) / blocks, 1)
        return blocks == 1 ? size : (size + 15) / 16 * 16
    }

    /// The number of pieces.
    package var pieceCount: Int {
        rowBlocks * columnBlocks
    }

    /// The rows and columns of a piece.
    package func piece(_ index: Int, rows: Int, columns: Int) -> (rows: Range<Int>, columns: Range<Int>) {
        let (rowBlock, columnBlock) = (index / columnBlocks, index % columnBlocks)
        let (firstRow, firstColumn) = (rowBlock * rowBlockSize, columnBlock * columnBlockSize)
        return (
            firstRow..<min(firstRow + rowBlockSize, rows), firstColumn..<min(firstColumn + columnBlockSize, columns)
        )
    }
}

extension CPUDevice {
    /// `into = activation(input weightᵀ + bias)`; bias and activation follow each piece while it is in the cache.
    public func linear(
        _ input: Tensor,
        weight: Tensor,
        bias: Tensor?,
        activation: Activation,
        into: Tensor,
        derivative: Tensor?
    ) {
        let (rows, columns, depth) = (input.rowCount, weight.rowCount, input.columnCount)
        let partition = ProductPartition(rows: rows, columns: columns, depth: depth)
        pool.run(partition.pieceCount) { item, _ in
            let piece = partition.piece(item, rows: rows, columns: columns)
            let start = piece.rows.lowerBound * columns + piece.columns.lowerBound
            unsafe cblas_sgemm(
                CblasRowMajor,
                CblasNoTrans,
                CblasTrans,
                blasint(piece.rows.count),
                blasint(piece.columns.count),
                blasint(depth),
                1,
                input.pointer + piece.rows.lowerBound * depth,
                blasint(depth),
                weight.pointer + piece.columns.lowerBound * depth,
                blasint(depth),
                0,
                into.pointer + start,
                blasint(columns)
            )
            guard bias != nil || activation != .none else { return }
            unsafe bertune_bias_activation(
                into.pointer + start,
                columns,
                bias.map { unsafe $0.pointer + piece.columns.lowerBound },
                derivative.map { unsafe $0.pointer + start },
                columns,
                piece.rows.count,
                piece.columns.count,
                activation.kernelCode
            )
        }
    }

    /// `into (+)= left right`.
    public func product(_ left: Tensor, _ right: Tensor, into: Tensor, accumulate: Bool) {
        let (rows, columns, depth) = (left.rowCount, right.columnCount, left.columnCount)
        let partition = ProductPartition(rows: rows, columns: columns, depth: depth)
        pool.run(partition.pieceCount) { item, _ in
            let piece = partition.piece(item, rows: rows, columns: columns)
            unsafe cblas_sgemm(
                CblasRowMajor,
                CblasNoTrans,
                CblasNoTrans,
                blasint(piece.rows.count),
                blasint(piece.columns.count),
                blasint(depth),
                1,
                left.pointer + piece.rows.lowerBound * depth,
                blasint(depth),
                right.pointer + piece.columns.lowerBound,
                blasint(columns),
                accumulate ? 1 : 0,
                into.pointer + piece.rows.lowerBound * columns + piece.columns.lowerBound,
                blasint(columns)
            )
        }
    }

    /// `addingTo += leftᵀ right`.
    public func transposedProduct(_ left: Tensor, _ right: Tensor, addingTo: Tensor) {
        let (rows, columns, depth) = (left.columnCount, right.columnCount, left.rowCount)
        let partition = ProductPartition(rows: rows, columns: columns, depth: depth)
        pool.run(partition.pieceCount) { item, _ in
            let piece = partition.piece(item, rows: rows, columns: columns)
            unsafe cblas_sgemm(
                CblasRowMajor,
                CblasTrans,
                CblasNoTrans,
                blasint(piece.rows.count),
                blasint(piece.columns.count),
                blasint(depth),
                1,
                left.pointer + piece.rows.lowerBound,
                blasint(rows),
                right.pointer + piece.columns.lowerBound,
                blasint(columns),
                1,
                addingTo.pointer + piece.rows.lowerBound * columns + piece.columns.lowerBound,
                blasint(columns)
            )
        }
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
}
