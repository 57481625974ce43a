/// The extents of one of a linear layer's matrix products.
package struct MatrixProduct: Hashable, Sendable {
    /// What a product of a linear layer is for, which decides which operand is read transposed.
    package enum Purpose: String, Sendable, CaseIterable {
        /// `input weightᵀ`.
        case output
        /// `gradient weight`.
        case inputGradient
        /// `gradientᵀ input`, added to what is there.
        case weightGradient
    }

    /// What it is for.
    package let purpose: Purpose
    /// The rows of the result.
    package let rows: Int
    /// The columns of the result.
    package let columns: Int
    /// The number of products that each element of the result sums.
    package let depth: Int

    /// A product of given extents.
    package init(_ purpose: Purpose, rows: Int, columns: Int, depth: Int) {
        self.purpose = purpose
        self.rows = rows
        self.columns = columns
        self.depth = depth
    }

    /// The multiplications and additions.
    package var operations: Double {
        2 * Double(rows) * Double(columns) * Double(depth)
    }
}
