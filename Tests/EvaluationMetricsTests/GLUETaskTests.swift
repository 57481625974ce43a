import EvaluationMetrics
import TestSupport
import Testing

@Suite("GLUETask")
struct GLUETaskTests {
    @Test("gives each task its figures", arguments: GLUETask.allCases)
    func figures(task: GLUETask) {
        guard let labelNames = task.labelNames else {
            #expect(task == .stsb)
            let values = task.values(scores: [1, 2, 4], references: [1, 3, 5])
            #expect(values.map(\.name) == ["pearson", "spearman"])
            return
        }
        let classes = Array(labelNames.indices)
        let values = task.values(classes: classes, references: classes)
        #expect(values.map(\.name) == task.metricNames)
        #expect(values.allSatisfy { $0.value == 1 })
        #expect(task.score(of: values) == 1)
    }

    @Test("ranks by the mean of the figures")
    func score() {
        let values = GLUETask.mrpc.values(classes: [1, 0], references: [1, 1])
        expectClose(GLUETask.mrpc.score(of: values) ?? 0, (0.5 + 2.0 / 3) / 2, absolute: 1e-15)
        #expect(GLUETask.stsb.score(of: GLUETask.stsb.values(scores: [1, 1], references: [1, 3])) == nil)
        #expect(GLUETask.cola.values(classes: [1, 1], references: [1, 0]) == [MetricValue("matthewsCorrelation", 0)])
    }

    @Test("is known by the name of its data set")
    func names() {
        #expect(GLUETask(rawValue: "mnli-mm") == .mnliMismatched)
        #expect(GLUETask.allCases.map(\.title).count == 11)
    }
}
