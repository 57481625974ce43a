/// How far the work on a data file has come that precedes training.
public struct PreparationProgress: Sendable {
    /// What is being done.
    public enum Stage: String, Sendable {
        /// The file is read.
        case reading
        /// Its examples are compared with each other.
        case comparing
        /// They are turned into what the model reads.
        case tokenizing
    }

    /// What is being done.
    public let stage: Stage
    /// The file.
    public let path: String
    /// The examples that are done.
    public let exampleCount: Int
    /// The examples that there are to do; `nil` while the file is read.
    public let totalCount: Int?

    /// Hears of the work that is done while this is set.
    @TaskLocal public static var observer: (any PreparationObserver)?
}

/// Hears how far the work on a data file has come.
public protocol PreparationObserver: Sendable {
    /// Is told every few ten thousand examples, on the thread that works.
    ///
    /// - Parameter progress: How far the work has come.
    func observe(_ progress: PreparationProgress)
}

/// Counts examples, and tells the observer now and then.
struct PreparationCounter {
    private static let interval = 1 << 16

    private let stage: PreparationProgress.Stage
    private let path: String
    private let totalCount: Int?
    private let observer = PreparationProgress.observer
    private var count = 0

    init(_ stage: PreparationProgress.Stage, path: String, of totalCount: Int? = nil) {
        self.stage = stage
        self.path = path
        self.totalCount = totalCount
    }

    /// Counts an example.
    mutating func advance() {
        count += 1
        guard count % Self.interval == 0, let observer else { return }
        observer.observe(
            PreparationProgress(stage: stage, path: path, exampleCount: count, totalCount: totalCount)
        )
    }
}
