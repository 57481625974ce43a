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
        TaskOptionField(
            name: "aggregation",
            allowed: EntityAggregation.allCases.map(\.rawValue).joined(separator: ", "),
            read: { options, text in
                guard let value = EntityAggregation(rawValue: text) else { return false }
                options.aggregation = value
                return true
            },
            write: { $0.aggregation?.rawValue }
        ),
        TaskOptionField(
            name: "nullThreshold",
            allowed: "a number",
            read: { options, text in
                guard let value = Double(text), value.isFinite else { return false }
                options.nullThreshold = value
                return true
            },
            write: { $0.nullThreshold.map { String($0) } }
        ),
        integer("maximumAnswerLength", \.maximumAnswerLength, 1...512),
        integer("nBestCount", \.nBestCount, 1...1000),
        integer("documentStride", \.documentStride, 0...512),
        TaskOptionField(
            name: "strideConvention",
            allowed: "overlap or step",
            read: { options, text in
                guard let value = WindowStride.Convention(rawValue: text) else { return false }
                options.strideConvention = value
                return true
            },
            write: { $0.strideConvention?.rawValue }
        ),
    ]

    private static func integer(
        _ name: String,
        _ path: any WritableKeyPath<TaskOptions, Int?> & Sendable,
        _ range: ClosedRange<Int>
    ) -> TaskOptionField {
        TaskOptionField(
            name: name,
            allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)",
            read: { options, text in
                guard let value = Int(text), range.contains(value) else { return false }
                options[keyPath: path] = value
                return true
            },
            write: { $0[keyPath: path].map { String($0) } }
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
