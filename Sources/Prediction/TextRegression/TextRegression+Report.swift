public import TextData

extension TextRegression {
    /// Giving a number.
    public var ability: String {
        hasPairs == true ? "say how two texts stand to each other, as a number" : "give a text its number"
    }

    /// Predicted over true numbers, and those furthest apart.
    public func report(on answers: [ScorePrediction], dataset: ScoredTextDataset) throws -> [ReportPart] {
        let references = try dataset.examples.map { try dataset.score(of: $0) }
        let errors = zip(answers, references).map { abs($0.score - $1) }
        let order = errors.indices.sorted { (errors[$1], $0) < (errors[$0], $1) }
        return [
            .points(
                ReportPoints(
                    title: "Predicted and true numbers",
                    points: zip(answers, references).map { (reference: $1, prediction: $0.score) }
                )
            ),
            .examples(
                ReportExamples(
                    title: "The largest errors",
                    examples: order.prefix(ReportExample.limit).compactMap { index in
                        reportExample(answers[index], of: dataset.examples[index])
                    }
                )
            ),
        ]
    }

    /// The text, its number and the predicted one.
    public func reportExample(_ answer: ScorePrediction, of example: TextExample) -> ReportExample? {
        ReportExample(
            line: example.line,
            parts: ReportExample.plain([example.text, example.pair]),
            reference: example.label,
            prediction: AnswerText.fixed(answer.score, 2)
        )
    }
}
