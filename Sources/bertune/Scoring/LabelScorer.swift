import EvaluationMetrics
import Prediction

/// Scores a column of predictions by a column of references.
struct LabelScorer {
    let references: LabelFile
    let predictions: LabelFile
    private let predicted: [LabelFile.Cell]

    /// Joins the files.
    ///
    /// - Throws: `InputError` if they don't match.
    init(references: LabelFile, predictions: LabelFile) throws {
        self.references = references
        self.predictions = predictions
        predicted = try references.matched(predictions)
    }

    /// Scores one class per example.
    ///
    /// - Parameter labels: All labels in the order of their classes; if empty, those that occur, sorted.
    /// - Returns: The figures.
    /// - Throws: `InputError` for a label that is none of them.
    func classification(labels: [String]) throws -> ScoreResult {
        let names = try labels.isEmpty ? occurringLabels() : labels
        let classes = Dictionary(names.enumerated().map { (Array($1.utf8), $0) }) { first, _ in first }
        func lookUp(_ cells: [LabelFile.Cell], in file: LabelFile) throws -> [Int] {
            try cells.map { cell in
                guard let found = classes[Array(cell.values[0].utf8)] else {
                    throw unknown(cell, in: file, names)
                }
                return found
            }
        }
        let metrics = ClassificationMetrics(
            labelNames: names,
            predictions: try lookUp(predicted, in: predictions),
            references: try lookUp(references.cells, in: references)
        )
        var result = ScoreResult(
            "examples",
            count: metrics.exampleCount,
            values: metrics.values,
            rows: metrics.labelScores
        )
        result.note = metrics.f1Note
        return result
    }

    /// The labels that occur, sorted.
    ///
    /// - Throws: `InputError` if there are so many that they can't be labels; their confusion matrix would not fit
    ///   into memory.
    private func occurringLabels() throws -> [String] {
        let names = Self.sorted((references.cells + predicted).flatMap(\.values))
        guard names.count <= 10_000 else {
            throw InputError(
                path: references.path,
                message: "there are \(names.count) different labels, and more than 10000 are no classes; "
                    + "name the column with --reference-column"
            )
        }
        return names
    }

    /// Scores sets of labels.
    func multiLabel() throws -> ScoreResult {
        let names = try occurringLabels()
        func rows(_ cells: [LabelFile.Cell]) -> [[Bool]] {
            cells.map { cell in
                let labels = Set(cell.values.map { Array($0.utf8) })
                return names.map { labels.contains(Array($0.utf8)) }
            }
        }
        let metrics = MultiLabelMetrics(
            labelNames: names,
            predictions: rows(predicted),
            references: rows(references.cells)
        )
        return ScoreResult(
            "examples",
            count: references.cells.count,
            values: metrics.values,
            rows: metrics.labelScores
        )
    }

    /// Scores one number per example.
    ///
    /// - Throws: `InputError` for what is no number.
    func regression() throws -> ScoreResult {
        let metrics = RegressionMetrics(
            predictions: try Self.numbers(predicted, in: predictions),
            references: try Self.numbers(references.cells, in: references)
        )
        var result = ScoreResult("examples", count: references.cells.count, values: [])
        result.figures = RegressionMetrics.names.map { ($0, metrics[$0]) }
        return result
    }

    /// Scores a task of GLUE; labels may be names or the numbers of their classes.
    ///
    /// - Throws: `InputError` for what is no label of the task.
    func glue(_ task: GLUETask) throws -> ScoreResult {
        let values: [MetricValue]
        if let names = task.labelNames {
            func classes(_ cells: [LabelFile.Cell], in file: LabelFile) throws -> [Int] {
                try cells.map { cell in
                    let label = cell.values[0]
                    if let number = Int(label), names.indices.contains(number) { return number }
                    guard let found = names.firstIndex(of: label) else { throw unknown(cell, in: file, names) }
                    return found
                }
            }
            values = task.values(
                classes: try classes(predicted, in: predictions),
                references: try classes(references.cells, in: references)
            )
        } else {
            values = task.values(
                scores: try Self.numbers(predicted, in: predictions),
                references: try Self.numbers(references.cells, in: references)
            )
        }
        var result = ScoreResult("examples", count: references.cells.count, values: [])
        result.figures = task.metricNames.map { name in (name, values.first { $0.name == name }?.value) }
        if task.metricNames.count > 1 { result.figures.append(("score", task.score(of: values))) }
        return result
    }

    private func unknown(_ cell: LabelFile.Cell, in file: LabelFile, _ names: [String]) -> InputError {
        InputError(
            path: file.path,
            line: cell.line,
            message: "the label '\(cell.values[0])' is none of \(names.joined(separator: ", "))"
        )
    }

    private static func numbers(_ cells: [LabelFile.Cell], in file: LabelFile) throws -> [Double] {
        try cells.map { cell in
            guard let number = Double(cell.values[0]), number.isFinite else {
                throw InputError(path: file.path, line: cell.line, message: "'\(cell.values[0])' is no finite number")
            }
            return number
        }
    }

    /// The labels that occur, numbers by their value and others by their bytes.
    private static func sorted(_ labels: [String]) -> [String] {
        let distinct = Set(labels.map { Array($0.utf8) }).sorted { $0.lexicographicallyPrecedes($1) }
            .map { String(decoding: $0, as: UTF8.self) }
        let numbers = distinct.compactMap { label in Int(label).map { (label, $0) } }
        return numbers.count == distinct.count ? numbers.sorted { $0.1 < $1.1 }.map(\.0) : distinct
    }
}
