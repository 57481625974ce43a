import ArgumentParser

/// The options that say what computes; they change no result.
struct ComputeOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: "Threads that compute; the result has the same bits for any number. (default: all cores)"
    )
    var threads: Int?

    func validate() throws {
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads must be a whole number from 1 to 1024, but is \(threads)")
        }
    }
}
