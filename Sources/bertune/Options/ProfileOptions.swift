import ArgumentParser
import Tensors

/// The option that asks where the time goes.
struct ProfileOptions: ParsableArguments {
    @Flag(help: "Say on standard error where the time went, operation by operation.")
    var profile = false

    /// Does some work, and says afterwards where its time went if that is asked for.
    func run<Result>(_ body: (OperationProfile?) throws -> Result) rethrows -> Result {
        guard profile else { return try body(nil) }
        let operations = OperationProfile()
        let start = ContinuousClock.now
        let result = try body(operations)
        let seconds = start.duration(to: .now) / .seconds(1)
        for line in ProfileTable.lines(of: operations, seconds: seconds) { StandardError.note(line) }
        return result
    }
}
