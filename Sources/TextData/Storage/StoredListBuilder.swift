/// Puts a ``StoredList`` together, element by element.
///
/// ```swift
/// var builder = StoredListBuilder<TextExample>()
/// while let example = try reader.next() { try builder.append(example) }
/// let examples = try builder.finish()
/// ```
public struct StoredListBuilder<Element: Storable>: Sendable {
    private var records: RecordStoreBuilder

    /// An empty list.
    public init() {
        records = RecordStoreBuilder(memoryLimit: StoredLists.memoryLimit)
    }

    /// An empty list that is one of several, which share the memory of one.
    init(oneOf count: Int) {
        records = RecordStoreBuilder(memoryLimit: StoredLists.memoryLimit / count)
    }

    /// The number of elements so far.
    public var count: Int { records.count }

    /// Adds an element.
    ///
    /// - Parameter element: The element.
    /// - Throws: ``DataError`` with code `scratchFailed` if the list has outgrown memory and the disk won't take it;
    ///   `tooManyExamples` if it has outgrown its numbers, which are of 32 bits.
    public mutating func append(_ element: Element) throws(DataError) {
        guard count < UInt32.max else {
            throw DataError(.tooManyExamples, "there are more than \(UInt32.max) examples; split the file")
        }
        records.add(element)
        try records.spillIfLarge()
    }

    /// The list of all elements.
    ///
    /// - Returns: The list.
    /// - Throws: As ``append(_:)``.
    public mutating func finish() throws(DataError) -> StoredList<Element> {
        try records.flush()
        return StoredList(records.store())
    }
}

/// What holds for all ``StoredList``s that are built.
package enum StoredLists {
    /// The bytes above which a list moves to a scratch file.
    ///
    /// Sixteen megabytes: what is larger is read from the disk's cache as fast as a model can use it.
    @TaskLocal package static var memoryLimit = 16 << 20
}
