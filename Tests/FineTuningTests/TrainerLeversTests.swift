import BERT
import EvaluationMetrics
import FineTuning
import Prediction
import StrictJSON
import Tensors
import TestSupport
import Testing
import TextData

@Suite("trainer's levers")
struct TrainerLeversTests {
    let folder: TemporaryFolder
    let training: TextDataset
    let validation: TextDataset

    init() throws {
        folder = try TemporaryFolder()
        let words = ["the movie was", "this actor plays", "a dull story", "music and city", "best role", "cold life"]
        func rows(_ range: Range<Int>) -> String {
            range.map { index in
                // Two of three are negative.
                let label = ["negative", "positive", "negative"][index % 3]
                return "\(words[index % 6]) \(["sad", "great", "slow"][index % 3]) \(words[(index / 6) % 6]),\(label)\n"
            }.joined()
        }
        training = try TextDataset.read(try folder.write("text,label\n\(rows(0..<36))".utf8, to: "train.csv"))
        validation = try TextDataset.read(try folder.write("text,label\n\(rows(36..<48))".utf8, to: "dev.csv"))
    }

    private func classifier() throws -> TextClassifier {
        try TextClassifier(pretrained: TrainingReference.path("bert"), labels: LabelSet(training), threads: 2)
    }

    private var recipe: Recipe {
        var recipe = Recipe()
        recipe.learningRate = 3e-3
        recipe.epochs = 2
        recipe.batchSize = 8
        return recipe
    }

    private func weights(_ classifier: TextClassifier) -> [(name: String, values: [Float])] {
        let store = classifier.model.parameters
        return store.parameters.map { ($0.name, classifier.model.device.read(store[$0.name])) }
    }

