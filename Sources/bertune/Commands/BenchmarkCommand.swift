import ArgumentParser
import BERT
import Foundation
import Prediction

/// `bertune benchmark`: how fast this machine trains and answers.
struct BenchmarkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "benchmark",
        abstract: "Measure how fast this machine trains and answers.",
        discussion: """
            Without options: a self-test of less than a minute on a model of random weights, 6 layers of width 384. It \
            says what the processor gives for matrix products alone, how much of that training reaches, how long \
            answers take, and what limits. Other programs should be quiet meanwhile.

            Each part can be measured by itself: optimizer steps with dropout, clipping and AdamW (training-step), the \
            matrix products of such a step alone (products), one sequence at a time (latency), and batches of texts \
            of many lengths (throughput). Reading and tokenizing files is in none of these times; tokenizing is timed \
            by itself (tokenizing).

            Examples:

              bertune benchmark
              bertune benchmark --model models/minilm --json
              bertune benchmark training-step --hidden-size 768 --layers 12 \\
                  --batch-size 16 --length 128 --repetitions 5
              bertune benchmark products --hidden-size 768 --layers 12 --threads 1
              bertune benchmark latency --model runs/first --length 16
              bertune benchmark throughput --model runs/first --input texts.jsonl
              bertune benchmark tokenizing --model runs/first --input texts.jsonl
            """
    )

    /// What can be measured.
    enum Workload: String, CaseIterable, ExpressibleByArgument {
        case selfTest = "self-test"
        case trainingStep = "training-step"
        case products
        case latency
        case throughput
        case tokenizing
    }

    @Argument(help: "What is measured.")
    var workload = Workload.selfTest

    @OptionGroup(title: "Network")
    var shape: BenchmarkShapeOptions

    @Option(help: "What the head reads. (default: every-token in training, first-token in answers)")
    var head: BenchmarkHead?

    @Option(parsing: .unconditional, help: "Sequences at a time. (default: 16; 32 for throughput)")
    var batchSize: Int?

    @Option(
        parsing: .unconditional,
        help: "Tokens of each sequence. (default: 128; 64 in the self-test, 16 for latency)"
    )
    var length: Int?

    @Option(
        help: ArgumentHelp(
            "A file of texts: for throughput, read as `predict` does; for tokenizing, as `tokenize` does.",
            valueName: "file"
        )
    )
    var input: String?

    @Option(parsing: .unconditional, help: "How often the work is timed. (default: 5; 200 for latency)")
    var repetitions: Int?

    @OptionGroup(title: "Computing options")
    var computeOptions: ComputeOptions

    @OptionGroup(title: "Computing options")
    var precisionOptions: PrecisionOptions

    @Flag(help: "Print the result as one JSON object on standard output.")
    var json = false

    func validate() throws {
        try NumberCheck.require(batchSize, in: 1...65_536, "--batch-size")
        try NumberCheck.require(length, in: 1...8192, "--length")
        try NumberCheck.require(repetitions, in: 1...1_000_000, "--repetitions")
        try PathCheck.requireName(input, "--input")
        if input != nil, workload != .throughput && workload != .tokenizing || shape.model == nil {
            throw ValidationError(
                "--input is for `throughput` and `tokenizing` with a --model, whose tokenizer reads the texts"
            )
        }
        if workload == .tokenizing, input == nil || head != nil || batchSize != nil || length != nil {
            throw ValidationError("`tokenizing` takes --model and --input, and no --head, --batch-size or --length")
        }
        if batchSize != nil, workload == .latency {
            throw ValidationError("--batch-size has no place in `latency`, which asks one sequence at a time")
        }
        if precisionOptions.precision != .float32, workload != .latency, workload != .throughput {
            throw ValidationError("--precision is for `latency` and `throughput`; the self-test measures both")
        }
        if length != nil, workload == .throughput {
            throw ValidationError("--length has no place in `throughput`, whose texts have lengths of their own")
        }
    }

    func run() async throws {
        let network = try await shape.network()
        let positions = try network.configuration().maxPositionEmbeddings
        guard workload == .throughput || workload == .tokenizing || sequenceLength <= positions else {
            throw ValidationError("--length is \(sequenceLength), and this network has \(positions) positions")
        }
        let result = try measure(network)
        try FileHandle.standardOutput.write(contentsOf: Data((json ? result.json : result.text).utf8))
    }

    private var sequenceLength: Int {
        length ?? (workload == .selfTest ? 64 : workload == .latency ? 16 : 128)
    }

    private func measure(_ network: BenchmarkNetwork) throws -> any BenchmarkResult {
        let threads = computeOptions.threads
        let repetitions = repetitions ?? (workload == .latency ? 200 : 5)
        let steps = TrainingStepBenchmark(
            network: network,
            head: head ?? .everyToken,
            batchSize: batchSize ?? 16,
            length: sequenceLength,
            threads: threads
        )
        let inference = InferenceBenchmark(
            network: network,
            head: head ?? .firstToken,
            threads: threads,
            precision: precisionOptions.precision
        )
        switch workload {
        case .selfTest:
            return try SelfTest(
                network: network,
                head: steps.head,
                batchSize: steps.batchSize,
                length: steps.length,
                threads: threads,
                repetitions: repetitions
            ).run()
        case .trainingStep:
            return try steps.run(repetitions: repetitions)
        case .products:
            // The list of products comes from a step of the engine itself, so that it is what training computes.
            return ProductBenchmark(products: try steps.run(repetitions: 1).products, threads: threads)
                .run(repetitions: repetitions)
        case .latency:
            return try inference.latency(length: sequenceLength, repetitions: repetitions)
        case .throughput:
            return try inference.throughput(
                input: input,
                batchSize: batchSize ?? 32,
                repetitions: repetitions
            )
        case .tokenizing:
            guard case .folder(let folder) = network, let input else {
                preconditionFailure("Options that have been validated name a model and a file.")
            }
            return try TokenizingBenchmark(folder: folder, input: input, threads: threads)
                .run(repetitions: repetitions)
        }
    }
}
