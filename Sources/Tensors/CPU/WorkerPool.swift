internal import CKernels
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Runs the items of a job on several threads, the caller among them.
///
/// A job is finished when its *items* are counted as done, not when every worker has answered: on a busy machine a
/// worker that is not scheduled has claimed nothing and holds nobody up. Which thread runs an item is left to
/// chance, so items must not depend on it; the cut of work into items is what makes results the same for any number
/// of threads.
@safe
package final class WorkerPool: @unchecked Sendable {
    /// The number of threads, the caller included.
    package let threadCount: Int

    // The high half counts jobs, the low half the items of the current one that nobody has claimed. One word, so
    // that a claim can never be made on a job that has ended.
    private let ticket = Atomic<UInt64>(0)
    private let finished = Atomic<Int>(0)
    private let sleepers = Atomic<Int>(0)
    private let stopping = Atomic<Bool>(false)
    // Written before a job's ticket is published and read only by those who claimed one of its items.
    private var itemCount = 0
    private var body: UnsafeRawPointer?
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var threads: [pthread_t] = []

    private typealias Body = (_ item: Int, _ worker: Int) -> Void
    // Some tens of microseconds: longer than what a forward pass computes on one thread between two jobs, so that
    // nobody falls asleep within it, and too short to harm other programs.
    private static let spins = 2000

    package init(threadCount: Int) {
        self.threadCount = max(threadCount, 1)
        unsafe pthread_mutex_init(mutex, nil)
        unsafe pthread_cond_init(condition, nil)
        for worker in 1..<max(self.threadCount, 1) {
            start(worker: worker)
        }
    }

    /// Ends and joins the workers; no job may be running.
    package func shutDown() {
        stopping.store(true, ordering: .sequentiallyConsistent)
        wakeSleepers()
        for thread in threads {
            pthread_join(thread, nil)
        }
        threads = []
    }

    deinit {
        unsafe pthread_mutex_destroy(mutex)
        unsafe pthread_cond_destroy(condition)
        unsafe mutex.deallocate()
        unsafe condition.deallocate()
    }

    /// Calls `body` once for each item in `0..<count` and returns when all calls have ended.
    ///
    /// - Parameters:
    ///   - count: The number of items.
    ///   - body: Receives the item and the number of the thread that runs it, `0..<threadCount`.
    package func run(_ count: Int, _ body: (_ item: Int, _ worker: Int) -> Void) {
        guard count > 1, threadCount > 1 else {
            for item in 0..<count {
                body(item, 0)
            }
            return
        }
        withoutActuallyEscaping(body) { escapable in
            var job: Body = escapable
            unsafe withUnsafePointer(to: &job) { pointer in
                unsafe publish(count, UnsafeRawPointer(pointer))
                work(worker: 0)
                var spun = 0
                while finished.load(ordering: .acquiring) < count {
                    spun += 1
                    if spun > WorkerPool.spins { sched_yield() } else { bertune_pause() }
                }
            }
        }
    }

    private func publish(_ count: Int, _ pointer: UnsafeRawPointer) {
        itemCount = count
        unsafe body = pointer
        finished.store(0, ordering: .relaxed)
        let epoch = (ticket.load(ordering: .relaxed) >> 32) &+ 1
        ticket.store(epoch << 32 | UInt64(count), ordering: .sequentiallyConsistent)
        if sleepers.load(ordering: .sequentiallyConsistent) > 0 {
            wakeSleepers()
        }
    }

    private func wakeSleepers() {
        unsafe pthread_mutex_lock(mutex)
        unsafe pthread_cond_broadcast(condition)
        unsafe pthread_mutex_unlock(mutex)
    }

    private var hasWork: Bool {
        ticket.load(ordering: .sequentiallyConsistent) & 0xFFFF_FFFF > 0
    }

    /// Claims and runs items until none is left.
    private func work(worker: Int) {
        while true {
            let current = ticket.load(ordering: .acquiring)
            let remaining = current & 0xFFFF_FFFF
            guard remaining > 0 else { return }
            let claim = ticket.compareExchange(
                expected: current,
                desired: current - 1,
                ordering: .acquiringAndReleasing
            )
            guard claim.exchanged, let body = unsafe body else { continue }
            // The claimed item is not done, so its job cannot end and the closure stays where it is.
            let job = unsafe body.assumingMemoryBound(to: Body.self)
            unsafe job.pointee(itemCount - Int(remaining), worker)
            finished.add(1, ordering: .releasing)
        }
    }

    private func start(worker: Int) {
        let context = unsafe Unmanaged.passRetained(WorkerStart(pool: self, worker: worker))
        let entry: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
            if let argument = unsafe argument {
                let start = unsafe Unmanaged<WorkerStart>.fromOpaque(argument).takeRetainedValue()
                start.pool.serve(worker: start.worker)
            }
            return nil
        }
        var thread = pthread_t()
        let status = unsafe pthread_create(&thread, nil, entry, context.toOpaque())
        guard status == 0 else {
            // The system refuses more threads: those that there are do all the work, to the same bits.
            unsafe context.release()
            return
        }
        threads.append(thread)
    }

    private func serve(worker: Int) {
        while true {
            var spun = 0
            while !hasWork, spun < WorkerPool.spins, !stopping.load(ordering: .relaxed) {
                spun += 1
                bertune_pause()
            }
            if !hasWork {
                unsafe pthread_mutex_lock(mutex)
                sleepers.add(1, ordering: .sequentiallyConsistent)
                while !hasWork, !stopping.load(ordering: .sequentiallyConsistent) {
                    unsafe pthread_cond_wait(condition, mutex)
                }
                sleepers.subtract(1, ordering: .sequentiallyConsistent)
                unsafe pthread_mutex_unlock(mutex)
            }
            if stopping.load(ordering: .sequentiallyConsistent) { return }
            work(worker: worker)
        }
    }
}

/// What a new worker thread is told.
///
/// It keeps the pool alive until the pool is shut down.
private final class WorkerStart {
    let pool: WorkerPool
    let worker: Int

    init(pool: WorkerPool, worker: Int) {
        self.pool = pool
        self.worker = worker
    }
}
