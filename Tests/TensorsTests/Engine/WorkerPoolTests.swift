import Synchronization
import TestSupport
import Tensors
import Testing

@Suite("Worker pool")
struct WorkerPoolTests {
    @Test("runs each item exactly once, on a worker of its own number", arguments: [1, 2, 3, 4])
    func everyItemOnce(threads: Int) {
        let pool = WorkerPool(threadCount: threads)
        defer { pool.shutDown() }
        var generator = SeededGenerator(seed: UInt64(threads))
        let capacity = 40
        let calls = Counters(capacity)
        let running = Counters(threads)
        for job in 0..<25_000 {
            let count = Int.random(in: 0...capacity, using: &generator)
            pool.run(count) { item, worker in
                // A worker runs one item at a time.
                if running.add(1, at: worker) != 1 { Issue.record("Worker \(worker) is busy in job \(job)") }
                calls.add(1, at: item)
                running.add(-1, at: worker)
            }
            let seen = calls.takeAll()
            let expected = (0..<capacity).map { $0 < count ? 1 : 0 }
            guard seen == expected else {
                Issue.record("Job \(job) of \(count) items ran \(seen)")
                return
            }
        }
    }

    @Test("makes what the items wrote visible to the caller")
    func results() {
        let pool = WorkerPool(threadCount: 3)
        defer { pool.shutDown() }
        var values = [Int](repeating: 0, count: 100)
        for job in 1...5000 {
            unsafe values.withUnsafeMutableBufferPointer { buffer in
                let buffer = unsafe buffer
                pool.run(100) { item, _ in unsafe buffer[item] = job * item }
            }
            guard values == (0..<100).map({ job * $0 }) else {
                Issue.record("Job \(job) is not complete")
                return
            }
        }
    }

    @Test("stands beside other pools", .timeLimit(.minutes(1)))
    func severalPools() async {
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let pool = WorkerPool(threadCount: 3)
                    defer { pool.shutDown() }
                    let sum = Atomic<Int>(0)
                    for _ in 0..<2000 {
                        pool.run(7) { item, _ in sum.add(item, ordering: .relaxed) }
                    }
                    return sum.load(ordering: .relaxed)
                }
            }
            for await sum in group {
                #expect(sum == 2000 * 21)
            }
        }
    }

    @Test("starts and ends many times, idle or after work", .timeLimit(.minutes(1)))
    func startAndEnd() {
        for round in 0..<200 {
            let pool = WorkerPool(threadCount: 4)
            if round % 2 == 0 {
                let count = Counters(1)
                pool.run(16) { _, _ in count.add(1, at: 0) }
                #expect(count.takeAll() == [16])
            }
            pool.shutDown()
        }
    }

    @Test("wakes workers that have gone to sleep", .timeLimit(.minutes(1)))
    func wakesSleepers() async throws {
        let pool = WorkerPool(threadCount: 2)
        defer { pool.shutDown() }
        for _ in 0..<20 {
            try await Task.sleep(for: .milliseconds(2))
            let arrived = Atomic<Int>(0)
            // Each item waits for the other, so both threads must take part.
            pool.run(2) { _, _ in
                arrived.add(1, ordering: .sequentiallyConsistent)
                while arrived.load(ordering: .sequentiallyConsistent) < 2 {}
            }
        }
    }
}

/// Counters that several threads may change.
private final class Counters: Sendable {
    private let values: Mutex<[Int]>

    init(_ count: Int) {
        values = Mutex([Int](repeating: 0, count: count))
    }

    @discardableResult
    func add(_ amount: Int, at index: Int) -> Int {
        values.withLock { values in
            values[index] += amount
            return values[index]
        }
    }

    /// The values, which become zero.
    func takeAll() -> [Int] {
        values.withLock { values in
            defer { values = [Int](repeating: 0, count: values.count) }
            return values
        }
    }
}
