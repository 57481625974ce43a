internal import Checkpoints
internal import Tensors

extension BERTModel {
    /// Writes the weights as `model.safetensors`, in single precision, by the names that transformers reads.
    ///
    /// - Parameter path: The file to make or replace; a crash leaves the old file or the new one, never a part.
    /// - Throws: ``/Checkpoints/CheckpointError`` with code `writeFailed`.
    public func saveWeights(to path: String) throws {
        let tensors = parameters.parameters.map { parameter in
            let tensor = parameters[parameter.name]
            let device = self.device
            return unsafe TensorToWrite(name: parameter.name, shape: parameter.shape) { body throws(CheckpointError) in
                var failure: CheckpointError?
                unsafe device.withHostMemory(of: tensor) { memory in
                    do throws(CheckpointError) {
                        unsafe try body(UnsafeBufferPointer(memory))
                    } catch {
                        failure = error
                    }
                }
                if let failure { throw failure }
            }
        }
        try SafeTensors.write(tensors, to: path)
    }

    /// Writes `config.json`.
    ///
    /// - Parameter path: The file to make or replace.
    /// - Throws: ``/Checkpoints/CheckpointError`` with code `writeFailed`.
    public func saveConfiguration(to path: String) throws {
        try DurableFile.write(configuration.json(architecture: head.architecture), to: path)
    }

    /// Takes all weights back from a file that ``saveWeights(to:)`` wrote.
    ///
    /// - Parameter path: The file.
    /// - Throws: ``/Checkpoints/CheckpointError`` if it cannot be read or a weight is missing.
    public func restoreWeights(from path: String) throws {
        let checkpoint = try Checkpoint.open(path)
        for parameter in parameters.parameters {
            try unsafe device.withHostMemory(of: parameters[parameter.name]) { memory in
                try unsafe checkpoint.readFloats(parameter.name, into: memory)
            }
        }
    }
}