    @Test(
        "what is frozen keeps its weights to the last bit, all else learns",
        arguments: [(true, 0, false), (true, 2, false), (false, 1, false), (false, 0, true)]
    )
    func frozen(embeddings: Bool, layers: Int, encoder: Bool) throws {
        var recipe = recipe
        recipe.freezesEmbeddings = embeddings
        recipe.frozenLayers = layers
        recipe.freezesEncoder = encoder
        let classifier = try classifier()
        let before = weights(classifier)
        try Trainer(classifier, recipe: recipe).fit(training)
        for ((name, old), (_, new)) in zip(before, weights(classifier)) {
            let isFrozen =
                switch ModelPart(parameter: name) {
                case .embeddings: embeddings || encoder
                case .layer(let number): encoder || number <= layers
                case .pooler, .head: false
                }
            // The gradient of a key's bias is zero but for rounding.
            if isFrozen || !name.hasSuffix("key.bias") { #expect((old == new) == isFrozen, "\(name)") }
        }
    }

    @Test("no gradient is computed for what is frozen, nor for what only frozen layers read")
    func frozenWork() throws {
        func products(_ recipe: Recipe) throws -> (inputs: Int, weights: Int) {
            let profile = OperationProfile()
            let reference = try TrainingReference()
            _ = try reference.loop(reference.classifier(profile: profile), recipe).step([reference.batches[0]])
            func calls(_ name: String) -> Int { profile.rows.first { $0.name == name }?.calls ?? 0 }
            return (calls("linear, gradient of the input"), calls("linear, gradient of the weight"))
        }
        var recipe = try TrainingReference().recipe()
        let whole = try products(recipe)
        recipe.freezesEncoder = true
        let head = try products(recipe)
        // The pooler and the classifier learn; below the pooler nobody wants a gradient.
        #expect(head == (inputs: 1, weights: 2))
        #expect(whole.inputs == whole.weights && whole.weights > 10)
    }

    @Test("the gradient's norm leaves out what is frozen")
    func norm() throws {
        let reference = try TrainingReference()
        var recipe = try reference.recipe()
        let whole = try reference.loop(reference.classifier(), recipe).step([reference.batches[0]]).gradientNorm
        recipe.freezesEncoder = true
        let head = try reference.loop(reference.classifier(), recipe).step([reference.batches[0]]).gradientNorm
        #expect(head > 0)
        #expect(head < 0.99 * whole)
    }

    @Test("chosen layers and the pooler begin anew, as the seed says, and others don't")
    func newWeights() throws {
        var recipe = recipe
        // Too small a rate for a float, so that nothing moves.
        recipe.learningRate = 1e-300
        recipe.weightDecay = 0
        recipe.reinitializedLayers = 1
        recipe.reinitializesPooler = true
        func trained(_ seed: UInt64) throws -> [(name: String, values: [Float])] {
            recipe.seed = seed
            let classifier = try classifier()
            try Trainer(classifier, recipe: recipe).fit(training)
            return weights(classifier)
        }
        let (first, again, other) = (try trained(1), try trained(1), try trained(2))
        let loaded = weights(try classifier())
        for index in loaded.indices {
            let name = loaded[index].name
            #expect(first[index].values == again[index].values)
            let isNew = [.layer(3), .pooler].contains(ModelPart(parameter: name))
            // A rate of 1e-30 still moves what is zero: nothing is equal to the last bit.
            func differs(_ values: [Float]) -> Bool {
                zip(first[index].values, values).contains { abs($0 - $1) > 1e-20 }
            }
            #expect(differs(loaded[index].values) == isNew, "\(name)")
            // Biases and layer normalisations begin alike whatever the seed.
            #expect(differs(other[index].values) == (isNew && AdamW.decays(name)), "\(name)")
        }
    }

    @Test("class weights shift the loss as PyTorch's do: Σ w loss / Σ w")
    func classWeights() throws {
        var recipe = recipe
        recipe.setDropout(0)
        recipe.batchSize = 36
        recipe.maximumSteps = 1
        func loss(_ weights: ClassWeights?) throws -> Double {
            recipe.classWeights = weights
            return try Trainer(classifier(), recipe: recipe).fit(training).trainingLoss
        }
        let untrained = try classifier()
        let labels = untrained.task.labels
        let logits = try untrained.logits(untrained.features(of: training).features)
        let losses = zip(logits, training.examples).map { row, example in
            let target = labels.index(of: example.label ?? "") ?? 0
            return (target, logSoftmax(row).map { -$0 }[target])
        }
        func expected(_ weights: [Double]) -> Double {
            losses.reduce(0) { $0 + weights[$1.0] * $1.1 } / losses.reduce(0) { $0 + weights[$1.0] }
        }
        expectClose(try loss(nil), expected([1, 1]), absolute: 1e-5)
        // 24 negative, 12 positive.
        expectClose(try loss(.balanced), expected([36.0 / 48, 36.0 / 24]), absolute: 1e-5)
        expectClose(try loss(.given([.init("positive", 5)])), expected([1, 5]), absolute: 1e-5)
    }

    @Test("a label that the data don't have is refused before anything is written")
    func unknownLabel() throws {
        var recipe = recipe
        recipe.classWeights = .given([.init("negativ", 2)])
        let error = #expect(throws: RecipeError.self) { try Trainer(classifier(), recipe: recipe).fit(training) }
        #expect(error?.message.contains("did you mean negative?") == true)
    }

    @Test("a run leaves the model's own dropout behind")
    func dropout() throws {
        let classifier = try classifier()
        var dropout: [Double?] {
            let configuration = classifier.model.configuration
            return [
                configuration.hiddenDropoutProbability, configuration.attentionDropoutProbability,
                configuration.classifierDropoutProbability,
            ]
        }
        let own = dropout
        var recipe = recipe
        recipe.epochs = 1
        recipe.setDropout(0.45)
        try Trainer(classifier, recipe: recipe).fit(training)
        #expect(dropout == own)
        recipe.learningRate = 1e30
        recipe.epochs = 5
        #expect(throws: TrainingError.self) { try Trainer(classifier, recipe: recipe).fit(training) }
        #expect(dropout == own)
    }

    @Test("early stopping and the best weights go by any metric of the task")
    func anyMetric() throws {
        for metric in try classifier().metricNames {
            var recipe = recipe
            recipe.metricForBest = metric
            recipe.epochs = 6
            recipe.evaluationInterval = .steps(2)
            recipe.earlyStoppingPatience = 2
            let recorder = EventRecorder()
            let classifier = try classifier()
            let summary = try Trainer(classifier, recipe: recipe, observer: recorder)
                .fit(training, validation: validation)
            let values = recorder.evaluations.compactMap { $0[metric] }
            let best = metric == "loss" ? values.min() : values.max()
            #expect(summary.best?[metric] == best, "\(metric)")
            #expect(try classifier.evaluate(validation).values.first { $0.name == metric }?.value == best, "\(metric)")
        }
    }

    @Test("early stopping loses no step of the log")
    func unloggedSteps() throws {
        var recipe = recipe
        recipe.learningRate = 0.05
        recipe.epochs = 50
        recipe.evaluationInterval = .steps(3)
        recipe.earlyStoppingPatience = 2
        recipe.loggingSteps = 1000
        let run = try RunFolder.create(at: folder.path("run"))
        let summary = try Trainer(classifier(), recipe: recipe, runFolder: run)
            .fit(training, validation: validation)
        #expect(summary.stoppedEarly)
        let lines = try String(decoding: readBytes(run.metricsPath), as: UTF8.self).split(separator: "\n")
        let steps = try lines.map { try JSONValue.parse(Array($0.utf8)) }.filter { $0["learningRate"] != nil }
        #expect(steps.compactMap { $0["step"]?.int } == [summary.steps])
        expectClose(steps.first?["loss"]?.double ?? 0, summary.trainingLoss, absolute: 1e-12)
    }

    @Test("the plan shows the learning rate of each part, and says why the recipe is what it is")
    func plan() throws {
        var recipe = recipe
        recipe.layerDecay = 0.5
        let recorder = EventRecorder()
        try Trainer(classifier(), recipe: recipe, recipeReason: "because", observer: recorder).fit(training)
        guard case .started(let plan)? = recorder.events.first else {
            Issue.record("no plan")
            return
        }
        let text = plan.lines.joined(separator: "\n")
        for line in [
            "layer 3  ", "0.0015", "layer 2  ", "0.00075", "embeddings  ", "0.0001875", "recipe         because",
        ] {
            #expect(text.contains(line), "\(line) in \(text)")
        }
    }

    @Test("the baseline is that of the most frequent label")
    func baseline() throws {
        let classifier = try classifier()
        expectClose(try #require(try classifier.constantBaseline(on: validation, metric: "accuracy")), 8.0 / 12)
        #expect(try classifier.constantBaseline(on: validation, metric: "matthewsCorrelation") == 0)
        #expect(try classifier.constantBaseline(on: validation, metric: "loss") == nil)
    }
}
