public import TextData

/// What a user may say about a task, beside the recipe: each option belongs to some kinds of task only.
public struct TaskOptions: Sendable, Equatable {
    /// All labels, in the order of the model's outputs; `nil` takes those of the training data.
    public var labels: [String]?
    /// Whether the examples must be pairs (`true`) or single texts (`false`); `nil` takes them as they are.
    public var hasPairs: Bool?
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

/// One scalar option of a task: how it is read from a recipe file and written to one.
///
/// The table ``all`` is the only place that knows the keys.
package struct TaskOptionField: Sendable {
    /// The key.
    package let name: String
    /// What is allowed, in words that follow "must be".
    package let allowed: String
    /// Sets the option from its text; returns `false` for a value that is not allowed.
    package let read: @Sendable (inout TaskOptions, String) -> Bool
    /// The option's text, or `nil` if it is not set.
    package let write: @Sendable (TaskOptions) -> String?

    /// All scalar options, in the order in which a recipe is written.
    package static let all: [TaskOptionField] = [
        boolean("hasPairs", \.hasPairs),
        value("longTexts", \.longTexts, "cut, mean or max", parse: { .init(rawValue: $0) }, text: \.rawValue),
        value("windowOverlap", \.windowOverlap, "a whole number of at least 0", parse: count, text: \.description),
        value("lowestScore", \.lowestScore, "a number", parse: number, text: \.description),
        value("highestScore", \.highestScore, "a number", parse: number, text: \.description),
        value(
            "threshold",
            \.threshold,
            "a number from 0 to 1",
            parse: { number($0).flatMap { (0...1).contains($0) ? $0 : nil } },
            text: \.description
        ),
    ]

    @Sendable private static func count(_ text: String) -> Int? {
        Int(text).flatMap { $0 >= 0 ? $0 : nil }
    }

    @Sendable private static func number(_ text: String) -> Double? {
        Double(text).flatMap { $0.isFinite ? $0 : nil }
    }

    private static func value<Value: Sendable>(
        _ name: String,
        _ path: any WritableKeyPath<TaskOptions, Value?> & Sendable,
        _ allowed: String,
        parse: @escaping @Sendable (String) -> Value?,
        text: @escaping @Sendable (Value) -> String
    ) -> TaskOptionField {
        TaskOptionField(
            name: name,
            allowed: allowed,
            read: { options, text in
                guard let value = parse(text) else { return false }
                options[keyPath: path] = value
                return true
            },
            write: { $0[keyPath: path].map(text) }
        )
    }

    private static func boolean(
        _ name: String,
        _ path: any WritableKeyPath<TaskOptions, Bool?> & Sendable
    ) -> TaskOptionField {
        TaskOptionField(
            name: name,
            allowed: "true or false",
            read: { options, text in
                guard let value = Bool(text) else { return false }
                options[keyPath: path] = value
                return true
            },
            write: { $0[keyPath: path].map { String($0) } }
        )
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
