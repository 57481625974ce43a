internal import EvaluationMetrics
public import TextData

extension QuestionAnswering {
    /// Finding answers.
    public var ability: String { "find the answers to questions in documents" }

    /// Whether the answer is exactly a true one.
    public func correctness(of answers: [QuestionAnswer], dataset: QuestionDataset) throws -> [Bool]? {
        try evaluate(answers, dataset: dataset).metrics.questionScores.map { $0.exactMatch == 1 }
    }

    /// What kinds of mistakes there are, where and at what length they are made, and the surest of them.
    public func report(on answers: [QuestionAnswer], dataset: QuestionDataset) throws -> [ReportPart] {
        let scores = try evaluate(answers, dataset: dataset).metrics.questionScores
        return [
            .bars(errorKinds(answers, dataset, scores)),
            .table(table("By length of the answer", dataset, scores) { example in Self.lengthGroup(of: example) }),
            .table(table("By place of the answer in its document", dataset, scores) { Self.placeGroup(of: $0) }),
            .examples(mistakes(answers, dataset, scores)),
        ]
    }

    // MARK: - Kinds of mistakes

    private enum Outcome: String, CaseIterable {
        case exact = "right"
        case rightlyNone = "rightly no answer"
        case bounds = "other bounds: shares words with the true answer"
        case place = "another place"
        case invented = "answered a question without answer"
        case withheld = "no answer though there is one"
    }

    private func errorKinds(
        _ answers: [QuestionAnswer],
        _ dataset: QuestionDataset,
        _ scores: [AnswerMetrics.QuestionScore]
    ) -> ReportBars {
        var counts: [Outcome: Int] = [:]
        for index in scores.indices { counts[outcome(answers[index], scores[index]), default: 0] += 1 }
        return ReportBars(
            title: "Kinds of answers",
            bars: Outcome.allCases.compactMap { kind in counts[kind].map { (name: kind.rawValue, count: $0) } }
        )
    }

    private func outcome(_ answer: QuestionAnswer, _ score: AnswerMetrics.QuestionScore) -> Outcome {
        if score.exactMatch == 1 { return score.hasAnswer ? .exact : .rightlyNone }
        if answer.text.isEmpty { return .withheld }
        if !score.hasAnswer { return .invented }
        return score.f1 > 0 ? .bounds : .place
    }

    // MARK: - Where and how long

    private func table(
        _ title: String,
        _ dataset: QuestionDataset,
        _ scores: [AnswerMetrics.QuestionScore],
        group: (QuestionExample) -> String?
    ) -> ReportTable {
        var groups: [String: [AnswerMetrics.QuestionScore]] = [:]
        for (example, score) in zip(dataset.examples, scores) {
            if let name = group(example) { groups[name, default: []].append(score) }
        }
        return ReportTable(
            title: title,
            header: ["answer", "exact match", "F1", "questions"],
            rows: groups.sorted { $0.key < $1.key }.map { name, scores in
                let count = Double(scores.count)
                let exact = 100 * scores.reduce(0) { $0 + $1.exactMatch } / count
                let f1 = 100 * scores.reduce(0) { $0 + $1.f1 } / count
                return [name, AnswerText.fixed(exact, 2), AnswerText.fixed(f1, 2), "\(scores.count)"]
            }
        )
    }

    private static func lengthGroup(of example: QuestionExample) -> String? {
        guard let answer = example.answers.first else { return nil }
        return switch answer.text.split(whereSeparator: \.isWhitespace).count {
        case ...1: "1 word"
        case 2: "2 words"
        case 3...4: "3 to 4 words"
        case 5...8: "5 to 8 words"
        default: "9 words and more"
        }
    }

    private static func placeGroup(of example: QuestionExample) -> String? {
        guard let start = example.trainingAnswer?.start else { return nil }
        let fifth = min(4, 5 * start / max(example.context.unicodeScalars.count, 1))
        return ["1st", "2nd", "3rd", "4th", "5th"][fifth] + " fifth"
    }

    // MARK: - Mistakes

    private func mistakes(
        _ answers: [QuestionAnswer],
        _ dataset: QuestionDataset,
        _ scores: [AnswerMetrics.QuestionScore]
    ) -> ReportExamples {
        let wrong = scores.indices.filter { scores[$0].exactMatch < 1 }
        func probability(_ index: Int) -> Double { answers[index].candidates.first?.probability ?? 0 }
        let order = wrong.sorted { left, right in
            (scores[left].f1, probability(right), left) < (scores[right].f1, probability(left), right)
        }
        return ReportExamples(
            title: "The surest mistakes",
            note: wrong.isEmpty
                ? "There are none." : "\(wrong.count) of \(scores.count) answers are not exactly right.",
            examples: order.prefix(ReportExample.limit).compactMap { index in
                reportExample(answers[index], of: dataset.examples[index])
            }
        )
    }

    /// The question, and of the document what stands around the true answer and the predicted one.
    public func reportExample(_ answer: QuestionAnswer, of example: QuestionExample) -> ReportExample? {
        let marked = MarkedText(
            example.context,
            references: (example.trainingAnswer?.range).map { [MarkedText.Span(range: $0, label: "answer")] } ?? [],
            predictions: (answer.best?.range).map { [MarkedText.Span(range: $0, label: "answer")] } ?? []
        )
        return ReportExample(
            line: example.line,
            parts: [[.init(example.question)], marked.excerpt(context: 160)],
            reference: example.answers.first?.text ?? "no answer",
            prediction: answer.text.isEmpty ? "no answer" : answer.text,
            confidence: answer.candidates.first?.probability
        )
    }
}
