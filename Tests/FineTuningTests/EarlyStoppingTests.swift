import FineTuning
import Foundation
import Testing

@Suite("EarlyStopping")
struct EarlyStoppingTests {
    /// Feeds values and gives the numbers of the best ones, and where it would stop.
    private func watch(
        _ values: [Double],
        patience: Int?,
        threshold: Double = 0,
        metric: String
    ) -> (best: [Int], stop: Int?) {
        var stopping = EarlyStopping(
            patience: patience,
            threshold: threshold,
            direction: MetricDirection(metric: metric)
        )
        var best: [Int] = []
        for (index, value) in values.enumerated() {
            let verdict = stopping.observe(value, step: index)
            if verdict.isBest { best.append(index) }
            if verdict.shouldStop { return (best, index) }
        }
        return (best, nil)
    }

    @Test("keeps the earlier of two equals where nothing tells them apart")
    func ties() {
        #expect(watch([0.5, 0.7, 0.7, 0.6], patience: nil, metric: "accuracy").best == [0, 1])
    }

    @Test("takes the lower validation loss where the metric is the same, which renews no patience")
    func tiesByLoss() {
        var stopping = EarlyStopping(patience: 3, direction: .higherIsBetter)
        let evaluations = [(0.7, 0.5), (0.7, 0.6), (0.7, 0.4), (0.6, 0.1), (0.7, 0.3)]
        let verdicts = evaluations.enumerated().map { stopping.observe($1.0, loss: $1.1, step: $0) }
        #expect(verdicts.map(\.isBest) == [true, false, true, false, true])
        #expect(verdicts.map(\.shouldStop) == [false, false, false, true, true])
        #expect(stopping.state.bestStep == 4)
        #expect(stopping.state.bestLoss == 0.3)
        #expect(!stopping.observe(0.7, loss: .nan, step: 5).isBest)
        #expect(stopping.observe(0.8, loss: 9, step: 6).isBest)
    }

    @Test("takes lower losses and higher accuracies for better")
    func directions() {
        #expect(watch([0.5, 0.4, 0.6], patience: nil, metric: "loss").best == [0, 1])
        #expect(watch([0.5, 0.4, 0.6], patience: nil, metric: "macroF1").best == [0, 2])
        #expect(MetricDirection(metric: "meanSquaredError") == .lowerIsBetter)
    }

    @Test("stops after as many bad evaluations in a row as the patience says")
    func patience() {
        #expect(watch([0.5, 0.4, 0.6, 0.6, 0.5, 0.9], patience: 2, metric: "accuracy").stop == 4)
        #expect(watch([0.5, 0.4, 0.6, 0.5, 0.7, 0.6], patience: 2, metric: "accuracy").stop == nil)
    }

    @Test("lets a small gain be the best without renewing the patience")
    func threshold() {
        let result = watch([0.5, 0.51, 0.52], patience: 2, threshold: 0.1, metric: "accuracy")
        #expect(result.best == [0, 1, 2])
        #expect(result.stop == 2)
    }

    @Test("never takes NaN for the best")
    func notANumber() {
        let result = watch([.nan, 0.4, .nan, .nan], patience: 2, metric: "loss")
        #expect(result.best == [1])
        #expect(result.stop == 3)
    }

    @Test("goes on from a stored state as if it had not been interrupted")
    func resumption() throws {
        var whole = EarlyStopping(patience: 3, direction: .higherIsBetter)
        var resumed = whole
        for (step, value) in [0.5, 0.6, 0.4, 0.6, 0.3].enumerated() {
            let stored = try JSONEncoder().encode(resumed.state)
            resumed = EarlyStopping(
                patience: 3,
                direction: .higherIsBetter,
                state: try JSONDecoder().decode(EarlyStopping.State.self, from: stored)
            )
            #expect(whole.observe(value, step: step) == resumed.observe(value, step: step))
        }
        #expect(resumed.state.bestStep == 1)
        #expect(resumed.state.badEvaluations == 3)
    }
}
