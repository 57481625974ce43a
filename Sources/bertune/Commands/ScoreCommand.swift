import ArgumentParser
import EvaluationMetrics
import TextData

/// `bertune score`: compares a file of predictions with a file of references, without any model.
struct ScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score",
        abstract: "Score a file of predictions as the official scorers do.",
        discussion: """
            Examples:

              bertune score --metric classification \\
                  --predictions predicted.tsv --references dev.tsv
              bertune score --metric glue:mrpc \\
                  --predictions MRPC.tsv --references dev.tsv --json
              bertune score --metric entities --predictions tagged.conll
              bertune score --metric squad2 --predictions predictions.json \\
                  --references dev-v2.0.json --na-probs null_odds.json

            Classes, numbers and sets of labels stand in a column of CSV, TSV or JSON Lines, or one a line, and are \
            joined by their order, or by --id-column. Entities stand in CoNLL columns: as conlleval reads them, the \
            true and the predicted tag being the last two columns, or with --references in two files, the tag being \
            the last. Answers come in SQuAD's own JSON files.
            """
    )

    @Option(help: ArgumentHelp("What to compute.", valueName: "metric"))
    var metric: ScoreMetric

    @Option(help: ArgumentHelp("The predictions.", valueName: "file"))
    var predictions: String

    @Option(help: ArgumentHelp("The truth; may be left out for entities.", valueName: "file"))
    var references: String?

    @Option(help: ArgumentHelp("The column of the prediction, by name or number.", valueName: "column"))
    var predictionColumn: String?

    @Option(help: ArgumentHelp("The column of the truth, by name or number.", valueName: "column"))
    var referenceColumn: String?

    @Option(help: ArgumentHelp("The column, in both files, by which they are joined.", valueName: "column"))
    var idColumn: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "All labels in the order of their classes; of two, f1 is the second's. (default: those found, sorted)",
            valueName: "label"
        )
    )
    var labels: [String] = []

    @Option(help: ArgumentHelp("What stands between the labels of a set. (default: |)", valueName: "text"))
    var labelSeparator: String?

    @Option(help: "How entities are found: in any tags, or only where they keep to a scheme. (default: lenient)")
    var scheme: TagScoring?

    @Option(help: ArgumentHelp("SQuAD 2.0: how surely each question has no answer, as JSON.", valueName: "file"))
    var naProbs: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("SQuAD 2.0: the score above which there is no answer. (default: 1.0)", valueName: "score")
    )
    var naProbThresh: Double?

    @Flag(
        inversion: .prefixedNo,
        exclusivity: .exclusive,
        help: "Whether the first row names the columns. (default: seen from the row)"
    )
    var header: Bool?

    @Option(help: "The file format.")
    var format: TableOptions.Format?

    @Option(help: "Whether quotation marks enclose fields, or are text as in GLUE's files.")
    var quoting: TableOptions.Quoting?

    @Flag(help: "Print the figures as one JSON object.")
    var json = false

    func validate() throws {
        try PathCheck.requireName(predictions, "--predictions")
        try PathCheck.requireName(references, "--references")
        try PathCheck.requireName(naProbs, "--na-probs")
        if references == nil && metric != .entities {
            throw ValidationError("Missing expected argument '--references <file>'")
        }
        for (option, isGiven) in given where isGiven && !metric.options.contains(option) {
            throw ValidationError("\(option) has no use in --metric \(metric); leave it out")
        }
        if naProbs == nil && naProbThresh != nil {
            throw ValidationError("--na-prob-thresh needs --na-probs")
        }
        if labelSeparator?.isEmpty == true { throw ValidationError("--label-separator is empty") }
        if Set(labels.map { Array($0.utf8) }).count < labels.count {
            throw ValidationError("--labels names a label twice")
        }
    }

    /// The options that only some metrics have a use for, and whether they are given.
    private var given: [(option: String, isGiven: Bool)] {
        [
            ("--prediction-column", predictionColumn != nil), ("--reference-column", referenceColumn != nil),
            ("--id-column", idColumn != nil), ("--header", header == true), ("--no-header", header == false),
            ("--format", format != nil), ("--quoting", quoting != nil), ("--labels", !labels.isEmpty),
            ("--label-separator", labelSeparator != nil), ("--scheme", scheme != nil), ("--na-probs", naProbs != nil),
            ("--na-prob-thresh", naProbThresh != nil),
        ]
    }

    func run() throws {
        let result = try result()
        try OutputFile(path: nil).write(json ? result.json : result.text)
    }

    private func result() throws -> ScoreResult {
        guard let references else {
            return try TagFile(path: predictions, followsConlleval: true)
                .score(references: nil, scheme: scheme?.scheme)
        }
        switch metric {
        case .classification: return try labelScorer(references).classification(labels: labels)
        case .multiLabel: return try labelScorer(references, separator: labelSeparator ?? "|").multiLabel()
        case .regression: return try labelScorer(references).regression()
        case .glue(let task): return try labelScorer(references).glue(task)
        case .entities:
            return try TagFile(path: predictions, followsConlleval: false).score(
                references: TagFile(path: references, followsConlleval: false),
                scheme: scheme?.scheme
            )
        case .answers(let convention):
            return try AnswerReferences(path: references).score(
                predictionsPath: predictions,
                noAnswerPath: naProbs,
                threshold: naProbThresh ?? 1,
                convention: convention
            )
        }
    }

    private func labelScorer(_ references: String, separator: String? = nil) throws -> LabelScorer {
        let options = TableOptions(
            format: format ?? .automatic,
            quoting: quoting ?? .automatic,
            hasHeader: header,
            labelsRequired: false
        )
        let usual = [
            "label", "labels", "gold_label", "quality", "score", "similarity", "class", "sentiment", "category",
            "is_duplicate",
        ]
        return try LabelScorer(
            references: LabelFile(
                path: references,
                columns: .init(
                    name: referenceColumn,
                    option: "--reference-column",
                    usualNames: ["reference"] + usual,
                    id: idColumn
                ),
                options: options,
                separator: separator
            ),
            predictions: LabelFile(
                path: predictions,
                columns: .init(
                    name: predictionColumn,
                    option: "--prediction-column",
                    usualNames: ["prediction", "predictions", "predicted"] + usual,
                    id: idColumn
                ),
                options: options,
                separator: separator
            )
        )
    }
}
