internal import Foundation

extension GLUELayout {
    /// Where a part would be, the usual place first.
    ///
    /// - Parameters:
    ///   - part: The part.
    ///   - folder: The folder with a folder for each task.
    /// - Returns: The paths; none if the task has no such part.
    public func paths(of part: Part, in folder: String) -> [String] {
        (paths[part] ?? []).map { folder + "/" + $0 }
    }

    /// Where a part is.
    ///
    /// - Parameters:
    ///   - part: The part.
    ///   - folder: The folder with a folder for each task.
    /// - Returns: The file, or `nil` if it is not there.
    public func path(of part: Part, in folder: String) -> String? {
        paths(of: part, in: folder).first { FileManager.default.fileExists(atPath: $0) }
    }

    /// How a part's file is read.
    ///
    /// - Parameter part: The part.
    /// - Returns: The options; a part without labels needs none.
    public func options(of part: Part) -> TableOptions {
        let hasLabels = submissionName(of: part) == nil
        let columns = hasLabels ? columns : testColumns
        var options = TableOptions(
            format: .tsv,
            quoting: TableOptions.Quoting.none,
            hasHeader: columns.hasHeader,
            textColumn: columns.text,
            pairColumn: columns.pair,
            labelColumn: hasLabels ? columns.label : nil,
            labelsRequired: hasLabels
        )
        // The test data have no labels, and nothing may be taken for some.
        options.labelKind = hasLabels && labelValues != nil ? .name : .number
        // An answer is wanted for every row of the test data.
        options.skipsShortRows = skipsShortRows && hasLabels
        return options
    }

    /// Reads a part.
    ///
    /// - Parameters:
    ///   - part: The part.
    ///   - path: Its file.
    ///   - labelNames: What the labels are to be called, in the order of ``labelValues``; `nil` leaves them as the file
    ///     has them.
    /// - Returns: The examples; those of the test data have no labels.
    /// - Throws: ``DataError``, naming the line; with code `unknownLabel` for a label that the task doesn't have.
    public func read(_ part: Part, path: String, labelNames: [String]? = nil) throws(DataError) -> TextDataset {
        let dataset = try TextDataset.read(path, options: options(of: part))
        let hasLabels = submissionName(of: part) == nil
        return try dataset.mapped { (example) throws(DataError) in
            var example = example
            guard hasLabels else {
                example.label = nil
                return example
            }
            guard let values = labelValues, let label = example.label else { return example }
            guard let index = values.firstIndex(where: { UTF8Key($0) == UTF8Key(label) }) else {
                throw DataError(
                    .unknownLabel,
                    "the label '\(label)' is none of \(name)'s: \(values.joined(separator: ", "))",
                    path: path,
                    line: example.line,
                    field: dataset.columns.label
                )
            }
            if let labelNames { example.label = labelNames[index] }
            return example
        }
    }
}
