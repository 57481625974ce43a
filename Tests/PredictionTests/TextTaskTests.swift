import BERT
import EvaluationMetrics
import Foundation
import Prediction
import StrictJSON
import Tensors
import TestSupport
import Testing
import TextData

@Suite("text regression")
struct TextRegressionTests {
    private static let training = ScoredTextDataset(
        examples: zip(["great movie", "a dull story", "never too funny"], ["5", "0.5", "2"]).map {
            TextExample(text: $0, label: $1)
        }
    )

    private func scorer(_ options: TaskOptions = TaskOptions()) throws -> TextScorer {
        let task = try TextRegression(training: Self.training, options: options)
        return try TextScorer(pretrained: TextClassifierTests.folder, task: task, threads: 1)
    }

    @Test("a model saved and loaded gives the same numbers, within the training data's range")
    func saving() throws {
        let scorer = try scorer()
        #expect(scorer.task.range == 0.5...5)
        let folder = try TemporaryFolder()
        try scorer.save(to: folder.path)
        let loaded = try TextScorer(folder: folder.path, threads: 1)
        let (answers, again) = (try scorer.answers(for: Self.training), try loaded.answers(for: Self.training))
        #expect(answers.answers == again.answers)
        #expect(answers.answers.allSatisfy { (0.5...5).contains($0.score) })
        let configuration = try BERTConfiguration(folder: folder.path)
        #expect(configuration.problemType == .regression)
        #expect(configuration.labels == ["LABEL_0"])
        #expect(try TaskRegistry.row(ofFolder: folder.path).name == "text-regression")
        let kept = try TextScorer(pretrained: folder.path, task: loaded.task, threads: 1)
        #expect(try kept.answers(for: Self.training).answers == answers.answers)
    }

    @Test("what is beyond the range is clipped to it, and the raw output stays")
    func clipping() {
        let answers = TextRegression(range: 0...5).decode([[7], [-1], [2.5]], features: [], dataset: Self.training)
        #expect(answers.map(\.score) == [5, 0, 2.5])
        #expect(answers.map(\.logit) == [7, -1, 2.5])
    }

    @Test("a folder of transformers with one output is a regression")
    func reference() throws {
        let folder = try TemporaryFolder()
        try scorer().save(to: folder.path)
        try FileManager.default.removeItem(atPath: folder.path("task.json"))
        #expect(try TaskRegistry.row(ofFolder: folder.path).name == "text-regression")
        #expect(try TextScorer(folder: folder.path, threads: 1).task.range == nil)
    }

    @Test("correlations with a constant count as 0, and that is said")
    func constant() throws {
        let answers = TextRegression().decode([[1], [1], [1]], features: [], dataset: Self.training)
        let evaluation = try TextRegression().evaluate(answers, dataset: Self.training)
        #expect(evaluation.values.map(\.name) == TextRegression().metricNames)
        #expect(evaluation.values.prefix(2).map(\.value) == [0, 0])
        #expect(evaluation.table.count == 1)
    }

    @Test("numbers that are all the same, and options that make no sense, are refused")
    func refusals() throws {
        let same = ScoredTextDataset(examples: [
            TextExample(text: "a", label: "1"), TextExample(text: "b", label: "1.0"),
        ])
        #expect(throws: DataError.self) { try TextRegression(training: same, options: TaskOptions()) }
        var options = TaskOptions()
        options.longTexts = .max
        #expect(throws: TaskOptionError.self) { try scorer(options) }
        options = TaskOptions()
        options.lowestScore = 9
        #expect(throws: TaskOptionError.self) { try scorer(options) }
        options = TaskOptions()
        options.windowOverlap = 3
        #expect(throws: TaskOptionError.self) { try scorer(options) }
        options = TaskOptions()
        options.hasPairs = true
        #expect(throws: DataError.self) { try scorer(options) }
    }
}

