/// One row of a data file: a text, or a pair of texts, and what is known about it.
public struct TextExample: Sendable {
    /// The text, exactly as the file has it.
    public var text: String
    /// The second text, for tasks over pairs of texts.
    public var pair: String?
    /// The label, without blanks around it; `nil` if the file has none for this example.
    public var label: String?
    /// All labels, where an example may have any number of them; `nil` if the file has none for this example.
    public var labels: [String]?
    /// The line of the file on which the example begins, counted from 1; 0 if it comes from no file.
    public var line: Int

    /// Creates an example.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - pair: The second text, for tasks over pairs of texts.
    ///   - label: The label, if it is known.
    ///   - labels: All labels, where an example may have any number of them.
    ///   - line: The line of the file on which the example begins, counted from 1.
    public init(
        text: String,
        pair: String? = nil,
        label: String? = nil,
        labels: [String]? = nil,
        line: Int = 0
    ) {
        self.text = text
        self.pair = pair
        self.label = label
        self.labels = labels
        self.line = line
    }
}

extension TextExample: Storable {
    /// The texts, what is known about them, and the line.
    public func write(to record: inout RecordWriter) {
        record.write(text)
        record.write(pair)
        record.write(label)
        record.write(labels)
        record.write(line)
    }

    /// Reads an example.
    public init(from record: inout RecordReader) {
        text = record.read()
        pair = record.read()
        label = record.read()
        labels = record.read()
        line = record.read()
    }
}
