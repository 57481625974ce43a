import BERT
import FineTuning
import Prediction
import StrictJSON
import Tensors
import TextData

/// Times optimizer steps: forward, backward, clipping and AdamW, with dropout, on random tokens.
struct TrainingStepBenchmark {
    /// The network that is trained.
    let network: BenchmarkNetwork
    /// What the head reads.
    let head: BenchmarkHead
    /// The sequences of a step.
    let batchSize: Int
    /// The tokens of each.
    let length: Int
    /// The number of threads; `nil` uses every core.
    let threads: Int?

    /// Times steps.
    ///
    /// - Parameter repetitions: How many, after two that don't count.
    /// - Returns: What they took.
    /// - Throws: Whatever is wrong with the network, or `TrainingError`.
    func run(repetitions: Int) throws -> TrainingStepResult {
        try run(head.task, repetitions: repetitions)
    }

    private func run<Task: BenchmarkTask>(_ type: Task.Type, repetitions: Int) throws -> TrainingStepResult {
        let profile = OperationProfile()
        let model = try network.model(for: Task.forBenchmark(), threads: threads, profile: profile)
        model.model.configuration.hiddenDropoutProbability = 0.1
        model.model.configuration.attentionDropoutProbability = 0.1
        model.model.configuration.classifierDropoutProbability = 0.1
        var tokens = RandomTokens(vocabularySize: model.model.configuration.vocabularySize)
        let features = (0..<batchSize).map { Task.feature(inputIDs: tokens.sequence(length: length), index: $0) }
        var recipe = Recipe()
        recipe.batchSize = batchSize
        let warmUps = 2
        recipe.maximumSteps = warmUps + repetitions
        let loop = try TrainingLoop(
            model,
            featureSet: FeatureSet(features: features, truncation: TruncationReport(maximumLength: length)),
            recipe: recipe,
            plan: TrainingPlan(recipe: recipe, examples: batchSize)
        )
        let times = try TimeSample.measure(warmUps: warmUps, repetitions: repetitions) {
            _ = try loop.step([Array(0..<batchSize)])
        }
        return TrainingStepResult(
            benchmark: self,
            network: try network.description(),
            threads: model.threadCount,
            wall: times.wall,
            processor: times.processor,
            profile: profile,
            steps: loop.stepCount,
            peakBytes: ProcessUsage.peakBytes
        )
    }
}

/// What optimizer steps took.
struct TrainingStepResult: BenchmarkResult {
    private let network: String
    private let benchmark: TrainingStepBenchmark
    /// The threads that computed.
    let threads: Int
    /// The time of a step.
    let wall: TimeSample
    /// The time of all processors in a step.
    let processor: TimeSample
    /// The most memory that the process had.
    let peakBytes: Int
    /// The products of linear layers in one step, and how often each is computed.
    let products: [(product: MatrixProduct, count: Int)]
    /// The multiplications and additions of attention in one step.
    let attentionOperations: Double
    /// The part of the time in linear layers' products.
    let productShare: Double
    /// The dearest operation that is no product of a linear layer, and its part of the time.
    let dearestOther: (name: String, share: Double)?

    init(
        benchmark: TrainingStepBenchmark,
        network: String,
        threads: Int,
        wall: TimeSample,
        processor: TimeSample,
        profile: OperationProfile,
        steps: Int,
        peakBytes: Int
    ) {
        self.benchmark = benchmark
        self.network = network
        self.threads = threads
        self.wall = wall
        self.processor = processor
        self.peakBytes = peakBytes
        products = profile.matrixProducts.map { ($0.key, $0.value / max(steps, 1)) }.sorted { first, second in
            let (a, b) = (first.product, second.product)
            return (a.purpose.rawValue, a.rows, a.columns, a.depth) < (b.purpose.rawValue, b.rows, b.columns, b.depth)
        }
        // The gradient of a bias is a sum, whose operations aren't counted.
        let others = profile.rows.filter { !$0.name.hasPrefix("linear") || $0.operations == 0 }
        attentionOperations =
            others.filter { $0.name.hasPrefix("attention") }.reduce(0) { $0 + $1.operations } / Double(max(steps, 1))
        let seconds = max(profile.rows.reduce(0) { $0 + $1.seconds }, 1e-12)
        productShare = 1 - others.reduce(0) { $0 + $1.seconds } / seconds
        dearestOther = others.first.map { ($0.name, $0.seconds / seconds) }
    }

    /// The tokens of a step.
    var tokens: Int { benchmark.batchSize * benchmark.length }

    /// The tokens that are trained on in a second.
    var tokensPerSecond: Double { Double(tokens) / wall.median }

    /// The multiplications and additions of linear layers' products in one step.
    var productOperations: Double {
        products.reduce(0) { $0 + $1.product.operations * Double($1.count) }
    }

    /// Billions of multiplications and additions of linear layers a second, the whole step's time being counted.
    var gigaflops: Double { productOperations / wall.median * 1e-9 }

    var lines: [String] {
        [
            "training step: \(network), \(benchmark.batchSize) x \(benchmark.length) tokens, "
                + "\(benchmark.head.rawValue) head, threads: \(threads)",
            "  time            \(wall.text) a step, \(wall.count) steps",
            "  processor time  \(processor.text) a step",
            "  tokens/s        \(RunPlanSummary.grouped(Int(tokensPerSecond)))",
            "  products        \(AnswerText.fixed(productOperations * 1e-9, 1)) GF a step, "
                + "\(AnswerText.fixed(gigaflops, 1)) GF/s over the whole step",
            "  peak memory     \(RunPlanSummary.grouped(peakBytes / 1_000_000)) MB",
        ]
    }

    var members: [JSONObject.Member] {
        [
            .init("workload", "training-step"),
            .init("network", .string(network)),
            .init("head", .string(benchmark.head.rawValue)),
            .init("batchSize", JSONValue(benchmark.batchSize)),
            .init("length", JSONValue(benchmark.length)),
            .init("threads", JSONValue(threads)),
            .init("wallMilliseconds", wall.json),
            .init("processorMilliseconds", processor.json),
            .init("tokensPerSecond", JSONValue(tokensPerSecond)),
            .init("productOperations", JSONValue(productOperations)),
            .init("attentionOperations", JSONValue(attentionOperations)),
            .init("productGigaflops", JSONValue(gigaflops)),
            .init("peakBytes", JSONValue(peakBytes)),
            .init("products", .array(products.map(Self.json))),
        ]
    }

    private static func json(_ product: MatrixProduct, _ count: Int) -> JSONValue {
        [
            "purpose": .string(product.purpose.rawValue), "rows": JSONValue(product.rows),
            "columns": JSONValue(product.columns), "depth": JSONValue(product.depth), "count": JSONValue(count),
        ]
    }
}
