import Tensors
import Testing

@Suite("Matrix products")
struct MatrixProductTests {
    /// Rows, columns and depth: within one tile, with edges everywhere, and of several blocks of the depth.
    static let shapes = [(1, 1, 1), (3, 5, 7), (16, 32, 16), (29, 49, 385), (401, 264, 1030), (33, 700, 650)]

    @Test("are right for every instruction set", arguments: CPUDevice.availableInstructionSets, shapes)
    func areRight(instructionSet: String, shape: (rows: Int, columns: Int, depth: Int)) {
        let (rows, columns, depth) = shape
        let left = randomFloats(rows * depth, seed: 1)
        let right = randomFloats(depth * columns, seed: 2)
        let (product, sum, transposed, linear) = CPUDevice.withInstructionSet(instructionSet) {
            let device = CPUDevice(threads: 1)
            let matrices = (device.makeTensor([rows, depth], left), device.makeTensor([depth, columns], right))
            let product = device.makeTensor([rows, columns], [Float](repeating: .nan, count: rows * columns))
            device.product(matrices.0, matrices.1, into: product, accumulate: false)
            let sum = device.makeTensor([rows, columns], [Float](repeating: 1, count: rows * columns))
            device.product(matrices.0, matrices.1, into: sum, accumulate: true)
            let transposed = device.makeTensor([rows, columns], [Float](repeating: 1, count: rows * columns))
            let leftColumns = device.makeTensor([depth, rows], Self.transpose(left, rows: rows, columns: depth))
            device.transposedProduct(leftColumns, matrices.1, addingTo: transposed)
            let linear = device.makeTensor([rows, columns])
            device.linear(
                matrices.0,
                weight: device.makeTensor([columns, depth], Self.transpose(right, rows: depth, columns: columns)),
                bias: device.makeTensor([columns], [Float](repeating: 2, count: columns)),
                activation: .none,
                into: linear,
                derivative: nil
            )
            return (device.read(product), device.read(sum), device.read(transposed), device.read(linear))
        }
        var worst = 0.0
        for row in Swift.stride(from: 0, to: rows, by: 7) {
            for column in Swift.stride(from: 0, to: columns, by: 5) {
                let expected = (0..<depth).reduce(0.0) {
                    $0 + Double(left[row * depth + $1]) * Double(right[$1 * columns + column])
                }
                let cell = row * columns + column
                for (actual, added) in [(product[cell], 0.0), (sum[cell], 1), (transposed[cell], 1), (linear[cell], 2)]
                {
                    let difference = abs(Double(actual) - added - expected)
                    worst = difference.isNaN ? .infinity : max(worst, difference)
                }
            }
        }
        #expect(worst < 1.5e-6 * Double(depth).squareRoot() + 1e-6)
    }

    @Test("give a row the same bits alone and among others", arguments: CPUDevice.availableInstructionSets)
    func rowsAreIndependent(instructionSet: String) {
        let (rows, columns, depth) = (75, 100, 800)
        let left = randomFloats(rows * depth, seed: 3)
        let right = randomFloats(depth * columns, seed: 4)
        CPUDevice.withInstructionSet(instructionSet) {
            let device = CPUDevice(threads: 1)
            func product(_ chosen: Range<Int>) -> [Float] {
                let result = device.makeTensor([chosen.count, columns])
                device.product(
                    device.makeTensor(
                        [chosen.count, depth],
                        Array(left[chosen.lowerBound * depth..<chosen.upperBound * depth])
                    ),
                    device.makeTensor([depth, columns], right),
                    into: result,
                    accumulate: false
                )
                return device.read(result)
            }
            let whole = product(0..<rows)
            for row in [0, 1, 13, 14, 40, 74] {
                #expect(product(row..<row + 1) == Array(whole[row * columns..<(row + 1) * columns]))
            }
        }
    }

    @Test("follow weights that were packed when these change")
    func packedWeightsFollow() {
        let store = ParameterStore([.init("weight", [3, 4])], device: CPUDevice(threads: 1))
        let device = store.device
        let input = device.makeTensor([1, 4], [1, 2, 3, 4])
        func output() -> [Float] {
            let result = device.makeTensor([1, 3])
            device.linear(input, weight: store["weight"], bias: nil, activation: .none, into: result, derivative: nil)
            return device.read(result)
        }
        #expect(output() == [0, 0, 0])
        unsafe device.withHostMemory(of: store["weight"]) { memory in unsafe memory.update(repeating: 1) }
        #expect(output() == [10, 10, 10])
        device.zero(store.values)
        #expect(output() == [0, 0, 0])
        store.prepareForTraining()
        unsafe device.withHostMemory(of: store["weight"]) { memory in unsafe memory.update(repeating: 2) }
        #expect(output() == [20, 20, 20])
    }

    private static func transpose(_ matrix: [Float], rows: Int, columns: Int) -> [Float] {
        (0..<columns).flatMap { column in (0..<rows).map { matrix[$0 * columns + column] } }
    }
}
