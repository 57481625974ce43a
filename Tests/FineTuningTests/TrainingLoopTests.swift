import BERT
import Checkpoints
import FineTuning
import Prediction
import StrictJSON
import Tensors
import TestSupport
import Testing
import TextData

/// The reduced BERT of `Tests/BERTTests/Fixtures` and the ten steps that transformers took with it.
struct TrainingReference {
    let json: JSONValue
    let arrays: Checkpoint
    let features: [TextFeature<Int>]
    let batches: [[Int]]

    static func path(_ name: String) -> String {
        TestData.fixture(name, of: "BERTTests")
    }

    init() throws {
        json = try JSONValue.parse(try readBytes(TrainingReference.path("expected.json")))
        arrays = try Checkpoint.open(TrainingReference.path("expected.safetensors"))
        features = try #require(json["examples"]?.array).map { example in
            TextFeature(
                inputIDs: (example["inputIDs"]?.array ?? []).compactMap { $0.int.map(Int32.init) },
                tokenTypeIDs: (example["tokenTypeIDs"]?.array ?? []).compactMap { $0.int.map(Int32.init) },
                target: example["label"]?.int
            )
        }
        batches = try #require(json["training"]?["batches"]?.array).map { ($0.array ?? []).compactMap(\.int) }
    }

    func classifier(threads: Int = 2, profile: OperationProfile? = nil) throws -> TextClassifier {
        try TextClassifier(folder: TrainingReference.path("bert"), threads: threads, profile: profile)
    }

    /// The recipe of the ten steps.
    func recipe() throws -> Recipe {
        let training = try #require(json["training"])
        var recipe = Recipe()
        recipe.learningRate = try #require(training["learningRate"]?.double)
        recipe.warmupSteps = try #require(training["warmupSteps"]?.int)
        recipe.weightDecay = try #require(training["weightDecay"]?.double)
        recipe.maxGradientNorm = try #require(training["maxGradientNorm"]?.double)
        recipe.maximumSteps = 10
        return recipe
    }

    func loop(_ classifier: TextClassifier, _ recipe: Recipe) throws -> TrainingLoop<TextClassification> {
        try TrainingLoop(
            classifier,
            featureSet: FeatureSet(features: features, truncation: TruncationReport(maximumLength: 512)),
            recipe: recipe,
            plan: TrainingPlan(recipe: recipe, examples: features.count)
        )
    }
}

@Suite("training loop")
struct TrainingLoopTests {
    @Test("ten steps are those of transformers: losses, norms, rates and weights")
    func tenSteps() throws {
        let reference = try TrainingReference()
        let training = try #require(reference.json["training"])
        let classifier = try reference.classifier()
        let loop = try reference.loop(classifier, reference.recipe())
        let steps = try reference.batches.map { try loop.step([$0]) }

        func expected(_ name: String) throws -> [Double] {
            try #require(training[name]?.array).compactMap(\.double)
        }
        expectClose(steps.map(\.learningRate), try expected("learningRates"), absolute: 1e-15)
        expectClose(steps.map(\.loss), try expected("losses"), absolute: 0, relative: 1e-5)
        expectClose(steps.map(\.gradientNorm), try expected("gradientNorms"), absolute: 0, relative: 1e-5)
        for parameter in classifier.model.parameters.parameters {
            let name = "trained.\(parameter.name)"
            let torchError = try #require(training["torchError"]?[name]?.double)
            // Adam turns the rounding noise of vanishing gradients into steps of the learning rate's size.
            let floor = parameter.name.hasSuffix("key.bias") ? 3e-3 : 1e-5
            expectClose(
                classifier.model.device.read(classifier.model.parameters[parameter.name]),
                try reference.arrays.readFloats(name),
                absolute: max(2 * torchError, floor),
                "\(name)"
            )
        }
    }

    @Test("a batch cut for gradient accumulation takes the same step", arguments: [[6, 6], [1, 4, 7], [11, 1]])
    func accumulation(_ sizes: [Int]) throws {
        let reference = try TrainingReference()
        var recipe = try reference.recipe()
        recipe.gradientAccumulationSteps = sizes.count
        recipe.warmupSteps = 0
        func step(_ batches: [[Int]]) throws -> (TrainingStep, [Float]) {
            let classifier = try reference.classifier()
            let step = try reference.loop(classifier, recipe).step(batches)
            return (step, classifier.model.device.read(classifier.model.parameters["classifier.weight"]))
        }
        let whole = try step([Array(0..<12)])
        var next = 0
        let cut = try step(
            sizes.map { size in
                defer { next += size }
                return Array(next..<(next + size))
            }
        )
        expectClose(cut.0.loss, whole.0.loss, absolute: 0, relative: 1e-6)
        expectClose(cut.0.gradientNorm, whole.0.gradientNorm, absolute: 0, relative: 1e-6)
        expectClose(cut.1, whole.1, absolute: 1e-5)
    }

    @Test("steps with dropout have the same bits for any number of threads")
    func threads() throws {
        let reference = try TrainingReference()
        var first: [UInt32]?
        for threads in [1, 2, 3] {
            let classifier = try reference.classifier(threads: threads)
            classifier.model.configuration.hiddenDropoutProbability = 0.1
            classifier.model.configuration.attentionDropoutProbability = 0.1
            let loop = try reference.loop(classifier, reference.recipe())
            for batch in reference.batches { _ = try loop.step([batch]) }
            let weights = classifier.model.device.read(classifier.model.parameters.values).map(\.bitPattern)
            #expect(weights == first ?? weights)
            first = weights
        }
    }

    @Test("a gradient that is not finite stops training before any weight is touched")
    func divergence() throws {
        let reference = try TrainingReference()
        let classifier = try reference.classifier()
        let model = classifier.model
        let loop = try reference.loop(classifier, reference.recipe())
        _ = try loop.step([reference.batches[0]])
        unsafe model.device.withHostMemory(of: model.parameters["classifier.weight"]) { unsafe $0[0] = .nan }
        let before = model.device.read(model.parameters.values).map(\.bitPattern)
        let error = #expect(throws: TrainingError.self) { try loop.step([reference.batches[1]]) }
        #expect(error?.code == .diverged)
        #expect(model.device.read(model.parameters.values).map(\.bitPattern) == before)
    }
}
