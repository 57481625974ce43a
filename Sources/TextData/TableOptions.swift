/// How a data file is to be read; what is left at its default is found out from the file.
public struct TableOptions: Sendable {
    /// The kinds of file that can be read.
    public enum Format: String, Sendable, CaseIterable {
        /// By the file's extension, and where that says nothing by its first line.
        case automatic
        /// Fields separated by commas, or by semicolons or tabs if the first line has these and no comma.
        case csv
        /// Fields separated by tabs.
        case tsv
        /// One JSON object per line.
        case jsonl
        /// One word per line with its tag in another column; blank lines end sentences. For tagged words only.
        case conll
        /// CoNLL-U, the format of Universal Dependencies. For tagged words only.
        case conllu
        /// One text per line and nothing else; such a file has no labels.
        case lines
    }

    /// What a quotation mark at the start of a field means.
    public enum Quoting: String, Sendable, CaseIterable {
        /// RFC 4180 for CSV; for TSV whatever the beginning of the file shows, and no quoting in doubt.
        case automatic
        /// The field reaches to the closing quote; a doubled quote inside stands for one.
        case rfc4180
        /// Nothing: quotes are text. The files of GLUE are written this way.
        case none
    }

    /// What labels are.
    public enum LabelKind: String, Sendable, CaseIterable {
        /// One name for each example.
        case name
        /// One number for each example.
        case number
        /// Any number of names for each example: a JSON array, a field of names with ``labelSeparator`` between
        /// them, or the columns of ``labelColumns``.
        case list
    }

    /// The kind of file.
    public var format: Format
    /// What quotation marks mean.
    public var quoting: Quoting
    /// Whether the first row names the columns; `nil` to see whether it holds a known name.
    public var hasHeader: Bool?
    /// The column of the text: its name in any case, or its number from 1 if the file has no header.
    public var textColumn: String?
    /// The column of the second text of a pair, named like ``textColumn``.
    public var pairColumn: String?
    /// The column of the label, named like ``textColumn``.
    public var labelColumn: String?
    /// Whether a file without labels, or with an empty one, is refused.
    public var labelsRequired: Bool
    /// The longest field, or JSON line, that is accepted, in bytes.
    ///
    /// An unclosed quote makes the rest of a file one field; the limit ends that before memory does.
    public var maximumFieldByteCount: Int
    /// What labels are; the data set of a task knows it.
    public var labelKind = LabelKind.name
    /// What stands between the labels of one field, where labels are lists.
    public var labelSeparator = "|"
    /// Columns that are a label each and say 1 or 0, where labels are lists; empty if there are none of this kind.
    ///
    /// `["all"]` takes every column but the texts'.
    public var labelColumns: [String] = []
    /// The columns of an earlier file, which are followed where nothing is said and this file has them.
    package var remembered: RememberedColumns?
    /// Whether rows with too few fields are passed over and counted, rather than refused: QQP of GLUE has some.
    public var skipsShortRows = false

    /// Options for reading a data file.
    ///
    /// - Parameters:
    ///   - format: The kind of file.
    ///   - quoting: What quotation marks mean.
    ///   - hasHeader: Whether the first row names the columns; `nil` to find out.
    ///   - textColumn: The column of the text, by name or number; `nil` to find it by the usual names.
    ///   - pairColumn: The column of the second text; `nil` to find it by the usual names.
    ///   - labelColumn: The column of the label; `nil` to find it by the usual names.
    ///   - labelsRequired: Whether every example must have a label.
    ///   - maximumFieldByteCount: The longest field that is accepted, in bytes.
    public init(
        format: Format = .automatic,
        quoting: Quoting = .automatic,
        hasHeader: Bool? = nil,
        textColumn: String? = nil,
        pairColumn: String? = nil,
        labelColumn: String? = nil,
        labelsRequired: Bool = true,
        maximumFieldByteCount: Int = 16 << 20
    ) {
        self.format = format
        self.quoting = quoting
        self.hasHeader = hasHeader
        self.textColumn = textColumn
        self.pairColumn = pairColumn
        self.labelColumn = labelColumn
        self.labelsRequired = labelsRequired
        self.maximumFieldByteCount = maximumFieldByteCount
    }
}
