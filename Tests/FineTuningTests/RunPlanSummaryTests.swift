import FineTuning
import TextData
import Testing

@Suite("RunPlanSummary")
struct RunPlanSummaryTests {
    /// Examples of ten tokens each, but for some of 138 that lose ten.
    private func truncation(examples: Int, cut: Int) -> TruncationReport {
        var report = TruncationReport(maximumLength: 128)
        for index in 0..<examples {
            report.add(keptTokenCount: index < cut ? 128 : 10, cutTokenCount: index < cut ? 10 : 0, line: index + 2)
        }
        return report
    }

    private func summary(_ change: (inout RunPlanSummary) -> Void = { _ in }) throws -> RunPlanSummary {
        let recipe = Recipe()
        var summary = RunPlanSummary(
            task: "text-classification",
            model: "models/minilm",
            parameters: 22_713_984,
            labels: ["no", "yes"],
            dataSets: [
                .init(role: .training, truncation: truncation(examples: 67_349, cut: 674)),
                .init(role: .validation, truncation: truncation(examples: 872, cut: 0)),
            ],
            maximumLength: 128,
            plan: try TrainingPlan(recipe: recipe, examples: 67_349),
            recipe: recipe,
            decidingMetric: "accuracy",
            threads: 2
        )
        change(&summary)
        return summary
    }

    @Test("says what will happen")
    func lines() throws {
        #expect(
            try summary { $0.estimatedSeconds = 3725 }.lines == [
                "task           text-classification",
                "model          models/minilm, 22,713,984 parameters",
                "labels         2: no, yes",
                "training       67,349 examples, 753,022 tokens; 674 (1.0 %) cut at 128 tokens, which loses 6,740 tokens "
                    + "(0.9 %)",
                "validation     872 examples, 8,720 tokens; none cut, the longest has 10 of 128 tokens",
                "steps          12,630 (3 epochs of 4,210), batches of 16",
                "learning rate  2e-05, up over 1,263 steps, then down to 0; weight decay 0.01",
                "evaluation     after every epoch; the best accuracy is kept; stops after 3 without improvement",
                "threads        2, seed 42",
                "time           about 1 h 2 min",
            ]
        )
    }

    @Test("warns of what is cut, also a person who doesn't want to see the plan")
    func warnings() throws {
        #expect(
            try summary().warnings == [
                "training: of 67,349 examples 674 (1.0 %) cut at 128 tokens, which loses 6,740 tokens (0.9 %)"
            ]
        )
    }

    @Test("says that nothing is evaluated without validation data")
    func withoutValidation() throws {
        let lines = try summary { $0.dataSets.removeLast() }.lines
        #expect(
            lines.contains(
                "evaluation     none during training, for want of validation data; the last weights are kept"
            )
        )
    }

    @Test("estimates the time left from the pace of the steps after the first")
    func pace() {
        var pace = TrainingPace(totalSteps: 100)
        #expect(pace.secondsLeft == nil)
        pace.record(step: 1, seconds: 50)
        #expect(abs((pace.secondsLeft ?? 0) - 50 * 99) < 1e-9)
        for step in 2...10 { pace.record(step: step, seconds: 1) }
        #expect(abs((pace.secondsLeft ?? 0) - 90) < 1e-9)
    }
}
