import Tensors

/// The factors that dropout applies to the cells of a tensor, seen by letting ones through.
func dropoutMask(
    rows: Int,
    columns: Int,
    probability: Double,
    noise: DropoutNoise,
    operation: UInt32 = 1
) -> [Double] {
    let device = CPUDevice(threads: 1)
    let ones = device.makeTensor([rows, columns], [Float](repeating: 1, count: rows * columns))
    device.dropout(ones, Dropout(noise, operation: operation, probability: probability))
    return device.read(ones).map(Double.init)
}
