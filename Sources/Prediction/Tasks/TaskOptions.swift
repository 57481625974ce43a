public import TextData

/// What a user may say about a task, beside the recipe: each option belongs to some kinds of task only.
public struct TaskOptions: Sendable, Equatable {
    /// All labels, in the order of the model's outputs; `nil` takes those of the training data.
    public var labels: [String]?
    /// Whether the examples must be pairs (`true`) or single texts (`false`); `nil` takes them as they are.
    public var hasPairs: Bool?
    /// How the pieces of words become entities.
    public var aggregation: EntityAggregation?
    /// Questions: how much better "no answer" must score than the best answer to be given.
    ///
    /// `nil` takes the threshold that was best on validation data. Any number allows "no answer", also where the
    /// training data know none.
    public var nullThreshold: Double?
    /// Questions: the most tokens of an answer; `nil` for 30.
    public var maximumAnswerLength: Int?
    /// Questions: how many starts and ends of a window are paired, and how many answers are kept; `nil` for 20.
    public var nBestCount: Int?
    /// Questions: how many tokens neighbouring windows of a context share, or lie apart; `nil` for 128.
    public var documentStride: Int?
    /// Questions: which of the two ``documentStride`` is; `nil` for those shared.
    public var strideConvention: WindowStride.Convention?
    /// What happens to texts that are longer than the model's length; `nil` cuts them.
    public var longTexts: LongTexts.Rule?
    /// The number of tokens that neighbouring windows of a long text share; `nil` for the usual number.
    public var windowOverlap: Int?
    /// The lowest score that is told; `nil` takes that of the training data.
    public var lowestScore: Double?
    /// The highest score that is told; `nil` takes that of the training data.
    public var highestScore: Double?
    /// The probability from which on a label is given; `nil` takes each label's own, chosen on validation data.
    public var threshold: Double?

    /// No option at all.
    public init() {}

    /// The names of the options that are set.
    var namesSet: [String] {
        TaskOptionField.all.filter { $0.write(self) != nil }.map(\.name)
    }

    /// Refuses options that a task has no use for, rather than ignore them.
    ///
    /// - Parameters:
    ///   - names: The options that it has.
    ///   - task: The task's name.
    /// - Throws: ``TaskOptionError``.
    public func refuseOthers(than names: Set<String>, task: String) throws(TaskOptionError) {
        for name in namesSet where !names.contains(name) {
            throw TaskOptionError("\(task) has no use for this option; leave it out", option: name)
        }
    }
}

/// An option that a task has not, or a value that it does not take.
public struct TaskOptionError: Error, Sendable, CustomStringConvertible {
    /// The option, by its name in ``TaskOptions``; `nil` where the fault is that something else is missing.
    public let option: String?
    /// What is wrong, and what to do about it.
    public let message: String

    /// Names an option and its fault.
    public init(_ message: String, option: String? = nil) {
        self.option = option
        self.message = message
    }

    /// `option: message`.
    public var description: String {
        (option.map { "\($0): " } ?? "") + message
    }
}
