public import TextData

/// How a run reads its data files, where the file's name and header don't say it.
public struct DataLayout: Sendable, Equatable {
    /// The file format; `nil` goes by the file name's extension.
    public var format: TableOptions.Format?
    /// How quotes are read; `nil` goes by the format.
    public var quoting: TableOptions.Quoting?
    /// Whether the first row names the columns; `nil` lets the reader see for itself.
    public var hasHeader: Bool?
    /// The column of the text; `nil` finds it by its name.
    public var textColumn: String?
    /// The column of the second text of a pair.
    public var pairColumn: String?
    /// The column of the label; `nil` finds it by its name.
    public var labelColumn: String?
    /// The columns that are a label each; `nil` finds the labels in one column.
    public var labelColumns: [String]?
    /// What stands between the labels of one field; `nil` for a vertical bar.
    public var labelSeparator: String?
    /// The part of the training data that is held back as validation data.
    public var validationSplit: Double?
    /// How many parts the training data are cut into, of which one validates: cross-validation.
    public var folds: Int?
    /// The part that validates, from 1 to ``folds``.
    public var fold: Int?
    /// Decides which examples are held back; `nil` takes the recipe's seed, so that runs with different seeds can share
    /// their validation data.
    public var splitSeed: UInt64?

    /// A layout that lets the files speak for themselves.
    public init() {}

    /// The layout in the words of the data reader.
    ///
    /// - Parameter labelsRequired: Whether every example must have a label.
    /// - Returns: The reader's options.
    public func tableOptions(labelsRequired: Bool) -> TableOptions {
        var options = TableOptions(
            format: format ?? .automatic,
            quoting: quoting ?? .automatic,
            hasHeader: hasHeader,
            textColumn: textColumn,
            pairColumn: pairColumn,
            labelColumn: labelColumn,
            labelsRequired: labelsRequired
        )
        options.labelColumns = labelColumns ?? options.labelColumns
        options.labelSeparator = labelSeparator ?? options.labelSeparator
        return options
    }
}
