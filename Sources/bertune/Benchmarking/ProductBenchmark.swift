import Prediction
import StrictJSON
import Tensors

/// Times the matrix products of a training step and nothing else: what the processor gives at best.
struct ProductBenchmark {
    /// The products of one step, and how often each is computed.
    let products: [(product: MatrixProduct, count: Int)]
    /// The number of threads; `nil` uses every core.
    let threads: Int?

    /// The operands and the result of one product.
    private struct Operands {
        let product: MatrixProduct
        let count: Int
        let left: Tensor
        let right: Tensor
        let result: Tensor

        init(_ product: MatrixProduct, count: Int, device: CPUDevice) {
            self.product = product
            self.count = count
            let (rows, columns, depth) = (product.rows, product.columns, product.depth)
            let (leftShape, rightShape) =
                switch product.purpose {
                case .output: ([rows, depth], [columns, depth])
                case .inputGradient: ([rows, depth], [depth, columns])
                case .weightGradient: ([depth, rows], [depth, columns])
                }
            left = Self.tensor(leftShape, device)
            right = Self.tensor(rightShape, device)
            result = Self.tensor([rows, columns], device)
        }

        /// Ordinary numbers: some processors take longer for very small ones.
        private static func tensor(_ shape: [Int], _ device: CPUDevice) -> Tensor {
            device.makeTensor(shape, (0..<shape.reduce(1, *)).map { Float($0 % 61 - 30) * 0.01 })
        }

        func compute(on device: CPUDevice) {
            for _ in 0..<count {
                switch product.purpose {
                case .output:
                    device.linear(
                        left,
                        weight: right,
                        bias: nil,
                        activation: .none,
                        into: result,
                        derivative: nil
                    )
                case .inputGradient: device.product(left, right, into: result, accumulate: false)
                case .weightGradient: device.transposedProduct(left, right, addingTo: result)
                }
            }
        }
    }

    /// Times all products of a step, one after the other.
    ///
    /// - Parameter repetitions: How often, after one that doesn't count.
    /// - Returns: What they took.
    func run(repetitions: Int) -> ProductResult {
        let device = CPUDevice(threads: threads)
        let operands = products.map { Operands($0.product, count: $0.count, device: device) }
        let times = TimeSample.measure(warmUps: 1, repetitions: repetitions) {
            for operand in operands { operand.compute(on: device) }
        }
        return ProductResult(
            threads: device.threadCount,
            operations: products.reduce(0) { $0 + $1.product.operations * Double($1.count) },
            wall: times.wall,
            processor: times.processor
        )
    }
}

/// What the products of a step took.
struct ProductResult: BenchmarkResult {
    /// The threads that computed.
    let threads: Int
    /// The multiplications and additions of all products.
    let operations: Double
    /// The time of all products.
    let wall: TimeSample
    /// The time of all processors.
    let processor: TimeSample

    /// Billions of multiplications and additions a second.
    var gigaflops: Double { operations / wall.median * 1e-9 }

    var lines: [String] {
        [
            "matrix products of a training step, threads: \(threads)",
            "  time            \(wall.text) for \(AnswerText.fixed(operations * 1e-9, 1)) GF",
            "  processor time  \(processor.text)",
            "  rate            \(AnswerText.fixed(gigaflops, 1)) GF/s",
        ]
    }

    var members: [JSONObject.Member] {
        [
            .init("workload", "products"),
            .init("threads", JSONValue(threads)),
            .init("wallMilliseconds", wall.json),
            .init("processorMilliseconds", processor.json),
            .init("productOperations", JSONValue(operations)),
            .init("productGigaflops", JSONValue(gigaflops)),
        ]
    }
}
