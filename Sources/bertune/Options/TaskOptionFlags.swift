public import ArgumentParser
public import Prediction
public import TextData

extension EntityAggregation: ExpressibleByArgument {}
extension LongTexts.Rule: ExpressibleByArgument {}

/// The options that belong to some kinds of task only.
struct TaskOptionFlags: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Cut texts that are too long, or read them in windows and take the mean or the highest of their logits. "
                + "(default: cut)",
            valueName: "cut|mean|max"
        )
    )
    var longTexts: LongTexts.Rule?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Tokens that neighbouring windows of a long text share. (default: a quarter of the window, at most "
                + "\(LongTexts.usualOverlap))",
            valueName: "tokens"
        )
    )
    var windowOverlap: Int?

    @Option(
        parsing: .unconditional,
        help: "Probability from which on a label is given, for several labels. (default: each label's own)"
    )
    var threshold: Double?

    @Option(parsing: .unconditional, help: "The lowest score that is told. (default: the training data's)")
    var lowestScore: Double?

    @Option(parsing: .unconditional, help: "The highest score that is told. (default: the training data's)")
    var highestScore: Double?

    @Option(help: "How pieces of words become entities, for token-classification. (default: first)")
    var aggregation: EntityAggregation?

    @OptionGroup
    var questions: QuestionOptionFlags

    func validate() throws {
        if let windowOverlap, windowOverlap < 0 {
            throw ValidationError("--window-overlap must be a whole number of at least 0, but is \(windowOverlap)")
        }
        if let threshold, !(0...1).contains(threshold) {
            throw ValidationError("--threshold must be a number from 0 to 1, but is \(threshold)")
        }
        for (name, score) in [("lowest", lowestScore), ("highest", highestScore)] {
            if let score, !score.isFinite { throw ValidationError("--\(name)-score must be a number, but is \(score)") }
        }
    }

    /// Whether the command line, rather than a recipe file, set an option.
    ///
    /// - Parameter option: The option, by its name in ``Prediction/TaskOptions``.
    /// - Returns: Whether a flag set it.
    func sets(_ option: String) -> Bool {
        let own = applied(to: TaskOptions())
        return TaskOptionField.all.contains { $0.name == option && $0.write(own) != nil }
    }

    /// What a recipe file says, with the command line's words over it.
    ///
    /// - Parameter options: The recipe file's options, or none.
    /// - Returns: The options to follow.
    func applied(to options: TaskOptions) -> TaskOptions {
        var options = options
        options.longTexts = longTexts ?? options.longTexts
        options.windowOverlap = windowOverlap ?? options.windowOverlap
        options.threshold = threshold ?? options.threshold
        options.lowestScore = lowestScore ?? options.lowestScore
        options.highestScore = highestScore ?? options.highestScore
        options.aggregation = aggregation ?? options.aggregation
        questions.apply(to: &options)
        return options
    }
}

extension TaskRegistry.Row {
    /// The options that the name of the task decides, over others.
    func applied(to options: TaskOptions) -> TaskOptions {
        var result = options
        for field in TaskOptionField.all {
            if let text = field.write(self.options) { _ = field.read(&result, text) }
        }
        return result
    }
}
