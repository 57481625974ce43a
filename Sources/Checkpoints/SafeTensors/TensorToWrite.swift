/// A tensor on its way into a file.
@safe public struct TensorToWrite {
    /// Hands a tensor's elements to whoever asks.
    public typealias FloatSource = (
        (UnsafeBufferPointer<Float>) throws(CheckpointError) -> Void
    ) throws(CheckpointError) -> Void

    /// The tensor's name.
    public let name: String
    /// Its dimensions, the slowest first.
    public let shape: [Int]
    /// The type its elements get in the file: `float32`, `float16`, `bfloat16` or `float64`.
    public let elementType: ElementType

    let withFloats: FloatSource

    /// A tensor whose elements are lent while they are written, so that none is copied.
    ///
    /// - Parameters:
    ///   - name: The tensor's name.
    ///   - shape: Its dimensions, the slowest first.
    ///   - elementType: The type its elements get in the file.
    ///   - withFloats: Calls its argument once with the elements, row after row.
    public init(
        name: String,
        shape: [Int],
        elementType: ElementType = .float32,
        withFloats: @escaping FloatSource
    ) {
        self.name = name
        self.shape = shape
        self.elementType = elementType
        unsafe self.withFloats = withFloats
    }

    /// A tensor of elements in an array.
    ///
    /// - Parameters:
    ///   - name: The tensor's name.
    ///   - shape: Its dimensions, the slowest first.
    ///   - elementType: The type its elements get in the file.
    ///   - floats: The elements, row after row.
    public init(name: String, shape: [Int], elementType: ElementType = .float32, floats: [Float]) {
        unsafe self.init(name: name, shape: shape, elementType: elementType) { body throws(CheckpointError) in
            unsafe try floats.withUnsafeBufferPointer { buffer throws(CheckpointError) in unsafe try body(buffer) }
        }
    }
}
