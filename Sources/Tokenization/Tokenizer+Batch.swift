import Dispatch
import Synchronization

extension Tokenizer {
    /// Encodes many inputs on many threads.
    ///
    /// The order is that of the inputs, and the result, an error included, is the same for any number of
    /// threads.
    ///
    /// - Parameters:
    ///   - inputs: The texts or pairs.
    ///   - options: Length, truncation, and what is returned.
    ///   - threads: The number of threads; fewer than 1 count as 1.
    /// - Returns: For each input its encoding and, if asked for, its overflow windows.
    /// - Throws: ``TokenizationError`` as ``encode(_:pair:options:)`` does, for the first input at fault.
    public func encodeBatch(
        _ inputs: [TextInput],
        options: EncodingOptions = EncodingOptions(),
        threads: Int = 1
    ) throws(TokenizationError) -> [[Encoding]] {
        // Small enough to share the work out evenly, large enough that handing it out costs nothing.
        let chunkSize = 64
        let chunkCount = (inputs.count + chunkSize - 1) / chunkSize
        let nextChunk = Atomic<Int>(0)
        let hasFailed = Atomic<Bool>(false)
        typealias Outcome = Result<[[Encoding]], TokenizationError>
        let outcomes = Mutex<[Outcome?]>(Array(repeating: nil, count: chunkCount))
        let work = { @Sendable (_: Int) in
            var workspace = TextSplitter.Workspace()
            // Chunks are handed out in order, so that whoever fails first by position is always reached.
            while !hasFailed.load(ordering: .relaxed) {
                let chunk = nextChunk.add(1, ordering: .relaxed).oldValue
                guard chunk < chunkCount else { return }
                let range = chunk * chunkSize..<min((chunk + 1) * chunkSize, inputs.count)
                let outcome = Outcome { () throws(TokenizationError) in
                    var encodings: [[Encoding]] = []
                    encodings.reserveCapacity(range.count)
                    for input in inputs[range] {
                        encodings.append(try encode(input, options: options, workspace: &workspace))
                    }
                    return encodings
                }
                if case .failure = outcome { hasFailed.store(true, ordering: .relaxed) }
                outcomes.withLock { $0[chunk] = outcome }
            }
        }
        let workers = min(max(threads, 1), max(chunkCount, 1))
        if workers == 1 { work(0) } else { DispatchQueue.concurrentPerform(iterations: workers, execute: work) }
        var encodings: [[Encoding]] = []
        encodings.reserveCapacity(inputs.count)
        for outcome in outcomes.withLock({ $0 }) {
            guard let outcome else { break }
            encodings += try outcome.get()
        }
        return encodings
    }
}
