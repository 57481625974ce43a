internal import TextData

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
        choice("aggregation", \.aggregation, EntityAggregation.self),
        value("nullThreshold", \.nullThreshold, "a number", parse: number, text: \.description),
        integer("maximumAnswerLength", \.maximumAnswerLength, 1...512),
        integer("nBestCount", \.nBestCount, 1...1000),
        integer("documentStride", \.documentStride, 0...512),
        choice("strideConvention", \.strideConvention, WindowStride.Convention.self),
        choice("longTexts", \.longTexts, LongTexts.Rule.self),
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

    private static func choice<Value: Sendable & CaseIterable & RawRepresentable>(
        _ name: String,
        _ path: any WritableKeyPath<TaskOptions, Value?> & Sendable,
        _ type: Value.Type
    ) -> TaskOptionField where Value.RawValue == String {
        let names = Value.allCases.map(\.rawValue)
        return value(
            name,
            path,
            names.dropLast().joined(separator: ", ") + " or \(names.last ?? "")",
            parse: { Value(rawValue: $0) },
            text: \.rawValue
        )
    }

    private static func integer(
        _ name: String,
        _ path: any WritableKeyPath<TaskOptions, Int?> & Sendable,
        _ range: ClosedRange<Int>
    ) -> TaskOptionField {
        value(
            name,
            path,
            "a whole number from \(range.lowerBound) to \(range.upperBound)",
            parse: { text in Int(text).flatMap { range.contains($0) ? $0 : nil } },
            text: \.description
        )
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
