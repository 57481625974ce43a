public import BERT
public import StrictJSON
public import TextData

extension TokenClassification: RegisteredTask {
    /// `aggregation`.
    public static let optionNames: Set = ["aggregation"]

    /// `BertForTokenClassification`.
    public static var architecture: String { TokenClassificationHead.architecture }

    /// True: no word is cut off.
    public static var readsWindows: Bool { true }

    /// The task that training data ask for.
    public init(training: WordDataset, options: TaskOptions) throws {
        try options.refuseOthers(than: Self.optionNames, task: "token-classification")
        self.init(
            labels: try options.labels.map { names throws(DataError) in try LabelSet(names: names) }
                ?? LabelSet(training),
            hasEntities: training.hasEntities,
            aggregation: options.aggregation ?? .first
        )
        try check(training)
    }

    /// The task of a fine-tuned model.
    public init(configuration: BERTConfiguration, settings: JSONObject) throws {
        let aggregation = settings["aggregation"]?.string ?? EntityAggregation.first.rawValue
        guard let aggregation = EntityAggregation(rawValue: aggregation) else {
            let known = EntityAggregation.allCases.map(\.rawValue).joined(separator: ", ")
            throw TaskMismatch(setting: "aggregation: '\(aggregation)' is none; it must be one of \(known)")
        }
        do {
            // transformers leaves two labels that were never named out of the file.
            let names = configuration.labels.isEmpty ? ["LABEL_0", "LABEL_1"] : configuration.labels
            self.init(
                labels: try LabelSet(names: names),
                hasEntities: settings["hasEntities"]?.bool,
                aggregation: aggregation
            )
        } catch {
            throw TaskMismatch("id2label: \(error.message)")
        }
    }

    /// Entities can be put together in another way.
    public mutating func apply(_ options: TaskOptions) throws {
        try options.refuseOthers(than: Self.optionNames, task: name)
        aggregation = options.aggregation ?? aggregation
    }

    /// A text, cut into words.
    public func example(_ question: TaskInput) throws -> WordExample {
        guard question.pair == nil else {
            throw TaskOptionError("\(name) has no use for a second text; leave --pair out")
        }
        return WordExample(text: question.text)
    }

    /// The text with its entities marked, `[Ann Lee](PER 0.99)`, or its words and tags, `I/PRON go/VERB`.
    public func line(_ answer: TaggingPrediction, of example: WordExample, format: AnswerFormat) -> String {
        guard hasEntities else {
            return zip(answer.words, answer.tags).map { AnswerText.onOneLine($0) + "/" + $1 }.joined(separator: " ")
        }
        let scalars = Array(answer.text.unicodeScalars)
        var line = String.UnicodeScalarView()
        var position = 0
        // Words that share a stretch of text may be entities of their own; the first of these is shown.
        for entity in answer.entities where entity.range.lowerBound >= position {
            line.append(contentsOf: scalars[position..<entity.range.lowerBound])
            line.append(
                contentsOf: "[\(entity.text)](\(entity.label) \(AnswerText.fixed(entity.score, 4)))".unicodeScalars
            )
            position = entity.range.upperBound
        }
        line.append(contentsOf: scalars[position...])
        return AnswerText.onOneLine(String(line))
    }

    /// Text, words, their tags and how likely these are, and the entities with their places in the text.
    public func json(_ answer: TaggingPrediction, of example: WordExample, format: AnswerFormat) -> JSONObject {
        let entities = answer.entities.map { entity -> JSONValue in
            [
                "label": .string(entity.label), "text": .string(entity.text), "score": JSONValue(entity.score),
                "start": JSONValue(entity.range.lowerBound), "end": JSONValue(entity.range.upperBound),
            ]
        }
        var members: [JSONObject.Member] = [
            .init("text", .string(answer.text)),
            .init("words", .array(answer.words.map { .string($0) })),
            .init("tags", .array(answer.tags.map { .string($0) })),
            .init("scores", .array(answer.scores.map { JSONValue($0) })),
        ]
        if hasEntities { members.append(.init("entities", .array(entities))) }
        if format.includesLogits {
            let rows = answer.logits.map { row in JSONValue.array(row.map { JSONValue(Double($0)) }) }
            members.append(.init("logits", .array(rows)))
        }
        return JSONObject(members)
    }
}

/// A BERT that tags words: model, tokenizer and tags together.
///
/// ```swift
/// let tagger = try TokenClassifier(folder: "runs/names")
/// for entity in try tagger.predict("Ann Lee lives in New York.").entities {
///     print(entity.label, entity.text, entity.range)
/// }
/// ```
public typealias TokenClassifier = TaskModel<TokenClassification>

extension TaskModel where Task == TokenClassification {
    /// Tags a text, however long it is.
    ///
    /// - Parameter text: The text.
    /// - Returns: Its words, their tags, and its entities.
    /// - Throws: ``/TextData/DataError`` if the text cannot be tokenized.
    public func predict(_ text: String) throws -> TaggingPrediction {
        try answers(for: WordDataset(examples: [WordExample(text: text)])).answers[0]
    }
}
