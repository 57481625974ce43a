import FineTuning
import Foundation
import TextData

/// How a run's own data files were read, as the way to read others like them.
enum RunLayout {
    /// The layout to begin with; the command line has the last word.
    ///
    /// A column that the file has not is looked for by the usual names instead. What goes by places, a header that is
    /// missing or the number of a column, and how fields are written hold for files of the training file's kind alone.
    /// Columns of labels are left aside where nothing is scored: they may be missing there.
    ///
    /// - Parameters:
    ///   - folder: A model's folder; one without a recipe has no layout of its own.
    ///   - path: The file that is to be read; `nil` for standard input, whose texts stand one on a line.
    ///   - needsLabels: Whether labels are read.
    /// - Returns: The layout.
    static func layout(ofRun folder: String, for path: String?, needsLabels: Bool) -> DataLayout {
        // A recipe that can't be read, of a later version it may be, is no reason not to use the model.
        guard let path, path != "-", let run = try? RunDescription.read(path: folder + "/recipe.yaml") else {
            return DataLayout()
        }
        let trained = run.layout
        let trainingPath = run.data[.training]?.path ?? ""
        let isSameKind = extensionOfName(trainingPath) == extensionOfName(path)
        var layout = DataLayout()
        layout.labelSeparator = trained.labelSeparator
        if isSameKind {
            layout.format = trained.format
            layout.quoting = trained.quoting
        }
        // A stream's first row would be gone.
        let options = layout.tableOptions(labelsRequired: false)
        let row = StreamFile.isStream(path) ? nil : try? FirstRow(path: path, options: options)
        if isSameKind, !(trained.hasHeader == false && row?.holdsUsualName == true) {
            layout.hasHeader = trained.hasHeader
        }
        func kept(_ column: String?) -> String? {
            guard let column else { return nil }
            if Int(column) != nil { return isSameKind ? column : nil }
            return row?.holds(column) == false ? nil : column
        }
        layout.textColumn = kept(trained.textColumn)
        layout.pairColumn = kept(trained.pairColumn)
        var columns = [("--text-column", layout.textColumn), ("--pair-column", layout.pairColumn)]
        if needsLabels {
            layout.labelColumn = kept(trained.labelColumn)
            layout.labelColumns = trained.labelColumns
            columns += [
                ("--label-column", layout.labelColumn),
                ("--label-columns", layout.labelColumns?.joined(separator: ",")),
            ]
        }
        let told = columns.compactMap { option, column in column.map { "\(option) \($0)" } }
        if !told.isEmpty { StandardError.note("note: as in training: \(told.joined(separator: " "))") }
        return layout
    }

    private static func extensionOfName(_ path: String) -> String {
        URL(fileURLWithPath: path).pathExtension.lowercased()
    }
}