@Suite("multi-label classification")
struct MultiLabelClassificationTests {
    private static let training = MultiLabelDataset(
        examples: [
            TextExample(text: "great movie", labels: ["joy", "film"]), TextExample(text: "a dull story", labels: []),
            TextExample(text: "never too funny", labels: ["joy"]),
        ]
    )

    private func classifier(_ options: TaskOptions = TaskOptions()) throws -> MultiLabelClassifier {
        let task = try MultiLabelClassification(training: Self.training, options: options)
        return try MultiLabelClassifier(pretrained: TextClassifierTests.folder, task: task, threads: 1)
    }

    @Test("a model saved and loaded gives the same labels, by thresholds of its own")
    func saving() throws {
        let classifier = try classifier()
        #expect(classifier.task.labelNames == ["film", "joy"])
        let answers = try classifier.answers(for: Self.training).answers
        let task = try #require(try classifier.task.calibrated(on: answers, dataset: Self.training))
        let folder = try TemporaryFolder()
        let tuned = try MultiLabelClassifier(pretrained: TextClassifierTests.folder, task: task, threads: 1)
        try tuned.save(to: folder.path)
        let loaded = try MultiLabelClassifier(folder: folder.path, threads: 1)
        #expect(loaded.task.thresholds == task.thresholds)
        #expect(try loaded.answers(for: Self.training).answers == tuned.answers(for: Self.training).answers)
        let configuration = try BERTConfiguration(folder: folder.path)
        #expect(configuration.problemType == .multiLabelClassification)
        #expect(configuration.labels == ["film", "joy"])
        let kept = try MultiLabelClassifier(
            pretrained: folder.path,
            task: MultiLabelClassification(labels: LabelSet(names: ["joy", "film"])),
            threads: 1
        )
        #expect(kept.task.labelNames == ["film", "joy"])
        #expect(try kept.answers(for: Self.training).answers.map(\.logits) == answers.map(\.logits))
    }

    @Test("thresholds are chosen for each label where its F1 is highest")
    func calibration() throws {
        let task = try MultiLabelClassification(training: Self.training, options: TaskOptions())
        let logits: [[Float]] = [[-2, 3], [-4, 1], [-5, 2]]
        let answers = task.decode(logits, features: [], dataset: Self.training)
        #expect(answers.map(\.isGiven) == [[false, true], [false, true], [false, true]])
        let tuned = try #require(try task.calibrated(on: answers, dataset: Self.training))
        let better = tuned.decode(logits, features: [], dataset: Self.training)
        #expect(better.map { $0.labels.map(\.label) } == [["joy", "film"], [], ["joy"]])
        let evaluation = try tuned.evaluate(better, dataset: Self.training)
        #expect(evaluation.values.map(\.name) == tuned.metricNames)
        #expect(evaluation.metrics.subsetAccuracy == 1)
        #expect(evaluation.table.count == 3)
    }

    @Test("a threshold that the user gives is for all labels, and stays")
    func givenThreshold() throws {
        var options = TaskOptions()
        options.threshold = 0.25
        let task = try MultiLabelClassification(training: Self.training, options: options)
        #expect(task.thresholds == [0.25, 0.25])
        let answers = task.decode([[0, 0], [0, 0], [0, 0]], features: [], dataset: Self.training)
        #expect(try task.calibrated(on: answers, dataset: Self.training) == nil)
    }

    @Test("answers are told on a line and as an object")
    func answers() throws {
        let task = try MultiLabelClassification(training: Self.training, options: TaskOptions())
        let answers = task.decode([[2, -2], [-1, -2]], features: [], dataset: Self.training)
        let example = TextExample(text: "a\tb")
        #expect(task.line(answers[0], of: example, format: AnswerFormat()) == "film 0.8808\ta b")
        #expect(task.line(answers[1], of: example, format: AnswerFormat()) == "(none)\ta b")
        let json = task.json(answers[1], of: example, format: AnswerFormat(topCount: 2, includesLogits: true))
        #expect(json["labels"]?.array?.isEmpty == true)
        #expect(json["scores"]?.array?.compactMap { $0["label"]?.string } == ["film", "joy"])
        #expect(json["logits"]?.array?.count == 2)
    }

