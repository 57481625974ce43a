import EvaluationMetrics
import Foundation
import StrictJSON
import TestSupport
import Testing

@Suite("Calibration")
struct CalibrationTests {
    @Test("temperatures are those of scipy's minimisation, errors those of NumPy")
    func references() throws {
        let fixtures = try #require(try uncertaintyFixtures()["calibration"]?.array)
        #expect(fixtures.count == 3)
        for fixture in fixtures {
            let logits = try #require(fixture["logits"]?.array).map { row in
                (row.array ?? []).compactMap { $0.double.map { Float($0) } }
            }
            let references = try fixture.numbers("references").map { Int($0) }
            let temperature = TemperatureScaling.temperature(logits: logits, references: references)
            expectClose(temperature, try #require(fixture["temperature"]?.double), absolute: 0, relative: 1e-5)
            let answers = logits.map(softmax)
            let reliability = Reliability(
                confidences: answers.map { $0.max() ?? 0 },
                isCorrect: zip(answers, references).map { $0.firstIndex(of: $0.max() ?? 0) == $1 }
            )
            expectClose(
                reliability.expectedCalibrationError,
                try #require(fixture["expectedCalibrationError"]?.double),
                absolute: 1e-12,
                relative: 0
            )
            expectClose(
                reliability.maximumCalibrationError,
                try #require(fixture["maximumCalibrationError"]?.double),
                absolute: 1e-12,
                relative: 0
            )
        }
    }

    private func softmax(_ row: [Float]) -> [Double] {
        let top = Double(row.max() ?? 0)
        let weights = row.map { exp(Double($0) - top) }
        return weights.map { $0 / weights.reduce(0, +) }
    }

    @Test("bins hold their upper ends, and every answer is in one")
    func bins() {
        let reliability = Reliability(
            confidences: [0, 0.5, 0.50001, 1, 1],
            isCorrect: [false, true, false, true, false],
            binCount: 2
        )
        #expect(reliability.bins.map(\.count) == [2, 3])
        #expect(reliability.bins[0].accuracy == 0.5 && reliability.bins[0].meanConfidence == 0.25)
        #expect(Reliability(confidences: [], isCorrect: []).expectedCalibrationError == 0)
    }

    @Test("models that are always right or always wrong get the ends of the range")
    func ends() {
        let right = TemperatureScaling.temperature(logits: [[2, 0], [0, 2]], references: [0, 1])
        expectClose(right, TemperatureScaling.range.lowerBound, absolute: 0, relative: 1e-9)
        let wrong = TemperatureScaling.temperature(logits: [[2, 0], [0, 2]], references: [1, 0])
        expectClose(wrong, TemperatureScaling.range.upperBound, absolute: 0, relative: 1e-9)
        #expect(TemperatureScaling.temperature(logits: [], references: []) == 1)
    }
}
