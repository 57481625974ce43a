/// What a user may say about a task, beside the recipe: each option belongs to some kinds of task only.
public struct TaskOptions: Sendable, Equatable {
    /// All labels, in the order of the model's outputs; `nil` takes those of the training data.
    public var labels: [String]?
    /// Whether the examples must be pairs (`true`) or single texts (`false`); `nil` takes them as they are.
    public var hasPairs: Bool?

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
        boolean("hasPairs", \.hasPairs)
    ]

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
