public import BERT
public import StrictJSON
public import TextData

extension QuestionAnswering: RegisteredTask {
    /// Those of decoding and of windows.
    public static let optionNames: Set = [
        "nullThreshold", "maximumAnswerLength", "nBestCount", "documentStride", "strideConvention",
    ]

    /// `BertForQuestionAnswering`.
    public static var architecture: String { QuestionAnsweringHead.architecture }

    /// True: no context is cut.
    public static var readsWindows: Bool { true }

    /// True.
    public static var asksQuestions: Bool { true }

    /// The task that training data ask for: "no answer" is one where they have questions without.
    public init(training: QuestionDataset, options: TaskOptions) throws {
        if options.labels != nil {
            throw TaskOptionError("question-answering has no use for this option; leave it out", option: "labels")
        }
        self.init(allowsNoAnswer: training.hasImpossibleQuestions)
        try apply(options)
        try check(training)
        guard training.examples.contains(where: { $0.isImpossible || $0.trainingAnswer != nil }) else {
            throw DataError(
                .noExamples,
                "no question has an answer that stands in its context; look at answer_start and the answers' texts",
                path: training.path
            )
        }
    }

    /// The task of a fine-tuned model.
    public init(configuration: BERTConfiguration, settings: JSONObject) throws {
        self.init(allowsNoAnswer: settings["allowsNoAnswer"]?.bool)
        var options = TaskOptions()
        for field in TaskOptionField.all where Self.optionNames.contains(field.name) {
            let text: String? =
                switch settings[field.name] {
                case .string(let text): text
                case .number(let number): number.text
                default: nil
                }
            guard let text else { continue }
            guard field.read(&options, text) else {
                throw TaskMismatch(setting: "\(field.name) must be \(field.allowed), but is \(text)")
            }
        }
        let allowsNoAnswer = allowsNoAnswer
        try apply(options)
        self.allowsNoAnswer = allowsNoAnswer
        choosesThreshold = true
    }

    /// How answers are decoded.
    public var settings: JSONObject {
        var settings = JSONObject()
        settings["allowsNoAnswer"] = allowsNoAnswer.map { .bool($0) }
        settings["nullThreshold"] = JSONValue(decoder.nullThreshold)
        settings["maximumAnswerLength"] = JSONValue(decoder.maximumAnswerLength)
        settings["nBestCount"] = JSONValue(decoder.nBestCount)
        settings["documentStride"] = JSONValue(stride.tokenCount)
        settings["strideConvention"] = .string(stride.convention.rawValue)
        return settings
    }

    /// Changes windows and decoding.
    public mutating func apply(_ options: TaskOptions) throws {
        try options.refuseOthers(than: Self.optionNames, task: name)
        decoder.maximumAnswerLength = options.maximumAnswerLength ?? decoder.maximumAnswerLength
        decoder.nBestCount = options.nBestCount ?? decoder.nBestCount
        stride = WindowStride(
            options.strideConvention ?? stride.convention,
            tokenCount: options.documentStride ?? stride.tokenCount
        )
        if let threshold = options.nullThreshold {
            decoder.nullThreshold = threshold
            allowsNoAnswer = true
            choosesThreshold = false
        }
    }

    /// A text and a question.
    public var sampleInput: TaskInput { TaskInput("some text", pair: "a question about it?") }

    /// A question about a text.
    public func example(_ question: TaskInput) throws -> QuestionExample {
        guard let asked = question.pair else {
            throw TaskOptionError("a question and its text are needed; give them as --question … --context …")
        }
        return QuestionExample(id: "", question: asked, context: question.text)
    }

    /// Answer, probability and question; "no answer" has no text.
    public func line(_ answer: QuestionAnswer, of example: QuestionExample, format: AnswerFormat) -> String {
        let shown = Self.shown(answer).prefix(format.topCount)
        let columns = shown.map { candidate in
            let text = candidate.text.isEmpty ? "(no answer)" : AnswerText.onOneLine(candidate.text)
            return "\(text)\t\(AnswerText.fixed(candidate.probability, 4))\t"
        }
        return (columns.isEmpty ? "(no answer)\t\t" : columns.joined()) + AnswerText.onOneLine(example.question)
    }

    /// Question, answer, its probability and its place.
    public func json(_ answer: QuestionAnswer, of example: QuestionExample, format: AnswerFormat) -> JSONObject {
        var members: [JSONObject.Member] = []
        if !example.id.isEmpty { members.append(.init("id", .string(example.id))) }
        members.append(.init("question", .string(example.question)))
        members.append(.init("answer", .string(answer.text)))
        let shown = Self.shown(answer).prefix(format.topCount)
        if let best = shown.first { members += Self.members(best, format: format) }
        if let odds = answer.noAnswerOdds { members.append(.init("noAnswerOdds", JSONValue(Double(odds)))) }
        if format.topCount > 1 {
            let candidates = shown.map { candidate in
                JSONValue.object(
                    JSONObject([.init("answer", .string(candidate.text))] + Self.members(candidate, format: format))
                )
            }
            members.append(.init("candidates", .array(Array(candidates))))
        }
        return JSONObject(members)
    }

    /// The candidates with the one that is the answer first.
    private static func shown(_ answer: QuestionAnswer) -> [QuestionAnswer.Candidate] {
        guard let chosen = answer.candidates.firstIndex(where: { $0.text == answer.text }) else {
            return answer.candidates
        }
        var candidates = answer.candidates
        candidates.insert(candidates.remove(at: chosen), at: 0)
        return candidates
    }

    private static func members(
        _ candidate: QuestionAnswer.Candidate,
        format: AnswerFormat
    ) -> [JSONObject.Member] {
        var members: [JSONObject.Member] = [.init("score", JSONValue(candidate.probability))]
        if let range = candidate.range {
            members.append(.init("start", JSONValue(range.lowerBound)))
            members.append(.init("end", JSONValue(range.upperBound)))
        }
        if format.includesLogits {
            members.append(.init("startLogit", JSONValue(Double(candidate.startLogit))))
            members.append(.init("endLogit", JSONValue(Double(candidate.endLogit))))
        }
        return members
    }

    /// The three files of the official scorers.
    public func predictionFiles(_ answers: [QuestionAnswer], of dataset: QuestionDataset) -> [PredictionFile] {
        AnswerFiles.files(answers, of: dataset.examples).map {
            PredictionFile(name: $0.name, bytes: $0.content.serialized(pretty: true) + [UInt8(ascii: "\n")])
        }
    }
}
