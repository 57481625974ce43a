import EvaluationMetrics
import Foundation
import StrictJSON
import TestSupport
import Testing

@Suite("meanCrossEntropy")
struct CrossEntropyTests {
    @Test("agrees with scipy's log_softmax")
    func values() throws {
        for fixture in try fixtures("loss") {
            let loss = meanCrossEntropy(
                logits: try fixture.numbers("logits").map(Float.init),
                references: try fixture.integers("references"),
                classCount: try #require(fixture["classCount"]?.int)
            )
            expectClose(loss, try #require(fixture["loss"]?.double), absolute: 1e-12, relative: 1e-12)
        }
    }

    @Test("does not overflow")
    func extremes() {
        #expect(meanCrossEntropy(logits: [3e38, -3e38], references: [0], classCount: 2) == 0)
        expectClose(
            meanCrossEntropy(logits: [0, 0, 0, 0], references: [1, 0], classCount: 2),
            log(2),
            absolute: 1e-15
        )
        #expect(meanCrossEntropy(logits: [], references: [], classCount: 2) == 0)
        #expect(meanCrossEntropy(logits: [.nan, 0], references: [1], classCount: 2).isNaN)
    }
}
