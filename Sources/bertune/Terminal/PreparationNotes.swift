import FineTuning
import Synchronization
import TextData

/// Says on standard error how far the work before training has come, where it takes more than a few seconds.
final class PreparationNotes: PreparationObserver {
    private let nextTime: Mutex<ContinuousClock.Instant>

    /// Begins to count the time.
    init() {
        nextTime = Mutex(.now + .seconds(3))
    }

    /// Says a line, unless there was one a short while ago.
    ///
    /// - Parameter progress: How far the work has come.
    func observe(_ progress: PreparationProgress) {
        let now = ContinuousClock.now
        let isDue = nextTime.withLock { next in
            guard now >= next else { return false }
            next = now + .seconds(10)
            return true
        }
        if isDue { StandardError.note(Self.line(progress)) }
    }

    /// Such as `reading train.csv: 3,276,800 examples`.
    static func line(_ progress: PreparationProgress) -> String {
        let done = RunPlanSummary.grouped(progress.exampleCount)
        let total = progress.totalCount.map { " of " + RunPlanSummary.grouped($0) } ?? ""
        return "\(progress.stage.rawValue) \(progress.path): \(done)\(total) examples"
    }
}
