/// How a context that is too long for the model is cut into overlapping windows.
///
/// The number 128, with windows of 384 tokens, is usual in both conventions, but means two things.
public enum WindowStride: Sendable, Equatable {
    /// Neighbouring windows share this many tokens: `doc_stride` of Hugging Face's `run_qa.py`.
    case overlap(Int)
    /// A window begins this many tokens after the one before: `doc_stride` of Google's `run_squad.py`, which also
    /// cuts questions to 64 tokens.
    case step(Int)

    /// The names of the conventions.
    public enum Convention: String, Sendable, CaseIterable {
        /// ``WindowStride/overlap(_:)``.
        case overlap
        /// ``WindowStride/step(_:)``.
        case step
    }

    /// The usual stride: windows share 128 tokens.
    public static let standard = WindowStride.overlap(128)

    /// A stride in a given convention.
    public init(_ convention: Convention, tokenCount: Int) {
        self = convention == .overlap ? .overlap(tokenCount) : .step(tokenCount)
    }

    /// Which of the two numbers it is.
    public var convention: Convention {
        if case .overlap = self { .overlap } else { .step }
    }

    /// The number of tokens that are shared, or stepped.
    public var tokenCount: Int {
        switch self {
        case .overlap(let count), .step(let count): count
        }
    }

    /// Why windows of a length cannot be laid like this, or `nil` if they can.
    ///
    /// - Parameter room: The tokens of a window that are not special.
    /// - Returns: The reason and what to do.
    func fault(room: Int) -> String? {
        switch self {
        case .overlap(let count) where count < 0 || room - count < 2:
            "windows that share \(count) tokens leave no room for a question in \(room) tokens; lower the stride or "
                + "raise the maximum length"
        case .step(let count) where count < 1 || room < 2:
            "windows of \(room) tokens cannot be laid \(count) tokens apart; the stride must be at least 1"
        default: nil
        }
    }

    /// How many tokens of a question are read.
    ///
    /// Where neighbouring windows share a number of tokens, a question that leaves room for no more than these
    /// would stop the windows from moving on (`run_qa.py` gives up there): half of what else there is may be its.
    ///
    /// - Parameters:
    ///   - question: The question's tokens.
    ///   - context: The context's tokens.
    ///   - room: The tokens of a window that are not special.
    /// - Returns: The number of tokens from its beginning that are kept.
    func keptTokens(ofQuestion question: Int, context: Int, room: Int) -> Int {
        switch self {
        case .overlap(let shared):
            let needsNoCut = question + context <= room || question < room - shared
            return needsNoCut ? question : min(question, max(1, (room - shared) / 2))
        case .step:
            return min(question, 64, max(1, room / 2))
        }
    }

    /// The windows of a context.
    ///
    /// - Parameters:
    ///   - count: The context's tokens.
    ///   - limit: The most tokens of it in a window.
    /// - Returns: At least one window; each token is in one.
    func windows(of count: Int, limit: Int) -> [Range<Int>] {
        let step =
            switch self {
            case .overlap(let shared): max(1, limit - shared)
            case .step(let tokens): min(limit, tokens)
            }
        var windows: [Range<Int>] = []
        var start = 0
        while true {
            let end = min(start + limit, count)
            windows.append(start..<end)
            if end == count { return windows }
            start += step
        }
    }
}
