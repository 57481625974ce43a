import ArgumentParser

/// What is said of numbers on the command line.
enum NumberCheck {
    /// Refuses a number outside a range.
    ///
    /// - Parameters:
    ///   - value: The number; `nil` where the option isn't given.
    ///   - range: What is allowed.
    ///   - option: The option's name.
    /// - Throws: `ValidationError`.
    static func require(_ value: Int?, in range: ClosedRange<Int>, _ option: String) throws {
        if let value, !range.contains(value) {
            throw ValidationError(
                "\(option) must be a whole number from \(range.lowerBound) to \(range.upperBound), but is \(value)"
            )
        }
    }
}
