import Prediction
import TextData

/// Opens data sets of any task to the checks, which know examples only.
enum Inspection {
    /// Looks at data.
    ///
    /// - Parameters:
    ///   - splits: The files with their names, the training data first.
    ///   - areNumbers: Whether labels are numbers rather than classes.
    ///   - reading: How the model reads them; `nil` leaves tokens aside.
    /// - Returns: The report.
    /// - Throws: `DataError` if an example can't be tokenized; `InputError` for examples of an unknown kind.
    static func report<Dataset: ExampleSet>(
        _ splits: [(name: String, dataset: Dataset)],
        areNumbers: Bool,
        reading: DataReport.Reading?
    ) throws -> DataReport {
        guard Dataset.Example.self is any InspectableExample.Type else {
            throw InputError(path: splits.first?.dataset.path ?? "", message: "examples of this kind can't be checked")
        }
        return try DataReport(
            splits.map { name, dataset in
                DataSplit(
                    name,
                    path: dataset.path,
                    formatDescription: dataset.formatDescription,
                    warnings: dataset.warnings,
                    examples: dataset.examples.compactMap { $0 as? any InspectableExample }
                )
            },
            areNumbers: areNumbers,
            reading: reading
        )
    }
}
