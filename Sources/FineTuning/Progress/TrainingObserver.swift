/// Follows a training run: a progress bar, a log, a notebook.
///
/// The library prints nothing by itself; whoever calls it decides what is to be seen, and where.
public protocol TrainingObserver: Sendable {
    /// Takes note of an event; called from the thread that trains, which waits for it.
    ///
    /// - Parameter event: What happened.
    func observe(_ event: TrainingEvent)
}

/// Takes note of nothing.
public struct SilentObserver: TrainingObserver {
    /// An observer that shows nothing.
    public init() {}

    /// Does nothing.
    ///
    /// - Parameter event: What happened.
    public func observe(_ event: TrainingEvent) {}
}
