/// The first row of a data file: the names of its columns, or an example.
package struct FirstRow {
    /// The fields, or the names of a JSON object's members.
    package let fields: [String]

    /// The first row of a file, which must not be a stream if it is to be read after that.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - options: What is known about it.
    /// - Throws: ``DataError`` if the file is empty or can't be read.
    package init(path: String, options: TableOptions) throws(DataError) {
        fields = try ExampleReader.firstRow(of: ByteInput.opening(path), options: options)
    }

    /// The first row of what has been read.
    ///
    /// - Parameters:
    ///   - bytes: The content of a file.
    ///   - name: What errors call it; its extension tells the format as a file's does.
    ///   - options: What is known about it.
    /// - Throws: ``DataError`` if the content is empty.
    package init(bytes: [UInt8], name: String, options: TableOptions) throws(DataError) {
        fields = try ExampleReader.firstRow(of: ByteInput.reading(bytes, name: name), options: options)
    }

    /// Whether a field is one of the usual names of columns.
    package var holdsUsualName: Bool { fields.contains(where: ColumnNames.isKnown) }

    /// Whether a field is a name, whatever the case of its letters.
    package func holds(_ name: String) -> Bool {
        fields.contains { ColumnNames.matches(name, $0) }
    }
}