    @Test("a label that isn't one of the model's is refused with its line")
    func unknownLabel() throws {
        let task = try MultiLabelClassification(training: Self.training, options: TaskOptions())
        let other = MultiLabelDataset(examples: [TextExample(text: "a", labels: ["joy", "fear"], line: 7)])
        let error = #expect(throws: DataError.self) { try task.check(other) }
        #expect(error?.code == .unknownLabel)
        #expect(error?.line == 7)
    }

    @Test("thresholds in task.json that are none are refused", arguments: ["[0.5]", "[0.5, 2]", "\"x\""])
    func badThresholds(_ json: String) throws {
        let folder = try TemporaryFolder()
        try classifier().save(to: folder.path)
        try folder.write(
            "{\"task\": \"multi-label-classification\", \"settings\": {\"thresholds\": \(json)}}".utf8,
            to: "task.json"
        )
        let error = #expect(throws: PredictionError.self) { try MultiLabelClassifier(folder: folder.path) }
        #expect(error?.message.contains("thresholds") == true)
    }
}

@Suite("windows of long texts")
struct WindowTests {
    private let text = Array(repeating: "a dull story of a great movie", count: 12).joined(separator: " ")

    private func classifier(_ rule: LongTexts.Rule?) throws -> TextClassifier {
        var options = TaskOptions()
        options.longTexts = rule
        options.windowOverlap = rule == nil ? nil : 4
        return try TextClassifier(
            folder: TextClassifierTests.folder,
            options: options,
            threads: 1,
            maximumLength: 16
        )
    }

    @Test("the answer is the mean, or the highest, of the windows' logits")
    func combination() throws {
        let dataset = TextDataset(examples: [
            TextExample(text: "great"), TextExample(text: text), TextExample(text: "a"),
        ])
        let mean = try classifier(.mean)
        let set = try mean.features(of: dataset, withTargets: false)
        let logits = mean.logits(set.features)
        let windows = zip(set.features, logits).filter { $0.0.exampleIndex == 1 }.map(\.1)
        #expect(windows.count > 2)
        let answers = try mean.answers(for: dataset).answers
        #expect(answers.count == 3)
        let expected = windows[0].indices.map { column in
            windows.reduce(0) { $0 + $1[column] } / Float(windows.count)
        }
        expectClose(answers[1].logits, expected, absolute: 1e-6)
        let highest = try classifier(.max).answers(for: dataset).answers
        #expect(highest[1].logits == windows[0].indices.map { column in windows.map { $0[column] }.max() ?? 0 })
        #expect(highest[0].logits == answers[0].logits)
        #expect(try classifier(nil).answers(for: dataset).truncation.cutExampleCount == 1)
    }

    @Test("the way is kept in task.json")
    func saving() throws {
        let folder = try TemporaryFolder()
        let classifier = try classifier(.mean)
        try classifier.save(to: folder.path)
        let loaded = try TextClassifier(folder: folder.path, threads: 1)
        #expect(loaded.task.longTexts == LongTexts(.mean, overlap: 4))
        #expect(try loaded.predict(text).logits == classifier.predict(text).logits)
    }

    @Test("a text in windows weighs as much in the loss as a short one")
    func loss() throws {
        let examples = [TextExample(text: "great", label: "positive"), TextExample(text: text, label: "negative")]
        let model = try classifier(.mean)
        let names = model.task.labelNames
        let dataset = TextDataset(
            examples: zip(examples, names).map { TextExample(text: $0.text, label: $1) }
        )
        let set = try model.features(of: dataset)
        #expect(set.features.count > 3)
        let whole = try model.evaluate(set, of: dataset).loss
        let parts = try (0..<2).map { try model.evaluate(dataset.subset([$0])).loss }
        expectClose([Float(whole)], [Float((parts[0] + parts[1]) / 2)], absolute: 1e-6)
    }
}
