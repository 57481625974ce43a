import BERT
import FineTuning
import Prediction
import StrictJSON
import Tensors
import TextData

/// Times the network's answers: forward passes without a tape, weights packed beforehand.
struct InferenceBenchmark {
    /// The network that is asked.
    let network: BenchmarkNetwork
    /// What the head reads.
    let head: BenchmarkHead
    /// The number of threads; `nil` uses every core.
    let threads: Int?
    /// The numbers that linear layers compute with.
    var precision = WeightPrecision.float32

    /// Times one sequence at a time.
    ///
    /// - Parameters:
    ///   - length: Its tokens.
    ///   - repetitions: How often, after ten that don't count.
    /// - Returns: What it took.
    /// - Throws: Whatever is wrong with the network.
    func latency(length: Int, repetitions: Int) throws -> InferenceResult {
        try latency(head.task, length: length, repetitions: repetitions)
    }

    /// Times batches of texts of many lengths.
    ///
    /// - Parameters:
    ///   - input: A file of texts; `nil` makes up 256 sequences of random tokens.
    ///   - batchSize: The texts of a batch, in the file's order.
    ///   - repetitions: How often all are answered, after one time that doesn't count.
    /// - Returns: What it took.
    /// - Throws: Whatever is wrong with the network or the file.
    func throughput(input: String?, batchSize: Int, repetitions: Int) throws -> InferenceResult {
        try throughput(head.task, input: input, batchSize: batchSize, repetitions: repetitions)
    }

    /// The model whose answers are timed: the one place that decides how it computes.
    private func model<Task: BenchmarkTask>(_ type: Task.Type) throws -> TaskModel<Task> {
        let model = try network.model(for: Task.forBenchmark(), threads: threads)
        if precision == .int8 { model.model.quantizeLinearLayers() }
        return model
    }

    private func latency<Task: BenchmarkTask>(
        _ type: Task.Type,
        length: Int,
        repetitions: Int
    ) throws -> InferenceResult {
        let model = try model(type)
        var tokens = RandomTokens(vocabularySize: model.model.configuration.vocabularySize)
        let features = [Task.feature(inputIDs: tokens.sequence(length: length), index: 0)]
        return try result("latency", [features], of: model, warmUps: 10, repetitions: repetitions)
    }

    private func throughput<Task: BenchmarkTask>(
        _ type: Task.Type,
        input: String?,
        batchSize: Int,
        repetitions: Int
    ) throws -> InferenceResult {
        let model = try model(type)
        let sequences = try input.map { try tokenized($0, for: model) } ?? random(for: model)
        let features = sequences.enumerated().map { Task.feature(inputIDs: $1, index: $0) }
        let batches = stride(from: 0, to: features.count, by: batchSize).map {
            Array(features[$0..<min($0 + batchSize, features.count)])
        }
        return try result("throughput", batches, of: model, warmUps: 1, repetitions: repetitions)
    }

    private func tokenized<Task: BenchmarkTask>(_ path: String, for model: TaskModel<Task>) throws -> [[Int32]] {
        let dataset = try TextDataset.read(path, options: TableOptions(labelsRequired: false))
        let context = FeatureContext(
            tokenizer: model.tokenizer,
            maximumLength: model.maximumLength,
            segmentCount: model.model.configuration.typeVocabularySize,
            threads: model.threadCount
        )
        let set = try context.features(of: dataset) { _ throws(DataError) -> Int? in nil }
        return set.features.map(\.inputIDs)
    }

    private func random<Task: BenchmarkTask>(for model: TaskModel<Task>) -> [[Int32]] {
        var tokens = RandomTokens(vocabularySize: model.model.configuration.vocabularySize)
        let lengths = tokens.raggedLengths(count: 256, longest: model.maximumLength)
        return lengths.map { tokens.sequence(length: $0) }
    }

    private func result<Task: BenchmarkTask>(
        _ workload: String,
        _ batches: [[Task.Feature]],
        of model: TaskModel<Task>,
        warmUps: Int,
        repetitions: Int
    ) throws -> InferenceResult {
        let times = TimeSample.measure(warmUps: warmUps, repetitions: repetitions) {
            for batch in batches { _ = model.logits(batch) }
        }
        return InferenceResult(
            workload: workload,
            network: try network.description(),
            threads: model.threadCount,
            precision: precision,
            sequences: batches.reduce(0) { $0 + $1.count },
            tokens: batches.joined().reduce(0) { $0 + $1.inputIDs.count },
            wall: times.wall,
            processor: times.processor,
            peakBytes: ProcessUsage.peakBytes
        )
    }
}

/// What answers took.
struct InferenceResult: BenchmarkResult {
    /// What was measured.
    let workload: String
    /// The network.
    let network: String
    /// The threads that computed.
    let threads: Int
    /// The numbers that linear layers computed with.
    let precision: WeightPrecision
    /// The sequences that were answered at a time.
    let sequences: Int
    /// Their tokens.
    let tokens: Int
    /// The time for all of them.
    let wall: TimeSample
    /// The time of all processors.
    let processor: TimeSample
    /// The most memory that the process had.
    let peakBytes: Int

    /// The sequences answered in a second.
    var sequencesPerSecond: Double { Double(sequences) / wall.median }

    var lines: [String] {
        [
            "\(workload)\(precision == .int8 ? " in 8 bits" : ""): \(network), \(RunPlanSummary.grouped(tokens)) tokens in "
                + "\(RunPlanSummary.grouped(sequences)) sequence\(sequences == 1 ? "" : "s"), threads: \(threads)",
            "  time            \(wall.text)",
            "  processor time  \(processor.text)",
            "  sequences/s     \(RunPlanSummary.grouped(Int(sequencesPerSecond)))",
            "  peak memory     \(RunPlanSummary.grouped(peakBytes / 1_000_000)) MB",
        ]
    }

    var members: [JSONObject.Member] {
        [
            .init("workload", .string(workload)),
            .init("network", .string(network)),
            .init("threads", JSONValue(threads)),
            .init("precision", .string(precision.rawValue)),
            .init("sequences", JSONValue(sequences)),
            .init("tokens", JSONValue(tokens)),
            .init("wallMilliseconds", wall.json),
            .init("processorMilliseconds", processor.json),
            .init("sequencesPerSecond", JSONValue(sequencesPerSecond)),
            .init("peakBytes", JSONValue(peakBytes)),
        ]
    }
}
