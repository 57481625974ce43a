#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The time that some work takes, by the clock and of all processors together.
struct Stopwatch {
    private let wallStart = ContinuousClock.now
    private let processorStart = Stopwatch.processorSeconds

    /// The seconds since this was made.
    var seconds: Double { wallStart.duration(to: .now) / .seconds(1) }

    /// The seconds that this process's threads have computed since this was made.
    var processorSeconds: Double { Self.processorSeconds - processorStart }

    private static var processorSeconds: Double {
        var time = timespec()
        guard unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return 0 }
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}

/// What this process has taken from the machine.
enum ProcessUsage {
    /// The most memory that it has had at a time, in bytes.
    static var peakBytes: Int {
        var usage = rusage()
        #if canImport(Glibc)
            let status = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        #else
            let status = unsafe getrusage(Int32(RUSAGE_SELF), &usage)
        #endif
        guard status == 0 else { return 0 }
        #if canImport(Darwin)
            return usage.ru_maxrss
        #else
            return usage.ru_maxrss * 1024
        #endif
    }
}
