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

    /// Whether the row names the columns of a table, as its reader sees it.
    package func isHeader(_ options: TableOptions) -> Bool {
        ColumnSelection.isHeader(fields, options: options)
    }

    /// What a caller's word for a column is called in this row.
    ///
    /// - Parameter column: A name, or a number from 1.
    /// - Returns: The name; the word itself if it is one, or if the column has none of its own.
    package func name(of column: String) -> String {
        let isName = { (name: String) in fields.count { ColumnNames.matches(name, $0) } == 1 }
        guard let number = Int(column), fields.indices.contains(number &- 1), !isName(column) else { return column }
        let name = fields[number - 1].trimmingASCIIBlanks()
        return isName(name) && Int(name) == nil && !name.isEmpty ? name : column
    }
}
