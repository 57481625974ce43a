import EvaluationMetrics
import FineTuning
import Foundation
import Prediction
import TestSupport
import Testing
import TextData

@Suite("a task of one's own")
struct StarRatingTests {
    @Test("is trained, saved and loaded like the others")
    func trains() throws {
        let words = ["worst", "bad", "slow", "good", "best"]
        let examples = (0..<60).map {
            TextExample(text: "a \(words[$0 % 5]) movie and a \(words[$0 % 5]) story", label: "\($0 % 5 + 1)")
        }
        let dataset = TextDataset(examples: examples)
        let model = try TaskModel(pretrained: TrainingReference.path("bert"), task: StarRating())
        let before = try model.evaluate(dataset)
        var recipe = Recipe()
        recipe.learningRate = 3e-3
        recipe.epochs = 20
        recipe.batchSize = 8
        recipe.metricForBest = "loss"
        recipe.setDropout(0)
        let summary = try model.fit(dataset, validation: dataset, recipe: recipe)
        let after = try model.evaluate(dataset)
        #expect(after.loss < before.loss * 0.7)
        #expect(summary.best?["meanAbsoluteError"] == after.values.last?.value)

        let folder = try TemporaryFolder()
        try model.save(to: folder.path("stars"))
        let same = try TaskModel(folder: folder.path("stars"), task: StarRating())
        #expect(try same.answers(for: dataset).answers == model.answers(for: dataset).answers)
        #expect(throws: PredictionError.self) { try TextClassifier(folder: folder.path("stars")) }
    }

    @Test("stands in the documentation as it is compiled here")
    func documentation() throws {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let source = String(decoding: try readBytes(tests.path + "/StarRatingTask.swift"), as: UTF8.self)
        let checkout = tests.deletingLastPathComponent().deletingLastPathComponent()
        let page = String(
            decoding: try readBytes(checkout.path + "/Documentation/WriteYourOwnTask.md"),
            as: UTF8.self
        )
        #expect(page.contains(source))
        #expect(source.split(separator: "\n", omittingEmptySubsequences: false).dropLast().count < 60)
    }
}
