import BERT
import Checkpoints
import EvaluationMetrics
import Foundation
import FineTuning
import Prediction
import StrictJSON
import Synchronization
import Tensors
import TestSupport
import Testing
import TextData
import Tokenization

/// Keeps all events of a run.
final class EventRecorder: TrainingObserver {
    private let recorded = Mutex<[TrainingEvent]>([])

    func observe(_ event: TrainingEvent) {
        recorded.withLock { $0.append(event) }
    }

    var events: [TrainingEvent] {
        recorded.withLock { $0 }
    }

    var evaluations: [EvaluationReport] {
        events.compactMap { if case .evaluated(let report) = $0 { report } else { nil } }
    }
}

@Suite("trainer")
struct TrainerTests {
    let folder: TemporaryFolder
    let training: TextDataset
    let validation: TextDataset

    init() throws {
        folder = try TemporaryFolder()
        // Words of the fixture's vocabulary whose presence decides the label.
        let rows = (0..<48).map { index in
            let words = [
                "the movie was", "this actor plays", "a dull story", "music and city", "best role", "cold life",
            ]
            let label = ["negative", "neutral", "positive"][index % 3]
            let marks = ["sad", "slow", "great"]
            return "\(words[index % 6]) \(marks[index % 3]) \(words[(index / 6) % 6]),\(label)"
        }
        let train = try folder.write("text,label\n\(rows.prefix(36).joined(separator: "\n"))\n".utf8, to: "train.csv")
        let dev = try folder.write("text,label\n\(rows.suffix(12).joined(separator: "\n"))\n".utf8, to: "dev.csv")
        training = try TextDataset.read(train)
        validation = try TextDataset.read(dev)
    }

    private func classifier(threads: Int = 2) throws -> TextClassifier {
        try TextClassifier(
            pretrained: TrainingReference.path("bert"),
            labels: LabelSet(training),
            threads: threads
        )
    }

    private var recipe: Recipe {
        var recipe = Recipe()
        recipe.learningRate = 3e-3
        recipe.epochs = 4
        recipe.batchSize = 8
        recipe.loggingSteps = 2
        return recipe
    }

