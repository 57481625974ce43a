public import ArgumentParser
import FineTuning
public import TextData

extension TableOptions.Format: ExpressibleByArgument {}
extension TableOptions.Quoting: ExpressibleByArgument {}

/// The options that say how data files are read, where a file's name and header don't say it.
struct DataOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The column of the text. (default: found by its name)", valueName: "name"))
    var textColumn: String?

    @Option(help: ArgumentHelp("The column of the second text, for pairs of texts.", valueName: "name"))
    var pairColumn: String?

    @Option(help: ArgumentHelp("The column of the label. (default: found by its name)", valueName: "name"))
    var labelColumn: String?

    @Option(
        help: ArgumentHelp(
            "The columns that are a label each and say 1 or 0, with commas between them; all for every other column.",
            valueName: "names"
        )
    )
    var labelColumns: String?

    @Option(help: ArgumentHelp("What stands between several labels of one field. (default: |)", valueName: "text"))
    var labelSeparator: String?

    @Flag(
        inversion: .prefixedNo,
        exclusivity: .exclusive,
        help: "Whether the first row names the columns. (default: seen from the row)"
    )
    var header: Bool?

    @Option(help: "The file format.")
    var format: TableOptions.Format?

    @Option(help: "Whether quotation marks enclose fields, or are text as in GLUE's files.")
    var quoting: TableOptions.Quoting?

    func validate() throws {
        if labelColumn != nil && labelColumns != nil {
            throw ValidationError("--label-column and --label-columns exclude each other; give one of them")
        }
        if labelSeparator == "" { throw ValidationError("--label-separator must be one character or more") }
        if let labelColumns, labelColumns.split(separator: ",").isEmpty {
            throw ValidationError("--label-columns must name columns, but is empty")
        }
    }

    /// What a recipe file says, with the command line's words over it.
    ///
    /// - Parameter layout: The recipe file's layout.
    /// - Returns: The layout to follow.
    func applied(to layout: DataLayout) -> DataLayout {
        var layout = layout
        layout.textColumn = textColumn ?? layout.textColumn
        layout.pairColumn = pairColumn ?? layout.pairColumn
        layout.labelColumn = labelColumn ?? layout.labelColumn
        if let labelColumns {
            layout.labelColumns = labelColumns.split(separator: ",").map(String.init)
            layout.labelColumn = nil
        } else if labelColumn != nil {
            layout.labelColumns = nil
        }
        layout.labelSeparator = labelSeparator ?? layout.labelSeparator
        layout.hasHeader = header ?? layout.hasHeader
        layout.format = format ?? layout.format
        layout.quoting = quoting ?? layout.quoting
        return layout
    }
}
