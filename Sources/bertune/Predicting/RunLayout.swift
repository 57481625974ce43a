import FineTuning
import TextData

/// How a run's own data files were read, as the way to read others like them.
enum RunLayout {
    /// How a file is read for a run's model: as the command line says, and where it is silent as the training data were.
    ///
    /// Columns hold for a file that has them, which its reader finds out; they are left aside where the command line
    /// names any. Format and quoting hold for a file with the training file's extension. A separator of labels holds.
    ///
    /// - Parameters:
    ///   - asked: What the command line says.
    ///   - folder: A model's folder; one without a recipe has no layout of its own.
    ///   - path: The file that is to be read; `nil` for standard input, whose texts stand one on a line.
    ///   - labelsRequired: Whether labels are read.
    /// - Returns: The options of the reader.
    static func options(
        _ asked: DataOptions,
        ofRun folder: String,
        for path: String?,
        labelsRequired: Bool
    ) -> TableOptions {
        var layout = asked.applied(to: DataLayout())
        // A recipe that can't be read, of a later version it may be, is no reason not to use the model.
        guard let path, path != "-", let run = try? RunDescription.read(path: folder + "/recipe.yaml") else {
            return layout.tableOptions(labelsRequired: labelsRequired)
        }
        let trained = run.layout
        let nameEnds = [run.data[.training]?.path ?? "", path].map(FileName.lowercasedExtension)
        layout.labelSeparator = layout.labelSeparator ?? trained.labelSeparator
        if nameEnds[0] == nameEnds[1], layout.format == nil, layout.quoting == nil {
            layout.format = trained.format
            layout.quoting = trained.quoting
        }
        var options = layout.tableOptions(labelsRequired: labelsRequired)
        options.remembered = RememberedColumns(
            text: trained.textColumn,
            pair: trained.pairColumn,
            label: trained.labelColumn,
            labels: trained.labelColumns ?? [],
            hasHeader: trained.hasHeader,
            // The name of a stream ends in nothing.
            holdsPlaces: nameEnds[0] == nameEnds[1] || nameEnds[1].isEmpty
        )
        return options
    }

    /// A layout for a recipe, whose columns go by their names if the training data have any: numbers would say nothing
    /// of a file with other columns.
    ///
    /// - Parameters:
    ///   - layout: How the training data are read.
    ///   - path: Their file.
    /// - Returns: The same layout.
    static func naming(_ layout: DataLayout, by path: String) -> DataLayout {
        let options = layout.tableOptions(labelsRequired: true)
        guard let row = try? FirstRow(path: path, options: options), row.isHeader(options) else { return layout }
        var layout = layout
        layout.textColumn = layout.textColumn.map(row.name)
        layout.pairColumn = layout.pairColumn.map(row.name)
        layout.labelColumn = layout.labelColumn.map(row.name)
        layout.labelColumns = layout.labelColumns?.map(row.name)
        return layout
    }

    /// Tells what was found as in training, or had to be guessed.
    static func note(_ warnings: [DataWarning]) {
        for warning in warnings where [.columnsRemembered, .headerGuessed].contains(warning.code) {
            StandardError.note("note: \(warning)")
        }
    }
}
