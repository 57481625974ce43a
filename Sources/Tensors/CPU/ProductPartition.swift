/// How a matrix product is cut: blocks of rows by blocks of panels, a panel being some columns of a packed matrix.
///
/// Every element of a product is summed along the depth in one way, whatever block it falls into, so the cut decides the
/// speed alone and may depend on the number of threads.
package struct ProductPartition: Equatable {
    package let rowBlocks: Int
    package let panelBlocks: Int
    private let rows: Int
    private let panels: Int

    /// The rows that the widest kernel takes at a time; a block that ends elsewhere leaves multipliers idle.
    private static let tileRows = 14

    /// Cuts a product of `rows` rows and `panels` panels.
    ///
    /// - Parameters:
    ///   - rows: The rows of the result.
    ///   - panels: The panels of the right operand.
    ///   - operations: Multiplications and additions of the whole.
    ///   - threads: The number of threads that share the work.
    package init(rows: Int, panels: Int, operations: Double, threads: Int) {
        self.rows = rows
        self.panels = panels
        func blocks(_ extent: Int, _ size: Int) -> Int { (extent + size - 1) / size }
        let tiles = blocks(rows, Self.tileRows)
        // Measured: 32 panels of a block of the depth stay in the second-level cache while 8 tiles pass by, and with
        // that neither the reading of the left operand nor that of the right one costs more than some per cent.
        var rowBlocks = blocks(tiles, 8)
        var panelBlocks = blocks(panels, 32)
        // Four blocks a thread keep the threads evenly busy; one of less than a million operations, some ten
        // microseconds, isn't worth handing over.
        let wanted = min(threads > 1 ? 4 * threads : 1, Int(operations / 1e6))
        while rowBlocks * panelBlocks < wanted, rowBlocks < tiles || panelBlocks < panels {
            let isWide = blocks(panels, panelBlocks) * 2 >= blocks(tiles, rowBlocks)
            if panelBlocks < panels, isWide || rowBlocks == tiles {
                panelBlocks = min(2 * panelBlocks, panels)
            } else {
                rowBlocks = min(2 * rowBlocks, tiles)
            }
        }
        // One block too many would keep one thread at work and the others waiting.
        if rowBlocks * panelBlocks >= threads {
            while rowBlocks * panelBlocks % threads != 0, rowBlocks < tiles { rowBlocks += 1 }
        }
        self.rowBlocks = rowBlocks
        self.panelBlocks = panelBlocks
    }

    /// The number of blocks.
    package var blockCount: Int {
        rowBlocks * panelBlocks
    }

    /// The rows and panels of a block; blocks that follow each other share their panels.
    package func block(_ index: Int) -> (rows: Range<Int>, panels: Range<Int>) {
        let (panelBlock, rowBlock) = index.quotientAndRemainder(dividingBy: rowBlocks)
        let tiles = (rows + Self.tileRows - 1) / Self.tileRows
        func firstRow(_ block: Int) -> Int { min(block * tiles / rowBlocks * Self.tileRows, rows) }
        return (
            firstRow(rowBlock)..<firstRow(rowBlock + 1),
            panelBlock * panels / panelBlocks..<(panelBlock + 1) * panels / panelBlocks
        )
    }
}
