internal import EvaluationMetrics
public import TextData

extension TextClassification {
    /// Telling the labels apart.
    public var ability: String {
        let subject = hasPairs == true ? "pairs of texts" : "texts"
        guard labels.count == 2 else { return "give \(subject) one of \(labels.count) labels" }
        return "tell '\(labels.names[0])' from '\(labels.names[1])' in \(subject)"
    }

    /// Which labels are mixed up, how each is found, whether confidence can be believed, and the surest mistakes.
    public func report(on answers: [ClassificationPrediction], dataset: TextDataset) throws -> [ReportPart] {
        let references = try dataset.examples.map { try labels.index(of: $0, path: dataset.path) }
        let evaluation = try evaluate(answers, dataset: dataset)
        return [
            .confusion(
                ReportConfusion(
                    title: "What was taken for what",
                    note: evaluation.metrics.f1Note,
                    labels: labels.names,
                    matrix: evaluation.metrics.confusionMatrix
                )
            ),
            .table(.labelScores(evaluation.metrics.labelScores, title: "Label by label", counted: "examples")),
            .reliability(reliability(answers, references)),
            .examples(mistakes(answers, references, dataset)),
        ]
    }

    /// Whether the label is the true one.
    public func correctness(of answers: [ClassificationPrediction], dataset: TextDataset) throws -> [Bool]? {
        try zip(answers, dataset.examples).map { try $0.best == labels.index(of: $1, path: dataset.path) }
    }

    /// The task with the temperature that is best for these answers.
    public func temperatureScaled(
        on answers: [ClassificationPrediction],
        dataset: TextDataset
    ) throws -> TextClassification? {
        let references = try dataset.examples.map { try labels.index(of: $0, path: dataset.path) }
        var task = self
        task.temperature = TemperatureScaling.temperature(logits: answers.map(\.logits), references: references)
        return task
    }

    private func reliability(_ answers: [ClassificationPrediction], _ references: [Int]) -> ReportReliability {
        let isCorrect = zip(answers, references).map { $0.best == $1 }
        func reliability(_ answers: [ClassificationPrediction]) -> Reliability {
            Reliability(confidences: answers.map { $0.labels.first?.score ?? 0 }, isCorrect: isCorrect)
        }
        let best = TemperatureScaling.temperature(logits: answers.map(\.logits), references: references)
        let decoder = ClassificationDecoder(labels: labels.names, temperature: best)
        return ReportReliability(
            subject: "labels",
            reliability: reliability(answers),
            scaled: (best, reliability(answers.map { decoder.decode($0.logits) }))
        )
    }

    private func mistakes(
        _ answers: [ClassificationPrediction],
        _ references: [Int],
        _ dataset: TextDataset
    ) -> ReportExamples {
        let wrong = answers.indices.filter { answers[$0].best != references[$0] }
        let order = wrong.sorted { left, right in
            (answers[right].labels[0].score, left) < (answers[left].labels[0].score, right)
        }
        return ReportExamples(
            title: "The surest mistakes",
            note: wrong.isEmpty
                ? "There are none."
                : "\(wrong.count) of \(answers.count) are wrong. Labels in the data can be wrong, too: look here first.",
            examples: order.prefix(ReportExample.limit).compactMap { index in
                reportExample(answers[index], of: dataset.examples[index])
            }
        )
    }

    /// The text, its label, what was predicted and how surely.
    public func reportExample(_ answer: ClassificationPrediction, of example: TextExample) -> ReportExample? {
        ReportExample(
            line: example.line,
            parts: ReportExample.plain([example.text, example.pair]),
            reference: example.label,
            prediction: answer.labels.first?.label,
            confidence: answer.labels.first?.score
        )
    }
}

extension ReportTable {
    /// How well each label is found.
    static func labelScores(_ scores: [LabelScores], title: String, counted: String) -> ReportTable {
        ReportTable(
            title: title,
            header: ["label", "precision", "recall", "F1", counted],
            rows: scores.map { score in
                [score.label] + [score.precision, score.recall, score.f1].map { AnswerText.fixed($0, 4) }
                    + ["\(score.support)"]
            }
        )
    }
}
