import FineTuning
import Testing

@Suite("AutomaticRecipe")
struct AutomaticRecipeTests {
    @Test(
        "chooses by the number of examples",
        arguments: [
            (1, 10.0, 5e-5, 8), (500, 10, 5e-5, 8), (1_200, 8, 4e-5, 8), (3_668, 6, 3.5e-5, 16),
            (4_999, 5, 3e-5, 16), (5_000, 5, 3e-5, 16), (14_041, 4, 2.5e-5, 16), (50_000, 3, 2e-5, 32),
            (67_349, 3, 2e-5, 32), (392_702, 2, 1e-5, 64), (500_000, 2, 1e-5, 64), (.max, 2, 1e-5, 64),
        ]
    )
    func table(examples: Int, epochs: Double, learningRate: Double, batchSize: Int) {
        let recipe = Recipe.automatic(exampleCount: examples)
        #expect(recipe.epochs == epochs)
        #expect(recipe.learningRate == learningRate)
        #expect(recipe.batchSize == batchSize)
    }

    @Test("stays within its bands, and never rises where it should fall")
    func bands() {
        var last = AutomaticRecipe(exampleCount: 1)
        for exponent in stride(from: 1.0, through: 15, by: 0.01) {
            let count = Int(exponent * exponent * exponent * exponent * exponent)
            let recipe = AutomaticRecipe(exampleCount: count)
            let (epochs, rates, batches) =
                count < 5_000
                ? (5.0...10.0, 3e-5...5e-5, 8...16)
                : count <= 50_000 ? (3.0...5.0, 2e-5...3e-5, 16...32) : (2.0...3.0, 1e-5...2e-5, 32...64)
            #expect(epochs.contains(recipe.epochs) && rates.contains(recipe.learningRate), "\(count)")
            #expect(batches.contains(recipe.batchSize), "\(count)")
            #expect(recipe.epochs <= last.epochs && recipe.learningRate <= last.learningRate)
            #expect(recipe.batchSize >= last.batchSize)
            last = recipe
        }
    }

    @Test("says why")
    func reason() {
        let automatic = AutomaticRecipe(exampleCount: 1_200)
        #expect(
            automatic.reason()
                == "1,200 examples: under 5,000, so 8 epochs (of 5–10), learning rate 4e-05 (of 3e-5–5e-5), "
                + "batches of 8 (of 8–16)"
        )
        #expect(
            automatic.reason(except: [.epochs, .batchSize])?.hasSuffix("so learning rate 4e-05 (of 3e-5–5e-5)") == true
        )
        #expect(automatic.reason(except: Set(AutomaticRecipe.Choice.allCases)) == nil)
    }

    @Test("leaves alone what somebody set, and shares a batch among summed passes")
    func completing() {
        var recipe = Recipe()
        recipe.learningRate = 1e-3
        recipe.gradientAccumulationSteps = 4
        recipe.seed = 7
        let completed = AutomaticRecipe(exampleCount: 100_000).completing(recipe, except: [.learningRate])
        #expect(completed.learningRate == 1e-3)
        #expect(completed.batchSize == 8)
        #expect(completed.epochs == 3)
        #expect(completed.seed == 7)
    }
}
