internal import CKernels

extension CPUDevice {
    /// The 16-bit random numbers behind dropout, 16 for each chunk, so that tests can look at the generator itself.
    package static func dropoutBits(_ dropout: Dropout, firstChunk: UInt64, chunkCount: Int) -> [UInt16] {
        var noise = dropout.kernelForm
        var bits = [UInt16](repeating: 0, count: chunkCount * 16)
        unsafe bertune_dropout_bits(&bits, chunkCount, firstChunk, &noise)
        return bits
    }
}
