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

    @Flag(inversion: .prefixedNo, help: "Whether the first row names the columns. (default: seen from the row)")
    var header: Bool?

    @Option(help: "The file format.")
    var format: TableOptions.Format?

    @Option(help: "Whether quotation marks enclose fields, or are text as in GLUE's files.")
    var quoting: TableOptions.Quoting?

    /// What a recipe file says, with the command line's words over it.
    ///
    /// - Parameter layout: The recipe file's layout.
    /// - Returns: The layout to follow.
    func applied(to layout: DataLayout) -> DataLayout {
        var layout = layout
        layout.textColumn = textColumn ?? layout.textColumn
        layout.pairColumn = pairColumn ?? layout.pairColumn
        layout.labelColumn = labelColumn ?? layout.labelColumn
        layout.hasHeader = header ?? layout.hasHeader
        layout.format = format ?? layout.format
        layout.quoting = quoting ?? layout.quoting
        return layout
    }
}
