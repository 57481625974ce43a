import StrictJSON
import TestSupport
import Testing

@Suite("Measuring")
struct BenchmarkTests {
    /// A network that takes no time.
    private static let tiny = [
        "--hidden-size", "32", "--attention-heads", "4", "--layers", "2", "--repetitions", "2", "--threads", "2",
    ]

    private func result(_ arguments: [String], in folder: TemporaryFolder? = nil) throws -> JSONValue {
        let process = try BertuneProcess(["benchmark"] + arguments + ["--json"], in: folder)
        try #require(process.status == 0, "\(process.errors)")
        return try JSONValue.parse(Array(process.output.utf8))
    }

    private func isPositive(_ value: JSONValue?) -> Bool {
        (value?.double ?? 0) > 0
    }

    @Test("a training step says its times, its memory and the products that it computes")
    func trainingStep() throws {
        let step = try result(["training-step", "--batch-size", "3", "--length", "8"] + Self.tiny)
        #expect(step["wallMilliseconds"]?["count"]?.int == 2)
        for name in ["wallMilliseconds", "processorMilliseconds"] {
            for figure in ["median", "min", "max", "p99"] {
                #expect(isPositive(step[name]?[figure]), "\(name).\(figure)")
            }
        }
        #expect(isPositive(step["peakBytes"]))
        // Two layers on 24 tokens: 4 products of width² and 2 of 4 width², and as many again for each of two gradients;
        // then nine tags.
        let (tokens, width) = (24.0, 32.0)
        let layers = 2 * 3 * 2 * tokens * (4 * width * width + 2 * 4 * width * width)
        let head = 3 * 2 * tokens * width * 9
        #expect(step["productOperations"]?.double == layers + head)
        // Two products forward, five backward.
        #expect(step["attentionOperations"]?.double == 2 * 7 * 2 * width * 3 * 8 * 8)
        let products = try #require(step["products"]?.array)
        let sum = products.reduce(0.0) { sum, product in
            let extents = ["rows", "columns", "depth", "count"].compactMap { product[$0]?.double }
            return sum + 2 * extents.reduce(1, *)
        }
        #expect(sum == layers + head)
    }

    @Test("[CLS] alone asks for fewer products than every token")
    func heads() throws {
        func operations(_ head: String) throws -> Double {
            let arguments = ["training-step", "--batch-size", "3", "--length", "8", "--head", head] + Self.tiny
            return try #require(try result(arguments)["productOperations"]?.double)
        }
        #expect(try operations("first-token") < operations("every-token"))
    }

    @Test("products, latency and throughput are measured on their own")
    func parts() throws {
        let products = try result(["products", "--batch-size", "3", "--length", "8"] + Self.tiny)
        #expect(isPositive(products["productGigaflops"]))
        let latency = try result(["latency", "--length", "5"] + Self.tiny)
        #expect(latency["tokens"]?.int == 5)
        #expect(isPositive(latency["wallMilliseconds"]?["p99"]))
        let throughput = try result(["throughput"] + Self.tiny)
        #expect(throughput["sequences"]?.int == 256)
        #expect(isPositive(throughput["sequencesPerSecond"]))
    }

    @Test("a model folder and a file of texts take the place of random ones")
    func folder() throws {
        let folder = try TemporaryFolder.withTinyModel()
        let arguments = ["--model", "model", "--repetitions", "1", "--threads", "1"]
        let throughput = try result(
            ["throughput", "--input", "train.csv", "--batch-size", "4"] + arguments,
            in: folder
        )
        #expect(throughput["sequences"]?.int == 15)
        #expect(throughput["threads"]?.int == 1)
        let step = try result(["training-step", "--batch-size", "2", "--length", "6"] + arguments, in: folder)
        #expect(isPositive(step["tokensPerSecond"]))
    }

    @Test("the tokenizer alone says how many tokens it made of how many bytes")
    func tokenizing() throws {
        let folder = try TemporaryFolder.withTinyModel()
        let texts = ["a good film", "bad, so bad"]
        let lines = texts.map { "{\"text\": \"\($0)\"}\n" }.joined()
        try folder.write(Array(lines.utf8), to: "texts.jsonl")
        let arguments = ["tokenizing", "--model", "model", "--input", "texts.jsonl", "--repetitions", "2"]
        let measured = try result(arguments + ["--threads", "2"], in: folder)
        #expect(measured["texts"]?.int == 2)
        #expect(measured["bytes"]?.int == texts.joined().utf8.count)
        #expect(measured["wallMilliseconds"]?["count"]?.int == 2)
        let tokenized = try BertuneProcess(["tokenize", "--model", "model", "--input", "texts.jsonl"], in: folder)
        let counts = try tokenized.output.split(separator: "\n").map { line in
            try JSONValue.parse(Array(line.utf8))["ids"]?.array?.count ?? 0
        }
        #expect(measured["tokens"]?.int == counts.reduce(0, +))
    }

    @Test("without a workload it tests itself and says what limits")
    func selfTest() throws {
        let shape = ["--batch-size", "2", "--length", "8"] + Self.tiny
        let report = try result(shape)
        for name in ["products", "productsOnOneThread", "training", "trainingOnOneThread", "latency", "throughput"] {
            #expect(isPositive(report[name]?["wallMilliseconds"]?["median"]), "\(name)")
        }
        #expect(report["trainingOnOneThread"]?["threads"]?.int == 1)
        let process = try BertuneProcess(["benchmark"] + shape)
        #expect(process.status == 0, "\(process.errors)")
        for part in ["processor", "kernels", "GF/s", "tokens/s", "peak memory", "2 threads", "What limits: "] {
            #expect(process.output.contains(part), "no '\(part)' in \(process.output)")
        }
    }

    @Test(
        "what does not belong together is refused",
        arguments: [
            (["--hidden-size", "100", "--attention-heads", "7"], "can't be shared among 7"),
            (["--model", "m", "--layers", "2"], "--model has extents of its own"),
            (["--layers", "0"], "--layers must be"),
            (["--repetitions", "0"], "--repetitions must be"),
            (["latency", "--batch-size", "4"], "one sequence at a time"),
            (["throughput", "--length", "4"], "lengths of their own"),
            (["throughput", "--input", "texts.jsonl"], "with a --model"),
            (["tokenizing", "--model", "m"], "takes --model and --input"),
            (["training-step", "--length", "513"], "512 positions"),
            (["speed"], "'speed' is invalid"),
        ]
    )
    func refusals(arguments: [String], message: String) throws {
        let process = try BertuneProcess(["benchmark"] + arguments)
        #expect(process.status == 64)
        #expect(process.output.isEmpty)
        #expect(process.errors.contains(message), "\(process.errors)")
    }
}
