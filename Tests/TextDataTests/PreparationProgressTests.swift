import Synchronization
import Testing
import TextData

@Suite("PreparationProgress")
struct PreparationProgressTests {
    private final class Recorder: PreparationObserver {
        private let lines = Mutex<[String]>([])

        func observe(_ progress: PreparationProgress) {
            let total = progress.totalCount.map { " of \($0)" } ?? ""
            lines.withLock { $0.append("\(progress.stage) \(progress.path) \(progress.exampleCount)\(total)") }
        }

        var all: [String] { lines.withLock { $0 } }
    }

    @Test("is told every 65,536 examples, of all passes")
    func counts() throws {
        let recorder = Recorder()
        let rows = (0..<140_000).map { "text \($0),\($0 % 2)\n" }
        try PreparationProgress.$observer.withValue(recorder) {
            let texts = try TextDataset.read(bytes: Array(("text,label\n" + rows.joined()).utf8), name: "a.csv")
            _ = try DataChecks.warnings(training: texts, labels: nil)
        }
        #expect(
            recorder.all == [
                "reading a.csv 65536", "reading a.csv 131072",
                "comparing a.csv 65536 of 140000", "comparing a.csv 131072 of 140000",
            ]
        )
    }
}
