import EvaluationMetrics
import FineTuning
import Foundation
import Prediction
import TextData

/// Which tasks of GLUE can be trained with the data at hand.
struct GLUEPlan {
    /// The tasks whose training and development data are there, in the benchmark's order.
    let layouts: [GLUELayout]
    /// The tasks that were asked for and are left out, with the files that they lack.
    let missing: [(name: String, files: [String])]

    private let data: String

    /// Looks which data are there.
    ///
    /// - Throws: `InputError` if there are none at all.
    init(_ layouts: [GLUELayout], data: String) throws {
        self.data = data
        let lacking = layouts.map { layout in
            let needed = layout.parts.filter { layout.submissionName(of: $0) == nil }
            return needed.filter { layout.path(of: $0, in: data) == nil }.map { layout.paths(of: $0, in: data)[0] }
        }
        self.layouts = zip(layouts, lacking).filter { $0.1.isEmpty }.map(\.0)
        missing = zip(layouts, lacking).filter { !$0.1.isEmpty }.map { ($0.0.name, $0.1) }
        guard !self.layouts.isEmpty else {
            throw InputError(
                path: data,
                isMissing: true,
                message: "has no task's training and development data; looked for "
                    + missing.flatMap(\.files).prefix(3).joined(separator: ", ")
            )
        }
    }

    /// What is left out, a line for each task.
    var missingLines: [String] {
        missing.map { "\($0.name) is left out: there is no \($0.files.joined(separator: " and no "))" }
    }

    /// Reads every file once, and checks that the recipe's metric is one of each task's: nothing is to come up after
    /// hours of training.
    ///
    /// - Parameter recipe: The recipe for a number of training examples.
    /// - Throws: `DataError`, `RecipeError`.
    func check(recipe: (Int) -> (recipe: Recipe, reason: String?)) throws {
        for layout in layouts {
            let names = try layout.classes.map { TextClassification(labels: $0).metricNames }
            try recipe(1).recipe.validate(metrics: ["loss"] + (names ?? TextRegression().metricNames))
            for part in layout.parts {
                guard let path = layout.path(of: part, in: data) else { continue }
                let dataset = try layout.read(part, path: path)
                guard layout.submissionName(of: part) == nil else { continue }
                if layout.labelValues == nil { try TextRegression(hasPairs: true).check(ScoredTextDataset(dataset)) }
                guard part == .training else { continue }
                let count = dataset.examples.count
                _ = try TrainingPlan(recipe: recipe(count).recipe, examples: count)
            }
        }
    }
}

extension GLUELayout {
    /// By which figures a part is judged.
    func task(of part: Part) -> GLUETask? {
        switch part {
        case .developmentMismatched, .testMismatched: .mnliMismatched
        case .diagnostics: .ax
        case .training, .development, .test:
            GLUETask.allCases.first { $0.title == (name == "MNLI" ? "MNLI-m" : name) }
        }
    }

    /// The labels as the benchmark calls them, in its order; `nil` where examples have numbers.
    var classes: LabelSet? {
        get throws {
            try task(of: .development)?.labelNames.map { names throws(DataError) in try LabelSet(names: names) }
        }
    }
}
