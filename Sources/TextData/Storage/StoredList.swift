/// A list of any length in little memory: its elements are kept as bytes, and once they are many, in a scratch file.
///
/// An element is made anew whenever it is asked for. One after another they are read in large blocks; anywhere else
/// an element costs one short read.
///
/// ```swift
/// let examples = StoredList([TextExample(text: "good", label: "positive")])
/// for example in examples { print(example.text) }
/// ```
///
/// Bytes that the disk does not give back end the process, as a weight file's do that is mapped; who has something to
/// save asks by ``element(at:)``, which throws.
public struct StoredList<Element: Storable>: Sendable {
    let records: RecordStore
    /// Which records are the elements; `nil` for all, in their order.
    let selection: [UInt32]?

    /// Keeps elements in memory.
    public init(_ elements: some Sequence<Element>) {
        var builder = RecordStoreBuilder(memoryLimit: .max)
        for element in elements { builder.add(element) }
        self.init(builder.store())
    }

    init(_ records: RecordStore, selection: [UInt32]? = nil) {
        self.records = records
        self.selection = selection
    }

    /// Some of the elements; the bytes are shared.
    ///
    /// - Parameter indices: Which, in the order wanted.
    /// - Returns: A list that holds four bytes an element.
    public func subset(_ indices: some Sequence<Int>) -> StoredList {
        StoredList(records, selection: indices.map { UInt32(record($0)) })
    }

    /// An element, for those who can do something about a disk that fails.
    ///
    /// - Parameter index: The element's index.
    /// - Returns: The element.
    /// - Throws: ``DataError`` with code `scratchFailed` if the scratch file can't be read.
    public func element(at index: Int) throws(DataError) -> Element {
        var cursor = RecordCursor(records)
        return try cursor.element(record(index))
    }

    private func record(_ index: Int) -> Int {
        precondition(indices.contains(index), "element \(index) of \(count)")
        return selection.map { Int($0[index]) } ?? index
    }

    /// The result of a read that nobody can do anything about.
    fileprivate static func orStop(_ read: () throws(DataError) -> Element) -> Element {
        do {
            return try read()
        } catch {
            fatalError(error.description)
        }
    }
}

// MARK: - RandomAccessCollection

extension StoredList: RandomAccessCollection {
    /// 0.
    public var startIndex: Int { 0 }
    /// The number of elements.
    public var endIndex: Int { selection?.count ?? records.count }

    /// The element at an index, made anew.
    public subscript(index: Int) -> Element {
        Self.orStop { () throws(DataError) in try element(at: index) }
    }

    /// Reads one element after another, many at a time.
    public struct Iterator: IteratorProtocol {
        private var cursor: RecordCursor
        private let selection: [UInt32]?
        private let count: Int
        private var index = 0

        init(_ list: StoredList) {
            cursor = RecordCursor(list.records)
            selection = list.selection
            count = list.count
        }

        /// The next element.
        public mutating func next() -> Element? {
            guard index < count else { return nil }
            let record = selection.map { Int($0[index]) } ?? index
            index += 1
            return StoredList.orStop { () throws(DataError) in try cursor.element(record) }
        }
    }

    /// Reads one element after another.
    public func makeIterator() -> Iterator { Iterator(self) }

    /// What each element becomes.
    ///
    /// The library's own `map` asks for one element at a time by its index; this one reads many together.
    public func map<Result, Failure: Error>(
        _ transform: (Element) throws(Failure) -> Result
    ) throws(Failure) -> [Result] {
        var results: [Result] = []
        results.reserveCapacity(count)
        for element in self { results.append(try transform(element)) }
        return results
    }
}

extension StoredList: ExpressibleByArrayLiteral {
    /// Keeps elements in memory.
    public init(arrayLiteral elements: Element...) {
        self.init(elements)
    }
}

extension StoredList: Equatable where Element: Equatable {
    /// Whether two lists have the same elements, wherever they keep them.
    public static func == (left: StoredList, right: StoredList) -> Bool {
        left.elementsEqual(right)
    }
}
