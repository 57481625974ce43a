/// How fast training goes, and so when it will end.
///
/// The pace is that of the recent past, each second counting half of one ``halfLife`` later; the first step is left
/// out where there are others, because it pays for memory that later steps reuse.
public struct TrainingPace: Sendable {
    /// The seconds after which a measurement counts half.
    public static let halfLife = 30.0

    private let totalSteps: Int
    private var lastStep = 0
    private var measuredSteps = 0.0
    private var measuredSeconds = 0.0
    private var onlyFirst = true

    /// A pace for a run of so many steps.
    public init(totalSteps: Int) {
        self.totalSteps = totalSteps
    }

    /// Takes note of steps taken.
    ///
    /// - Parameters:
    ///   - step: The steps taken so far.
    ///   - seconds: The time since the last call.
    public mutating func record(step: Int, seconds: Double) {
        guard step > lastStep, seconds >= 0 else { return }
        if lastStep > 0, onlyFirst {
            (measuredSteps, measuredSeconds, onlyFirst) = (0, 0, false)
        }
        // Decay by measured time: long pauses between steps weigh as much as they last.
        let decay = 1 / (1 + seconds / Self.halfLife)
        measuredSteps = measuredSteps * decay + Double(step - lastStep)
        measuredSeconds = measuredSeconds * decay + seconds
        lastStep = step
    }

    /// The seconds that are left, or `nil` before the first step.
    public var secondsLeft: Double? {
        guard measuredSteps > 0 else { return nil }
        return measuredSeconds / measuredSteps * Double(max(0, totalSteps - lastStep))
    }
}
