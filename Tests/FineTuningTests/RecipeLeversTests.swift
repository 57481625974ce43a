import FineTuning
import Testing

@Suite("Recipe levers")
struct RecipeLeversTests {
    @Test("reads learning rates by part, what is frozen, new weights and class weights")
    func reading() throws {
        let text = """
            schedule: cosine
            learningRates: {embeddings: 1e-5, lowerLayers: 2e-5, upperLayers: 3e-5, head: 5e-5}
            frozenLayers: 4
            reinitializedLayers: 2
            reinitializesPooler: true
            classWeights:
              spam: 2.5
              1: 0.5
            labelSmoothing: 0.1
            """
        var expected = Recipe()
        expected.schedule = .cosine
        expected.learningRates = GroupLearningRates(embeddings: 1e-5, lowerLayers: 2e-5, upperLayers: 3e-5, head: 5e-5)
        expected.frozenLayers = 4
        expected.reinitializedLayers = 2
        expected.reinitializesPooler = true
        expected.classWeights = .given([.init("spam", 2.5), .init("1", 0.5)])
        expected.labelSmoothing = 0.1
        #expect(try RunDescription.parse(text).recipe == expected)
        #expect(try RunDescription.parse("classWeights: balanced\n").recipe.classWeights == .balanced)
        #expect(try RunDescription.parse("classWeights: null\nlearningRates:\n").recipe == Recipe())
        #expect(try RunDescription.parse("layerDecay: 0.9\nheadLearningRate: 1e-3\n").recipe.layerDecay == 0.9)
    }

    @Test(
        "names the key at fault and its line",
        arguments: [
            ("layerdecay: 0.9\n", RecipeError.Code.unknownKey, 1, "did you mean layerDecay?"),
            ("epochs: 3\nllrd: 0.9\n", .unknownKey, 2, "did you mean layerDecay?"),
            ("layerDecay: 1.1\n", .invalidValue, 1, "layerDecay must be a number above 0 and at most 1, or null"),
            ("epochs: 3\n\nlayerDecay: 0\n", .invalidValue, 3, "layerDecay must be a number above 0"),
            ("learning_rates:\n  head: 1e-5\n", .unknownKey, 1, "did you mean learningRates?"),
            ("learningRates: 1e-5\n", .invalidValue, 1, "learningRates must be a group"),
            ("learningRates:\n  embedding: 1e-5\n", .unknownKey, 2, "did you mean embeddings?"),
            ("learningRates:\n  head: 1e-5\n  upper: 1\n", .unknownKey, 3, "did you mean upperLayers?"),
            ("learningRates:\n  head: fast\n", .invalidValue, 2, "learningRates.head must be a number above 0"),
            ("learningRates:\n  head:\n    - 1\n", .invalidValue, 3, "head must be a single value"),
            ("layerDecay: 0.9\nlearningRates:\n  lowerLayers: 1e-5\n", .conflictingValues, 1, "exclude each other"),
            ("learningRates: {head: 1e-5}\nheadLearningRate: 1e-4\n", .conflictingValues, 2, "exclude each other"),
            ("freezesEncoder: true\nreinitializedLayers: 1\n", .conflictingValues, 1, "reinitializedLayers"),
            ("epochs: 1\nfreezesEncoder: yes please\n", .invalidValue, 2, "freezesEncoder must be true or false"),
            ("frozenLayers: -1\n", .invalidValue, 1, "frozenLayers must be a whole number of at least 0"),
            ("frozen_layers: 2\n", .unknownKey, 1, "did you mean frozenLayers?"),
            ("freeze_encoder: true\n", .unknownKey, 1, "did you mean freezesEncoder?"),
            ("reinitializedLayers: two\n", .invalidValue, 1, "a whole number"),
            ("class_weight: balanced\n", .unknownKey, 1, "did you mean classWeights?"),
            ("classWeights: heavy\n", .invalidValue, 1, "classWeights must be balanced, weights above 0"),
            ("classWeights:\n  spam: 2\n  ham: -1\n", .invalidValue, 3, "the weight of \"ham\" must be"),
            ("classWeights:\n  spam: [2]\n", .invalidValue, 2, "spam must be a single value"),
            ("classWeights: {}\n", .invalidValue, 1, "names no label"),
            ("classWeights: [1, 2]\n", .invalidValue, 1, "must be a single value"),
        ]
    )
    func errors(text: String, code: RecipeError.Code, line: Int, message: String) {
        let error = #expect(throws: RecipeError.self) { try RunDescription.parse(text) }
        #expect(error?.code == code)
        #expect(error?.line == line)
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    }

    @Test("checks what only the model can show to be wrong")
    func model() throws {
        var recipe = Recipe()
        recipe.frozenLayers = 4
        recipe.reinitializedLayers = 2
        try recipe.validate(layers: 6, hasPooler: false)
        #expect(throws: RecipeError.self) { try recipe.validate(layers: 5, hasPooler: true) }
        recipe.reinitializedLayers = 0
        let error = #expect(throws: RecipeError.self) { try recipe.validate(layers: 3, hasPooler: true) }
        #expect(error?.message == "frozenLayers must be at most 3, the layers of this model, but is 4")
        recipe.frozenLayers = 0
        recipe.reinitializesPooler = true
        try recipe.validate(layers: 3, hasPooler: true)
        #expect(throws: RecipeError.self) { try recipe.validate(layers: 3, hasPooler: false) }
    }

    @Test("balances as scikit-learn does: n / (C · n_c)")
    func balanced() throws {
        // compute_class_weight("balanced", classes=[0, 1, 2], y=[0] * 6 + [1] * 3 + [2])
        let weights = try ClassWeights.balanced.weights(labels: ["a", "b", "c"], counts: [6, 3, 1])
        #expect(weights == [10.0 / 18, 10.0 / 9, 10.0 / 3])
        #expect(try ClassWeights.balanced.weights(labels: ["a", "b"], counts: [4, 0]) == [0.5, 1])
    }

    @Test("gives weights to labels by their bytes, 1 to the others, and knows no other labels")
    func given() throws {
        let labels = ["caf\u{E9}", "cafe\u{301}", "tea"]
        let weights = ClassWeights.given([.init("cafe\u{301}", 3)])
        #expect(try weights.weights(labels: labels, counts: [1, 1, 1]) == [1, 3, 1])
        let error = #expect(throws: RecipeError.self) {
            try ClassWeights.given([.init("teas", 2)]).weights(labels: labels, counts: [1, 1, 1])
        }
        #expect(error?.key == "classWeights")
        #expect(error?.message.contains("did you mean tea?") == true)
    }
}
