/// How a matrix product is cut: blocks of rows by blocks of panels, a panel being some columns of a packed matrix.
///
/// Every element of a product is summed along the depth in one way, whatever block it falls into, so the cut decides the
/// speed alone and may depend on the number of threads.
package struct ProductPartition: Equatable {
    package let rowBlockSize: Int
    package let panelBlockSize: Int
    package let rowBlocks: Int
    package let panelBlocks: Int
    private let rows: Int
    private let panels: Int

    /// Cuts a product of `rows` rows and `panels` panels.
    ///
    /// - Parameters:
    ///   - rows: The rows of the result.
    ///   - panels: The panels of the right operand.
    ///   - operations: Multiplications and additions of the whole.
    ///   - readsColumns: Whether the left operand is transposed: its columns are dear to read, so a block is wide.
    ///   - threads: The number of threads that share the work.
    package init(rows: Int, panels: Int, operations: Double, readsColumns: Bool, threads: Int) {
        self.rows = rows
        self.panels = panels
        // Measured: the sizes at which neither the reading of the left operand nor that of the right one costs more
        // than some per cent.
        var rowSize = 112
        var panelSize = readsColumns ? 16 : 8
        func blocks(_ extent: Int, _ size: Int) -> Int { (extent + size - 1) / size }
        // Four blocks a thread keep the threads evenly busy; one of less than a million operations, some ten
        // microseconds, isn't worth handing over.
        let wanted = threads > 1 ? min(4 * threads, Int(operations / 1e6)) : 1
        while blocks(rows, rowSize) * blocks(panels, panelSize) < wanted, rowSize > 14 || panelSize > 1 {
            if panelSize > 1, panelSize * 16 >= min(rowSize, rows) || rowSize <= 14 {
                panelSize = (min(panelSize, panels) + 1) / 2
            } else {
                rowSize /= 2
            }
        }
        rowBlockSize = rowSize
        panelBlockSize = panelSize
        rowBlocks = blocks(rows, rowSize)
        panelBlocks = blocks(panels, panelSize)
    }

    /// The number of blocks.
    package var blockCount: Int {
        rowBlocks * panelBlocks
    }

    /// The rows and panels of a block.
    package func block(_ index: Int) -> (rows: Range<Int>, panels: Range<Int>) {
        let firstRow = index / panelBlocks * rowBlockSize
        let firstPanel = index % panelBlocks * panelBlockSize
        return (
            firstRow..<min(firstRow + rowBlockSize, rows), firstPanel..<min(firstPanel + panelBlockSize, panels)
        )
    }
}