    @Test("learns, keeps the best weights, and leaves a folder that says the same when loaded")
    func learns() throws {
        let recorder = EventRecorder()
        let run = try RunFolder.create(at: folder.path("run"))
        let classifier = try classifier()
        let summary = try Trainer(classifier, recipe: recipe, runFolder: run, observer: recorder)
            .fit(training, validation: validation)

        #expect(summary.steps == 20)
        #expect(recorder.evaluations.count == 4)
        let best = try #require(recorder.evaluations.compactMap { $0["accuracy"] }.max())
        #expect(best > 0.6)
        #expect(summary.best?["accuracy"] == best)

        let loaded = try TextClassifier(folder: run.path)
        #expect(loaded.labels.names == ["negative", "neutral", "positive"])
        #expect(try loaded.evaluate(validation).values.first { $0.name == "accuracy" }?.value == best)
        let texts = validation.examples.map { TextInput($0.text) }
        #expect(try loaded.predict(texts) == classifier.predict(texts))

        let lines = try String(decoding: readBytes(run.metricsPath), as: UTF8.self).split(separator: "\n")
        let steps = try lines.map { try JSONValue.parse(Array($0.utf8)) }.filter { $0["learningRate"] != nil }
        #expect(steps.compactMap { $0["step"]?.int } == [2, 4, 6, 8, 10, 12, 14, 16, 18, 20])
        #expect(lines.count == 14)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: run.path).sorted() == [
                "config.json", "metrics.jsonl", "model.safetensors", "special_tokens_map.json", "task.json",
                "tokenizer.json", "tokenizer_config.json", "vocab.txt",
            ]
        )
    }

    @Test("is the same run with data in scratch files as in memory, to the last bit of the file")
    func scratchFiles() throws {
        var files: [[UInt8]] = []
        for (number, limit) in [16 << 20, 1].enumerated() {
            let run = try RunFolder.create(at: folder.path("stored-\(number)"))
            var recipe = recipe
            recipe.epochs = 1
            try StoredLists.$memoryLimit.withValue(limit) {
                let training = try TextDataset.read(folder.path("train.csv"))
                let validation = try TextDataset.read(folder.path("dev.csv"))
                let held = try HeldBackExamples(0.25, of: training, seed: 1)
                try Trainer(classifier(), recipe: recipe, runFolder: run).fit(held.training, validation: validation)
            }
            files.append(try folder.bytes(of: "stored-\(number)/model.safetensors"))
        }
        #expect(files[0] == files[1])
    }

    @Test("is the same run for any number of threads, with dropout, to the last bit of the file")
    func threads() throws {
        var files: [[UInt8]] = []
        for threads in [1, 2, 3] {
            let run = try RunFolder.create(at: folder.path("threads-\(threads)"))
            var recipe = recipe
            recipe.setDropout(0.1)
            recipe.epochs = 1
            try Trainer(classifier(threads: threads), recipe: recipe, runFolder: run).fit(training)
            files.append(try readBytes(run.weightsPath))
        }
        #expect(files[0] == files[1] && files[1] == files[2])
    }

    /// A run into the folder, which is free again when it returns.
    private func write(_ recipe: Recipe, to path: String, validation: TextDataset? = nil) throws {
        let run = try RunFolder.create(at: path, overwrites: true)
        try run.write(RunDescription())
        try Trainer(classifier(), recipe: recipe, runFolder: run).fit(training, validation: validation)
    }

    @Test("an earlier run stays whole when the one that was to replace it fails, and goes when it succeeds")
    func replacing() throws {
        let path = folder.path("again")
        var recipe = recipe
        recipe.epochs = 1
        try write(recipe, to: path)
        func contents() throws -> [[UInt8]] {
            try FileManager.default.contentsOfDirectory(atPath: path).sorted().map { try readBytes(path + "/" + $0) }
        }
        let before = try contents()

        recipe.learningRate = 1e30
        recipe.epochs = 4
        #expect(throws: TrainingError.self) { try write(recipe, to: path) }
        #expect(try contents() == before)

        recipe.learningRate = 1e-3
        try write(recipe, to: path, validation: validation)
        let after = try contents()
        #expect(after.count == before.count)
        #expect(after != before)
        #expect(try TextClassifier(folder: path).labels.names == ["negative", "neutral", "positive"])
    }

    @Test("a run that fails before it has weights leaves nothing of its own, and what was there before")
    func failing() throws {
        var recipe = recipe
        recipe.learningRate = 1e30
        #expect(throws: TrainingError.self) { try write(recipe, to: folder.path("doomed")) }
        #expect(try folder.names(in: "doomed").isEmpty)

        try folder.write("epochs: 3 # mine\n".utf8, to: "mine/recipe.yaml")
        #expect(throws: TrainingError.self) { try write(recipe, to: folder.path("mine")) }
        #expect(try folder.names(in: "mine") == ["recipe.yaml"])
        #expect(try folder.bytes(of: "mine/recipe.yaml") == Array("epochs: 3 # mine\n".utf8))
    }

    @Test("another seed is another run")
    func seeds() throws {
        func weights(_ seed: UInt64) throws -> [Float] {
            var recipe = recipe
            recipe.seed = seed
            recipe.epochs = 1
            let classifier = try classifier()
            try Trainer(classifier, recipe: recipe).fit(training)
            return classifier.model.device.read(classifier.model.parameters.values)
        }
        #expect(try weights(1) == weights(1))
        #expect(try weights(1) != weights(2))
    }

    @Test("early stopping ends the run and the best weights come back, without a folder too")
    func earlyStopping() throws {
        let recorder = EventRecorder()
        var recipe = recipe
        // So high a rate cannot go on getting better.
        recipe.learningRate = 0.05
        recipe.epochs = 50
        recipe.evaluationInterval = .steps(3)
        recipe.earlyStoppingPatience = 2
        let classifier = try classifier()
        let summary = try Trainer(classifier, recipe: recipe, observer: recorder).fit(training, validation: validation)
        #expect(summary.stoppedEarly)
        #expect(summary.steps < 250)
        let best = try #require(recorder.evaluations.compactMap { $0["accuracy"] }.max())
        #expect(try classifier.evaluate(validation).values.first { $0.name == "accuracy" }?.value == best)
    }

    @Test("where the last weights are kept, the summary tells how these did")
    func lastWeights() throws {
        let recorder = EventRecorder()
        var recipe = recipe
        recipe.keepsBestModel = false
        let summary = try Trainer(classifier(), recipe: recipe, observer: recorder)
            .fit(training, validation: validation)
        #expect(summary.best == recorder.evaluations.last)
        #expect(summary.best?.step == 20)
    }

    @Test("evaluations don't count as time of training")
    func tokensPerSecond() throws {
        let classifier = try classifier()
        let tokens = try classifier.features(of: training).features.reduce(0) { $0 + $1.inputIDs.count }
        let summary = try Trainer(classifier, recipe: recipe).fit(training, validation: validation)
        #expect(summary.tokensPerSecond * summary.seconds > Double(4 * tokens))
    }

    @Test("any number of passes may make a step")
    func hugeAccumulation() throws {
        var recipe = recipe
        recipe.gradientAccumulationSteps = .max
        #expect(try Trainer(classifier(), recipe: recipe).fit(training).steps == 4)
    }

    @Test("a recipe for another length than the classifier's is refused, not ignored")
    func otherLength() throws {
        var recipe = recipe
        recipe.maximumLength = 12
        let error = try #require(
            throws: RecipeError.self,
            performing: { try Trainer(classifier(), recipe: recipe).fit(training) }
        )
        #expect(error.code == .conflictingValues)
        #expect(error.key == "maximumLength")
    }

    @Test("a metric that the task does not have is named")
    func unknownMetric() throws {
        var recipe = recipe
        recipe.metricForBest = "bleu"
        let error = try #require(
            throws: RecipeError.self,
            performing: { try Trainer(classifier(), recipe: recipe).fit(training, validation: validation) }
        )
        #expect(error.key == "metricForBest")
        #expect(error.message.contains("accuracy"))
    }
}
