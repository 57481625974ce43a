/// The kinds of fields that a recipe has.
extension RecipeField {
    typealias Property<Value> = WritableKeyPath<Recipe, Value> & Sendable

    /// A field of any type; `null` is what the property becomes for YAML's `null`, where that is allowed.
    static func value<Value: Sendable>(
        _ name: String,
        _ property: any Property<Value>,
        _ allowed: String,
        _ aliases: [String] = [],
        parse: @escaping @Sendable (String) -> Value?,
        null: Value? = nil,
        text: @escaping @Sendable (Value) -> String,
        isValid: @escaping @Sendable (Value) -> Bool = { _ in true }
    ) -> RecipeField {
        RecipeField(
            name: name,
            allowed: allowed,
            aliases: aliases,
            read: { recipe, scalar in
                guard let value = scalar.map(parse) ?? null else { return false }
                recipe[keyPath: property] = value
                return true
            },
            write: { text($0[keyPath: property]) },
            isValid: { isValid($0[keyPath: property]) }
        )
    }

    static func real(
        _ name: String,
        _ property: any Property<Double>,
        _ allowed: String,
        _ aliases: [String] = [],
        isInRange: @escaping @Sendable (Double) -> Bool
    ) -> RecipeField {
        value(
            name,
            property,
            allowed,
            aliases,
            parse: { Double($0) },
            text: { $0.description },
            isValid: { $0.isFinite && isInRange($0) }
        )
    }

    static func dropout(
        _ name: String,
        _ property: any Property<Double?>,
        _ aliases: [String] = []
    ) -> RecipeField {
        optionalReal(name, property, "a number from 0 to below 1, or null for the model's own", aliases) {
            (0..<1).contains($0)
        }
    }

    static func rate(
        _ name: String,
        _ property: any Property<Double?>,
        _ aliases: [String] = []
    ) -> RecipeField {
        optionalReal(name, property, "a number above 0, or null", aliases) { $0 > 0 }
    }

    static func optionalReal(
        _ name: String,
        _ property: any Property<Double?>,
        _ allowed: String,
        _ aliases: [String] = [],
        isInRange: @escaping @Sendable (Double) -> Bool
    ) -> RecipeField {
        value(
            name,
            property,
            allowed,
            aliases,
            parse: { Double($0).map { .some($0) } },
            null: .some(nil),
            text: { $0?.description ?? "null" },
            isValid: { $0.map { $0.isFinite && isInRange($0) } ?? true }
        )
    }

    static func truth(_ name: String, _ property: any Property<Bool>, _ aliases: [String] = []) -> RecipeField {
        value(
            name,
            property,
            "true or false",
            aliases,
            parse: { $0 == "true" ? true : $0 == "false" ? false : nil },
            text: { String($0) }
        )
    }

    static func integer(
        _ name: String,
        _ property: any Property<Int>,
        atLeast minimum: Int,
        _ aliases: [String] = []
    ) -> RecipeField {
        value(
            name,
            property,
            "a whole number of at least \(minimum)",
            aliases,
            parse: { Int($0) },
            text: { String($0) },
            isValid: { $0 >= minimum }
        )
    }

    static func optionalInteger(
        _ name: String,
        _ property: any Property<Int?>,
        atLeast minimum: Int,
        _ aliases: [String] = []
    ) -> RecipeField {
        value(
            name,
            property,
            "a whole number of at least \(minimum), or null",
            aliases,
            parse: { Int($0).map { .some($0) } },
            null: .some(nil),
            text: { $0.map { String($0) } ?? "null" },
            isValid: { $0.map { $0 >= minimum } ?? true }
        )
    }

    static func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
        _ name: String,
        _ property: any Property<Choice>,
        _ aliases: [String] = []
    ) -> RecipeField where Choice.RawValue == String {
        value(
            name,
            property,
            alternatives(Choice.self),
            aliases,
            parse: { Choice(rawValue: $0) },
            text: { $0.rawValue }
        )
    }

    /// `balanced`, weights of labels, or nothing.
    static func classWeights(_ name: String, _ property: any Property<ClassWeights?>) -> RecipeField {
        var field = value(
            name,
            property,
            "balanced, weights above 0 as in {spam: 2.0, ham: 0.5}, or null",
            ["class_weight"],
            parse: { $0 == "balanced" ? .some(.balanced) : nil },
            null: .some(nil),
            text: { $0?.yaml ?? "null" },
            isValid: { $0?.isValid ?? true }
        )
        field.readMapping = { recipe, mapping throws(RecipeError) in
            recipe[keyPath: property] = try ClassWeights(mapping)
        }
        return field
    }

    /// The cases of a choice in words: `linear, cosine or constant`.
    static func alternatives<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) -> String
    where Choice.RawValue == String {
        let names = Choice.allCases.map(\.rawValue)
        return names.dropLast(2).map { $0 + ", " }.joined() + names.suffix(2).joined(separator: " or ")
    }
}
