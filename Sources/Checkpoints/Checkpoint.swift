/// The weights of a model on disk: which tensors there are, and a way to read each.
///
/// ```swift
/// let checkpoint = try Checkpoint.open("models/all-MiniLM-L6-v2")
/// let weight = try checkpoint.readFloats("pooler.dense.weight")
/// ```
///
/// Opening checks everything the files claim about themselves and runs nothing they contain; elements are read,
/// and pages of the file touched, only when asked for.
public struct Checkpoint: Sendable {
    /// The folder or file that was opened.
    public let path: String
    /// The tensors, in the order in which they lie in the files.
    public let tensors: [TensorDescription]
    /// The free text that a safetensors file carries, usually `format: pt`.
    public let metadata: [(name: String, value: String)]

    private let storedTensors: [StoredTensor]
    /// Keyed by bytes: two names that differ only in Unicode normalisation are two names.
    private let positions: [[UInt8]: Int]

    init(
        path: String,
        storedTensors: [StoredTensor],
        metadata: [(name: String, value: String)]
    ) throws(CheckpointError) {
        var positions: [[UInt8]: Int] = [:]
        for (position, tensor) in storedTensors.enumerated() {
            guard positions.updateValue(position, forKey: Array(tensor.description.name.utf8)) == nil else {
                throw CheckpointError(
                    .malformed,
                    "tensor \(quoted(tensor.description.name)) is there twice",
                    path: tensor.file.path
                )
            }
        }
        self.path = path
        self.storedTensors = storedTensors
        self.metadata = metadata
        self.positions = positions
        tensors = storedTensors.map(\.description)
    }

    /// Whether there is a tensor of this name.
    public func contains(_ name: String) -> Bool {
        positions[Array(name.utf8)] != nil
    }

    /// What is said about a tensor, or `nil` if there is none of this name.
    public func description(of name: String) -> TensorDescription? {
        positions[Array(name.utf8)].map { tensors[$0] }
    }

    /// Reads a tensor into memory that is there already, converting its elements to single precision.
    ///
    /// - Parameters:
    ///   - name: The tensor's name.
    ///   - destination: As many floats as the tensor has elements; filled row after row.
    /// - Throws: ``CheckpointError`` with code `missingTensor`, `wrongShape` if the counts differ, or
    ///   `unsupported` if the elements are not floats. Nothing is written in these cases.
    public func readFloats(
        _ name: String,
        into destination: UnsafeMutableBufferPointer<Float>
    ) throws(CheckpointError) {
        unsafe try storedTensor(name).readFloats(into: destination)
    }

    /// Reads a tensor, converting its elements to single precision.
    ///
    /// - Parameter name: The tensor's name.
    /// - Returns: Its elements, row after row.
    /// - Throws: ``CheckpointError`` with code `missingTensor`, or `unsupported` if the elements are not floats.
    public func readFloats(_ name: String) throws(CheckpointError) -> [Float] {
        let tensor = try storedTensor(name)
        let elementCount = tensor.description.elementCount
        var failure: CheckpointError?
        let floats = unsafe [Float](unsafeUninitializedCapacity: elementCount) { buffer, initializedCount in
            do throws(CheckpointError) {
                unsafe try tensor.readFloats(into: UnsafeMutableBufferPointer(rebasing: buffer[..<elementCount]))
                initializedCount = elementCount
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return floats
    }

    private func storedTensor(_ name: String) throws(CheckpointError) -> StoredTensor {
        guard let position = positions[Array(name.utf8)] else {
            throw CheckpointError(.missingTensor, "there is no tensor \(quoted(name))", path: path)
        }
        return storedTensors[position]
    }
}
