import FineTuning
import StrictJSON
import TestSupport
import Testing

@Suite("TrainingPlan")
struct TrainingPlanTests {
    @Test("counts batches, steps and warm-up as the reference does")
    func reference() throws {
        for row in try #require(try TestData.jsonFixture("plans.json").array) {
            var recipe = Recipe()
            recipe.batchSize = try #require(row["batchSize"]?.int)
            recipe.gradientAccumulationSteps = try #require(row["accumulation"]?.int)
            recipe.epochs = try #require(row["epochs"]?.double)
            recipe.warmupRatio = try #require(row["warmupRatio"]?.double)
            let plan = try TrainingPlan(recipe: recipe, examples: try #require(row["examples"]?.int))
            #expect(plan.batchesPerEpoch == row["batchesPerEpoch"]?.int)
            #expect(plan.stepsPerEpoch == row["stepsPerEpoch"]?.int)
            #expect(plan.totalSteps == row["totalSteps"]?.int)
            #expect(plan.warmupSteps == row["warmupSteps"]?.int)
        }
    }

    @Test("lets a number of steps take the place of epochs, and warm-up steps that of the ratio")
    func overrides() throws {
        var recipe = Recipe()
        recipe.maximumSteps = 50
        recipe.warmupSteps = 0
        let plan = try TrainingPlan(recipe: recipe, examples: 320)
        #expect(plan.totalSteps == 50)
        #expect(plan.warmupSteps == 0)
        #expect(plan.epochs == 3)
        #expect(plan.epoch(afterStep: 50) == 2.5)
    }

    @Test("refuses more steps than can be counted")
    func overflow() throws {
        var recipe = Recipe()
        recipe.epochs = 1e300
        let error = #expect(throws: RecipeError.self) { try TrainingPlan(recipe: recipe, examples: 1) }
        #expect(error?.key == "epochs")
    }

    @Test("says when an evaluation is due")
    func evaluation() throws {
        var recipe = Recipe()
        recipe.epochs = 2.5
        let plan = try TrainingPlan(recipe: recipe, examples: 64)
        #expect((plan.stepsPerEpoch, plan.totalSteps) == (4, 10))
        func due(_ interval: EvaluationInterval) -> [Int] {
            (1...plan.totalSteps).filter { interval.isDue(afterStep: $0, of: plan) }
        }
        #expect(due(.epoch) == [4, 8, 10])
        #expect(due(.steps(3)) == [3, 6, 9, 10])
        #expect(due(.never) == [])
    }
}
