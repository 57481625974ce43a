import ArgumentParser

/// The options that say what computes; they change no result.
struct ComputeOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: "Threads that compute; the result has the same bits for any number. (default: all cores)"
    )
    var threads: Int?

    func validate() throws {
        try NumberCheck.require(threads, in: 1...1024, "--threads")
    }
}
