import FineTuning
import Foundation
import Prediction
import StrictJSON
import Tokenization

/// Times the tokenizer alone: texts in memory become ids, tokens and offsets in memory.
struct TokenizingBenchmark {
    /// The model's folder.
    let folder: String
    /// A file of texts and pairs as `tokenize` reads it.
    let input: String
    /// The number of threads; `nil` uses every core.
    let threads: Int?

    /// Inputs that are encoded at a time: as many as `tokenize` takes, so that memory holds a part of a large file.
    private static let blockSize = 4096

    /// Encodes the whole file again and again.
    ///
    /// - Parameter repetitions: How often, after one time that doesn't count.
    /// - Returns: What it took.
    /// - Throws: Whatever is wrong with the folder or the file.
    func run(repetitions: Int) throws -> TokenizingResult {
        let tokenizer = try Tokenizer(folder: folder)
        var reader = TextInputReader(lines: try LineReader(path: input))
        var blocks: [[TextInput]] = []
        while let batch = try reader.next(count: Self.blockSize) { blocks.append(batch.inputs) }
        let threadCount = threads ?? ProcessInfo.processInfo.activeProcessorCount
        var tokens = 0
        let times = try TimeSample.measure(warmUps: 1, repetitions: repetitions) {
            tokens = 0
            for block in blocks {
                let encodings = try tokenizer.encodeBatch(block, threads: threadCount)
                tokens += encodings.reduce(0) { $0 + $1[0].ids.count }
            }
        }
        return TokenizingResult(
            folder: folder,
            threads: threadCount,
            texts: blocks.reduce(0) { $0 + $1.count },
            bytes: blocks.joined().reduce(0) { $0 + $1.text.utf8.count + ($1.pair?.utf8.count ?? 0) },
            tokens: tokens,
            wall: times.wall,
            processor: times.processor,
            peakBytes: ProcessUsage.peakBytes
        )
    }
}

/// What tokenizing took.
struct TokenizingResult: BenchmarkResult {
    /// The folder of the tokenizer.
    let folder: String
    /// The threads that encoded.
    let threads: Int
    /// The texts and pairs.
    let texts: Int
    /// Their length in UTF-8.
    let bytes: Int
    /// Their tokens, special tokens among them.
    let tokens: Int
    /// The time for all of them.
    let wall: TimeSample
    /// The time of all processors.
    let processor: TimeSample
    /// The most memory that the process had.
    let peakBytes: Int

    private var megabytesPerSecond: Double { Double(bytes) * 1e-6 / wall.median }

    var lines: [String] {
        [
            "tokenizing: \(folder), \(RunPlanSummary.grouped(tokens)) tokens in \(RunPlanSummary.grouped(texts)) "
                + "text\(texts == 1 ? "" : "s"), threads: \(threads)",
            "  time            \(wall.text)",
            "  processor time  \(processor.text)",
            "  rate            \(AnswerText.fixed(megabytesPerSecond, 1)) MB/s",
            "  peak memory     \(RunPlanSummary.grouped(peakBytes / 1_000_000)) MB",
        ]
    }

    var members: [JSONObject.Member] {
        [
            .init("workload", "tokenizing"),
            .init("model", .string(folder)),
            .init("threads", JSONValue(threads)),
            .init("texts", JSONValue(texts)),
            .init("bytes", JSONValue(bytes)),
            .init("tokens", JSONValue(tokens)),
            .init("wallMilliseconds", wall.json),
            .init("processorMilliseconds", processor.json),
            .init("megabytesPerSecond", JSONValue(megabytesPerSecond)),
            .init("peakBytes", JSONValue(peakBytes)),
        ]
    }
}
