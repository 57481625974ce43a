/// What a file says about one of its tensors.
public struct TensorDescription: Sendable {
    /// Most dimensions accepted; the largest real weights have five.
    static let largestRank = 16

    /// The tensor's name, such as `bert.pooler.dense.weight`.
    public let name: String
    /// The type its elements have in the file.
    public let elementType: ElementType
    /// Its dimensions, the slowest first; empty for a single number.
    public let shape: [Int]
    /// The product of its dimensions.
    public let elementCount: Int

    /// A description, or `nil` if a dimension is negative or the elements are too many to count.
    init?(name: String, elementType: ElementType, shape: [Int]) {
        var elementCount = 1
        for dimension in shape {
            let (product, overflow) = elementCount.multipliedReportingOverflow(by: dimension)
            guard dimension >= 0, !overflow else { return nil }
            elementCount = product
        }
        self.name = name
        self.elementType = elementType
        self.shape = shape
        self.elementCount = elementCount
    }
}

/// A tensor and where its elements lie; what it claims has been checked against the file.
struct StoredTensor: Sendable {
    let description: TensorDescription
    let file: MappedFile
    /// The offset of the first element.
    let byteOffset: Int
    /// Steps in elements between neighbours along each dimension, or `nil` if they lie row after row.
    let strides: [Int]?
}
