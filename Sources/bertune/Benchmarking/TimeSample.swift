import Foundation
import Prediction
import StrictJSON

/// What the repetitions of some work took, in seconds.
struct TimeSample {
    private let sorted: [Double]

    /// The times in any order, of which there is at least one.
    init(_ seconds: [Double]) {
        precondition(!seconds.isEmpty, "A sample of no times.")
        sorted = seconds.sorted()
    }

    /// Runs some work again and again.
    ///
    /// - Parameters:
    ///   - warmUps: How often before anything counts: memory is taken and caches are filled.
    ///   - repetitions: How often it is timed.
    ///   - work: The work.
    /// - Returns: The time of each repetition by the clock, and of processors.
    static func measure(
        warmUps: Int,
        repetitions: Int,
        _ work: () throws -> Void
    ) rethrows -> (wall: TimeSample, processor: TimeSample) {
        var (wall, processor) = ([Double](), [Double]())
        for _ in 0..<warmUps { try work() }
        for _ in 0..<max(repetitions, 1) {
            let watch = Stopwatch()
            try work()
            wall.append(watch.seconds)
            processor.append(watch.processorSeconds)
        }
        return (TimeSample(wall), TimeSample(processor))
    }

    /// The shortest.
    var minimum: Double { sorted[0] }
    /// The longest.
    var maximum: Double { sorted[sorted.count - 1] }

    /// The middle one, or the mean of the two in the middle.
    var median: Double {
        (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    /// The shortest time that at least 99 of 100 do not exceed.
    var percentile99: Double {
        sorted[(sorted.count * 99 + 99) / 100 - 1]
    }

    /// How often the work was timed.
    var count: Int { sorted.count }

    /// Milliseconds, for a person.
    var text: String {
        let text = "\(Self.milliseconds(median)) ms (\(Self.milliseconds(minimum)) to \(Self.milliseconds(maximum)))"
        // Of a few times, the longest is all that could be said.
        return count < 100 ? text : text + ", 99 of 100 within \(Self.milliseconds(percentile99)) ms"
    }

    /// Milliseconds, for a program.
    var json: JSONValue {
        [
            "median": JSONValue(median * 1e3), "min": JSONValue(minimum * 1e3), "max": JSONValue(maximum * 1e3),
            "p99": JSONValue(percentile99 * 1e3), "count": JSONValue(count),
        ]
    }

    /// A time in milliseconds with three digits that mean something.
    static func milliseconds(_ seconds: Double) -> String {
        let value = seconds * 1e3
        return AnswerText.fixed(value, value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0)
    }
}
