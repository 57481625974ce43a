internal import CKernels

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

extension CPUDevice {
    private static var optimizerBlock: Int { 65536 }

    /// Σ x² in double precision: one partial sum a piece, added in the pieces' order.
    public func sumOfSquares(_ tensor: Tensor) -> Double {
        let count = tensor.elementCount
        var partial = [Double](repeating: 0, count: (count + CPUDevice.optimizerBlock - 1) / CPUDevice.optimizerBlock)
        unsafe partial.withUnsafeMutableBufferPointer { sums in
            // Each piece writes an element of its own.
            let sums = unsafe sums
            forPieces(of: count, size: CPUDevice.optimizerBlock) { piece, index in
                unsafe sums[index] = bertune_sum_of_squares(tensor.pointer + piece.lowerBound, piece.count)
            }
        }
        return partial.reduce(0, +)
    }

    /// One step of AdamW over the elements of four vectors; the gradients become zero.
    public func adamW(
        parameters: Tensor,
        gradients: Tensor,
        firstMoments: Tensor,
        secondMoments: Tensor,
        constants: AdamWConstants
    ) {
        let step = Double(constants.step)
        let kernelConstants = bertune_adamw(
            gradient_scale: Float(constants.gradientScale),
            decay: Float(1 - constants.learningRate * constants.weightDecay),
            beta1_complement: Float(1 - constants.beta1),
            beta2: Float(constants.beta2),
            beta2_complement: Float(1 - constants.beta2),
            step_size: Float(constants.learningRate / (1 - pow(constants.beta1, step))),
            inverse_root_correction: Float(1 / (1 - pow(constants.beta2, step)).squareRoot()),
            epsilon: Float(constants.epsilon)
        )
        forPieces(of: parameters.elementCount, size: CPUDevice.optimizerBlock) { piece, _ in
            var constants = kernelConstants
            let start = piece.lowerBound
            unsafe bertune_adamw_step(
                parameters.pointer + start,
                gradients.pointer + start,
                firstMoments.pointer + start,
                secondMoments.pointer + start,
                piece.count,
                &constants
            )
        }
    }
}
