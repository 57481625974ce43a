import FineTuning
import Prediction
import StrictJSON
import Tensors

/// Measures this machine in under a minute: products, training, answers, on one thread and on all.
struct SelfTest {
    /// The network that is trained and asked.
    let network: BenchmarkNetwork
    /// What the head reads.
    let head: BenchmarkHead
    /// The sequences of a training step.
    let batchSize: Int
    /// The tokens of each.
    let length: Int
    /// All threads; `nil` uses every core.
    let threads: Int?
    /// The training steps and rounds of products that are timed.
    let repetitions: Int

    /// Runs everything.
    func run() throws -> SelfTestResult {
        let training = try steps(threads: threads)
        let alone = training.threads > 1 ? try steps(threads: 1) : training
        let products = ProductBenchmark(products: training.products, threads: threads).run(repetitions: repetitions)
        let productsAlone =
            training.threads > 1
            ? ProductBenchmark(products: training.products, threads: 1).run(repetitions: repetitions) : products
        let inference = InferenceBenchmark(network: network, head: .firstToken, threads: threads)
        let inInt8 = InferenceBenchmark(network: network, head: .firstToken, threads: threads, precision: .int8)
        return SelfTestResult(
            network: try network.description(),
            training: training,
            trainingAlone: alone,
            products: products,
            productsAlone: productsAlone,
            latency: try inference.latency(length: min(16, length), repetitions: 20 * repetitions),
            throughput: try inference.throughput(input: nil, batchSize: 32, repetitions: repetitions),
            latencyInInt8: try inInt8.latency(length: min(16, length), repetitions: 20 * repetitions),
            throughputInInt8: try inInt8.throughput(input: nil, batchSize: 32, repetitions: repetitions)
        )
    }

    private func steps(threads: Int?) throws -> TrainingStepResult {
        try TrainingStepBenchmark(
            network: network,
            head: head,
            batchSize: batchSize,
            length: length,
            threads: threads
        ).run(repetitions: repetitions)
    }
}

/// What this machine does.
struct SelfTestResult: BenchmarkResult {
    let network: String
    /// Training on all threads; it came first, so its peak of memory is its own.
    let training: TrainingStepResult
    let trainingAlone: TrainingStepResult
    let products: ProductResult
    let productsAlone: ProductResult
    let latency: InferenceResult
    let throughput: InferenceResult
    let latencyInInt8: InferenceResult
    let throughputInInt8: InferenceResult

    /// A training step's rate of products, as a part of what products alone reach.
    var shareOfProducts: Double { training.gigaflops / products.gigaflops }

    /// How many times as fast all threads train as one.
    var trainingScaling: Double { training.tokensPerSecond / trainingAlone.tokensPerSecond }

    /// How many times as fast all threads multiply as one.
    var productScaling: Double { products.gigaflops / productsAlone.gigaflops }

    var lines: [String] {
        let threads = training.threads
        func times(_ value: Double) -> String { "\(AnswerText.fixed(value, 2)) times as fast as 1" }
        let rows = [
            ["processor", ProcessorDescription.name],
            ["kernels", "\(CPUDevice.instructionSet), \(threads) of \(CPUDevice.availableCores) cores in use"],
            ["network", network],
            [
                "matrix products",
                "\(AnswerText.fixed(products.gigaflops, 1)) GF/s on \(threads) threads, "
                    + "\(AnswerText.fixed(productsAlone.gigaflops, 1)) on 1",
            ],
            [
                "training",
                "\(RunPlanSummary.grouped(Int(training.tokensPerSecond))) tokens/s; "
                    + "\(AnswerText.fixed(training.gigaflops, 1)) GF/s over the whole step, "
                    + "\(AnswerText.fixed(100 * shareOfProducts, 0)) % of the products' rate",
            ],
            ["a training step", training.wall.text + ", \(training.tokens) tokens"],
            ["peak memory", "\(RunPlanSummary.grouped(training.peakBytes / 1_000_000)) MB in training"],
            [
                "one sentence",
                "\(TimeSample.milliseconds(latency.wall.median)) ms for \(latency.tokens) tokens, 99 of 100 within "
                    + "\(TimeSample.milliseconds(latency.wall.percentile99)) ms",
            ],
            [
                "many sentences",
                "\(RunPlanSummary.grouped(Int(throughput.sequencesPerSecond))) a second, "
                    + "\(throughput.tokens / max(throughput.sequences, 1)) tokens each on average",
            ],
            [
                "in 8 bits",
                "\(TimeSample.milliseconds(latencyInInt8.wall.median)) ms for the sentence, "
                    + "\(RunPlanSummary.grouped(Int(throughputInInt8.sequencesPerSecond))) sentences a second",
            ],
            ["\(threads) threads", "training \(times(trainingScaling)), products \(times(productScaling))"],
        ]
        let width = rows.map { $0[0].count }.max() ?? 0
        return rows.map { $0[0] + String(repeating: " ", count: width - $0[0].count + 2) + $0[1] } + ["", limit]
    }

    /// What keeps training from being faster, in plain words.
    var limit: String {
        let threads = Double(training.threads)
        func percent(_ share: Double) -> String { "\(AnswerText.fixed(100 * share, 0)) %" }
        let used = training.processor.median / training.wall.median
        if used < 0.8 * threads {
            return "What limits: other programs. Training got \(AnswerText.fixed(used, 1)) of \(training.threads) "
                + "processors; measure again when the machine is quiet."
        }
        if threads > 1, productScaling < 0.7 * threads {
            return "What limits: \(training.threads) threads multiply matrices only "
                + "\(AnswerText.fixed(productScaling, 1)) times as fast as one; the cores share their arithmetic."
        }
        if shareOfProducts >= 0.7 {
            return "What limits: the processor's arithmetic. Training reaches \(percent(shareOfProducts)) of the rate "
                + "of its matrix products alone, so only fewer tokens, a smaller model or more cores make it much faster."
        }
        if training.productShare >= 0.8 {
            return
                "What limits: memory. Matrix products take \(percent(training.productShare)) of a training step, and "
                + "are slower in it than alone, where their operands are in the caches."
        }
        let other = training.dearestOther.map { "; most of the rest goes to \($0.name), \(percent($0.share))" } ?? ""
        return "What limits: the work beside the matrix products, which take \(percent(training.productShare)) of a "
            + "training step\(other). Larger batches usually help."
    }

    var members: [JSONObject.Member] {
        func object(_ result: some BenchmarkResult) -> JSONValue { .object(JSONObject(result.members)) }
        return [
            .init("workload", "self-test"),
            .init("version", .string(BERTuneVersion.current)),
            .init("processor", .string(ProcessorDescription.name)),
            .init("instructionSet", .string(CPUDevice.instructionSet)),
            .init("cores", JSONValue(CPUDevice.availableCores)),
            .init("network", .string(network)),
            .init("products", object(products)),
            .init("productsOnOneThread", object(productsAlone)),
            .init("training", object(training)),
            .init("trainingOnOneThread", object(trainingAlone)),
            .init("shareOfProducts", JSONValue(shareOfProducts)),
            .init("latency", object(latency)),
            .init("throughput", object(throughput)),
            .init("latencyInInt8", object(latencyInInt8)),
            .init("throughputInInt8", object(throughputInInt8)),
            .init("limit", .string(limit)),
        ]
    }
}
