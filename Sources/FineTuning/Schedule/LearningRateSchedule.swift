#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The learning rate of every optimizer step: a rise from zero, then the shape of its kind.
///
/// With `w` warm-up steps of `T`, step `t` (counted from 0) uses `peak · t / w` while `t < w`. Then, with the progress
/// `p = (t - w) / (T - w)`, it is `peak · (1 - p)` if linear, `peak · (1 + cos πp) / 2` if cosine, and `peak` if
/// constant. The first of the warm-up steps has a rate of zero, as in the Hugging Face trainer.
///
/// Parts of a model with learning rates of their own share ``factor(at:)``, see ``ParameterGroups``.
///
/// ```swift
/// let schedule = LearningRateSchedule(kind: .linear, peak: 1, totalSteps: 10, warmupSteps: 3)
/// let rates = (0..<10).map(schedule.rate(at:))  // 0, ⅓, ⅔, 1, 6/7, 5/7 … 1/7
/// ```
public struct LearningRateSchedule: Sendable, Equatable {
    /// The shape after the warm-up.
    public let kind: LearningRateScheduleKind
    /// The highest rate.
    public let peak: Double
    /// The number of optimizer steps.
    public let totalSteps: Int
    /// The number of steps over which the rate rises.
    public let warmupSteps: Int

    /// A schedule for so many steps.
    public init(kind: LearningRateScheduleKind, peak: Double, totalSteps: Int, warmupSteps: Int) {
        self.kind = kind
        self.peak = peak
        self.totalSteps = totalSteps
        self.warmupSteps = warmupSteps
    }

    /// The schedule that a recipe asks for.
    ///
    /// - Parameters:
    ///   - recipe: The recipe.
    ///   - plan: The plan that the recipe and the data lead to.
    public init(recipe: Recipe, plan: TrainingPlan) {
        self.init(
            kind: recipe.schedule,
            peak: recipe.learningRate,
            totalSteps: plan.totalSteps,
            warmupSteps: plan.warmupSteps
        )
    }

    /// The learning rate of one optimizer step.
    ///
    /// - Parameter step: The step, counted from 0.
    /// - Returns: The rate, which is never negative.
    public func rate(at step: Int) -> Double {
        peak * factor(at: step)
    }

    /// What the peak of every learning rate is multiplied by in one optimizer step.
    ///
    /// - Parameter step: The step, counted from 0.
    /// - Returns: The factor, from 0 to 1; 0 after the last step unless the schedule is constant.
    public func factor(at step: Int) -> Double {
        if step < warmupSteps { return Double(step) / Double(max(1, warmupSteps)) }
        let falling = Double(max(1, totalSteps - warmupSteps))
        switch kind {
        case .constant: return 1
        case .linear: return max(0, Double(totalSteps - step) / falling)
        case .cosine:
            let progress = min(1, Double(step - warmupSteps) / falling)
            return max(0, 0.5 * (1 + cos(Double.pi * progress)))
        }
    }
}
