/// Something that translates texts: a program, or a server.
public protocol Translator {
    /// What tells this translator from others in a cache: the command, or the address.
    var identity: String { get }
    /// How many texts are sent at a time.
    var batchSize: Int { get }

    /// Translates texts.
    ///
    /// - Parameters:
    ///   - texts: The texts, none of them blank, at most ``batchSize``.
    ///   - source: The code of their language, such as `en`.
    ///   - target: The code of the other language.
    /// - Returns: As many texts, in their order.
    /// - Throws: ``AugmentationError``.
    func translated(
        _ texts: [String],
        from source: String,
        to target: String
    ) async throws(AugmentationError) -> [String]
}
