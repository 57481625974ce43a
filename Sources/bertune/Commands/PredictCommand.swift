import ArgumentParser
import Prediction
import TextData

/// `bertune predict`: asks a model about texts.
struct PredictCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Ask a fine-tuned model about texts.",
        discussion: """
            Texts come from the arguments, from a data file, or line by line from standard input. Each gives one \
            line: the label, its probability and the text; or one JSON object with --json.

            Examples:

              bertune predict runs/first "When will my parcel arrive?" "I want my money back"
              bertune predict runs/first --top-k 3 --json < questions.txt
              bertune predict runs/first --input new.csv --output answers.jsonl
              bertune predict runs/pairs "A man sleeps." --pair "A man is awake."
            """
    )

    @Argument(help: ArgumentHelp("A run folder, or any folder with a classifier.", valueName: "run"))
    var run: String

    @Argument(help: "The texts.")
    var text: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("The second text of a pair; once for each text.", valueName: "text")
    )
    var pair: [String] = []

    @Option(help: ArgumentHelp("A data file of texts; - is standard input.", valueName: "file"))
    var input: String?

    @OptionGroup(title: "Data options")
    var dataOptions: DataOptions

    @OptionGroup(title: "Computing options")
    var computeOptions: ComputeOptions

    @Option(help: ArgumentHelp("Write to a file; .json and .jsonl imply --json.", valueName: "file"))
    var output: String?

    @Flag(help: "One JSON object a line.")
    var json = false

    @Flag(help: "Add the head's raw outputs, in the order of the labels' ids; implies --json.")
    var logits = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The most probable labels to tell, best first.", valueName: "k")
    )
    var topK = 1

    func validate() throws {
        if topK < 1 { throw ValidationError("--top-k must be a whole number of at least 1, but is \(topK)") }
        if input != nil && !text.isEmpty {
            throw ValidationError("texts and --input exclude each other; give one of them")
        }
        if !pair.isEmpty && pair.count != text.count {
            throw ValidationError("there are \(text.count) texts and \(pair.count) of --pair; give one for each text")
        }
        try PathCheck.requireName(run, "the run folder")
        try PathCheck.requireName(input, "--input")
        try PathCheck.requireName(output, "--output")
        if let input, input != "-" {
            try PathCheck.requireDistinct(output: output, input: input, "--input")
        } else if text.isEmpty {
            try PathCheck.requireDistinct(output: output, input: PathCheck.standardInput, "standard input")
        }
    }

    func run() async throws {
        let classifier = try TextClassifier(
            folder: await ModelLocation.folder(of: run),
            threads: computeOptions.threads
        )
        let writesJSON = json || logits || output.map { $0.hasSuffix(".json") || $0.hasSuffix(".jsonl") } ?? false
        let format = PredictionLine(writesJSON: writesJSON, writesLogits: logits, topK: topK)
        var texts = try PredictionTexts(text: text, pair: pair, input: input, layout: dataOptions)
        let file = try OutputFile(path: output)
        var truncation: [TruncationReport] = []
        // A bounded number of texts at a time, so that memory doesn't grow with the input.
        while let batch = try texts.next(count: 4096) {
            let (predictions, cut) = try classifier.predict(reporting: batch)
            truncation.append(cut)
            var lines: [UInt8] = []
            for (input, prediction) in zip(batch, predictions) { format.append(input, prediction, to: &lines) }
            try file.write(lines)
        }
        try file.close()
        let cutCount = truncation.reduce(0) { $0 + $1.cutExampleCount }
        if cutCount > 0 {
            StandardError.note(
                "\(cutCount) of \(truncation.reduce(0) { $0 + $1.exampleCount }) texts are longer than "
                    + "\(classifier.maximumLength) tokens and were cut"
            )
        }
    }
}
