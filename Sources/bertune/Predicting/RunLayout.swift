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

    /// A layout for a recipe, whose columns go by their names if the run's files have the same ones: numbers would say
    /// nothing of a file with other columns.
    ///
    /// - Parameters:
    ///   - layout: How the files are read.
    ///   - paths: The files.
    /// - Returns: The same layout.
    static func naming(_ layout: DataLayout, by paths: [String]) -> DataLayout {
        let options = layout.tableOptions(labelsRequired: true)
        let rows = paths.compactMap { try? FirstRow(path: $0, options: options) }
        guard rows.count == paths.count, rows.allSatisfy({ $0.isHeader(options) }) else { return layout }
        let name = { (column: String) in
            let names = Set(rows.map { $0.name(of: column) })
            return names.count == 1 ? names.first ?? column : column
        }
        var layout = layout
        layout.textColumn = layout.textColumn.map(name)
        layout.pairColumn = layout.pairColumn.map(name)
        layout.labelColumn = layout.labelColumn.map(name)
        layout.labelColumns = layout.labelColumns?.map(name)
        return layout
    }

    /// Tells what was found as in training, or had to be guessed.
    static func note(_ warnings: [DataWarning]) {
        for warning in warnings where [.columnsRemembered, .headerGuessed].contains(warning.code) {
            StandardError.note("note: \(warning)")
        }
    }
}
