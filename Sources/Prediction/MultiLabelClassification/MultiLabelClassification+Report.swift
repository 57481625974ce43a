internal import EvaluationMetrics
public import TextData

extension MultiLabelClassification {
    /// Finding a text's labels.
    public var ability: String { "find which of \(labels.count) labels a text has" }

    /// Whether exactly the true labels are given.
    public func correctness(of answers: [MultiLabelPrediction], dataset: MultiLabelDataset) throws -> [Bool]? {
        try zip(answers, dataset.examples).map { try $0.isGiven == labels.flags(of: $1, path: dataset.path) }
    }

    /// How each label is found, whether probabilities can be believed, and the surest mistakes.
    public func report(on answers: [MultiLabelPrediction], dataset: MultiLabelDataset) throws -> [ReportPart] {
        let references = try dataset.examples.map { try labels.flags(of: $0, path: dataset.path) }
        let metrics = try evaluate(answers, dataset: dataset).metrics
        let scores = ReportTable.labelScores(metrics.labelScores, title: "Label by label", counted: "examples")
        let table = ReportTable(
            title: scores.title,
            note: "A label is given where its probability reaches its threshold.",
            header: scores.header + ["threshold"],
            rows: zip(scores.rows, thresholds).map { $0 + [AnswerText.fixed($1, 4)] }
        )
        // Each decision on a label is an answer: a yes or no with the probability of what was said.
        let decisions = answers.indices.flatMap { index in
            labels.names.indices.map { label in
                (score: answers[index].scores[label], isTrue: references[index][label])
            }
        }
        let reliability = Reliability(
            confidences: decisions.map { max($0.score, 1 - $0.score) },
            isCorrect: decisions.map { ($0.score >= 0.5) == $0.isTrue }
        )
        return [
            .table(table),
            .reliability(ReportReliability(subject: "decisions on a label", reliability: reliability)),
            .examples(mistakes(answers, references, dataset)),
        ]
    }

    private func mistakes(
        _ answers: [MultiLabelPrediction],
        _ references: [[Bool]],
        _ dataset: MultiLabelDataset
    ) -> ReportExamples {
        // How far the probability of any label is from the truth.
        let errors = answers.indices.map { index in
            labels.names.indices.map { label in
                abs(answers[index].scores[label] - (references[index][label] ? 1 : 0))
            }.max() ?? 0
        }
        let wrong = answers.indices.filter { answers[$0].isGiven != references[$0] }
        let order = wrong.sorted { (errors[$1], $0) < (errors[$0], $1) }
        return ReportExamples(
            title: "The surest mistakes",
            note: wrong.isEmpty
                ? "There are none." : "Of \(answers.count) texts \(wrong.count) have not exactly the right labels.",
            examples: order.prefix(ReportExample.limit).compactMap { index in
                reportExample(answers[index], of: dataset.examples[index])
            }
        )
    }

    /// The text, its labels, and the labels that were given with their probabilities.
    public func reportExample(_ answer: MultiLabelPrediction, of example: TextExample) -> ReportExample? {
        let given = answer.labels.map { "\($0.label) (\(AnswerText.fixed(100 * $0.score, 1)) %)" }
        return ReportExample(
            line: example.line,
            parts: ReportExample.plain([example.text, example.pair]),
            reference: example.labels.map { $0.isEmpty ? "none" : $0.joined(separator: ", ") },
            prediction: given.isEmpty ? "none" : given.joined(separator: ", ")
        )
    }
}
