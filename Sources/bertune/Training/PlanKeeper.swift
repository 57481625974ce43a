import FineTuning
import Synchronization

/// Keeps the plan of a run for its report, and passes everything on.
final class PlanKeeper: TrainingObserver {
    private let observer: any TrainingObserver
    private let kept = Mutex<RunPlanSummary?>(nil)

    init(_ observer: any TrainingObserver) {
        self.observer = observer
    }

    /// The plan, once training has begun.
    var plan: RunPlanSummary? { kept.withLock { $0 } }

    func observe(_ event: TrainingEvent) {
        if case .started(let plan) = event { kept.withLock { $0 = plan } }
        observer.observe(event)
    }
}
