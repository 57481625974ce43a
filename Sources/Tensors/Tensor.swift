/// A dense, row-major array of 32-bit floats on a device, and the gradient that the tape collects for it.
///
/// A tensor is a window on shared storage: parameters are windows on one contiguous store, and slices of rows are
/// windows on their tensor. Tensors are made by a ``Device`` and by the operations of a ``Tape``.
public final class Tensor {
    let storage: Storage
    let offset: Int

    /// The extents, outermost first, as in `[tokens, hiddenSize]`.
    public let shape: [Int]

    /// The gradient of the loss with respect to this tensor, once a backward pass has reached it.
    public package(set) var gradient: Tensor?

    /// Whether a backward pass carries a gradient to this tensor: not to a frozen parameter, nor to what is computed
    /// from such alone.
    public internal(set) var requiresGradient = true

    /// Whether the contents stay from one forward pass to the next, so that a device may keep them in another form.
    let isConstant: Bool

    /// Whether linear layers use it as a weight of 8-bit whole numbers; it is constant then.
    let isQuantized: Bool

    init(
        storage: Storage,
        offset: Int,
        shape: [Int],
        gradient: Tensor? = nil,
        isConstant: Bool = false,
        isQuantized: Bool = false
    ) {
        self.storage = storage
        self.isConstant = isConstant
        self.isQuantized = isQuantized
        self.offset = offset
        self.shape = shape
        self.gradient = gradient
        precondition(shape.allSatisfy { $0 >= 0 }, "A tensor cannot have the shape \(shape).")
        precondition(offset >= 0 && offset + elementCount <= storage.count, "A tensor reaches past its storage.")
    }

    /// The number of elements.
    public var elementCount: Int {
        shape.reduce(1, *)
    }

    /// The number of rows: the product of all extents but the last.
    public var rowCount: Int {
        shape.dropLast().reduce(1, *)
    }

    /// The length of a row: the last extent.
    public var columnCount: Int {
        shape.last ?? 1
    }

    /// A window on consecutive rows; its gradient is the same window on the gradient that this tensor has now.
    ///
    /// So it serves parameters, whose gradients are there before the forward pass. Rows of activations are picked
    /// with ``Tape/gatherRows(_:rows:)``, which carries their gradient back.
    ///
    /// - Parameter rows: The rows, within `0..<rowCount`.
    /// - Returns: A tensor of shape `[rows.count, columnCount]` (`[rows.count]` for a vector) that shares this
    ///   tensor's memory.
    /// - Precondition: The rows exist.
    public func rows(_ rows: Range<Int>) -> Tensor {
        let width = shape.count == 1 ? 1 : columnCount
        let extent = shape.count == 1 ? elementCount : rowCount
        precondition(rows.lowerBound >= 0 && rows.upperBound <= extent, "Rows \(rows) of a tensor of \(extent) rows.")
        return Tensor(
            storage: storage,
            offset: offset + rows.lowerBound * width,
            shape: shape.count == 1 ? [rows.count] : [rows.count, width],
            gradient: gradient?.rows(rows)
        )
    }

    var pointer: UnsafeMutablePointer<Float> {
        unsafe storage.pointer + offset
    }
}
