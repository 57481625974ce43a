/// A result that can't be written.
struct OutputError: Error, CustomStringConvertible {
    /// What is wrong and where.
    let description: String
}
