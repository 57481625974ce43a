import ArgumentParser
import EvaluationMetrics

/// What `bertune score` computes.
enum ScoreMetric: Hashable {
    case classification
    case multiLabel
    case regression
    case entities
    case answers(AnswerConvention)
    case glue(GLUETask)
}

extension ScoreMetric: ExpressibleByArgument {
    static let allValueStrings =
        ["classification", "multi-label", "regression", "entities"] + AnswerConvention.allCases.map(\.rawValue)
        + GLUETask.allCases.map { "glue:" + $0.rawValue }

    init?(argument: String) {
        switch argument {
        case "classification": self = .classification
        case "multi-label": self = .multiLabel
        case "regression": self = .regression
        case "entities": self = .entities
        default:
            if let convention = AnswerConvention(rawValue: argument) {
                self = .answers(convention)
            } else if argument.hasPrefix("glue:"), let task = GLUETask(rawValue: String(argument.dropFirst(5))) {
                self = .glue(task)
            } else {
                return nil
            }
        }
    }
}

extension ScoreMetric: CustomStringConvertible {
    /// The metric as the command line names it.
    var description: String {
        switch self {
        case .classification: "classification"
        case .multiLabel: "multi-label"
        case .regression: "regression"
        case .entities: "entities"
        case .answers(let convention): convention.rawValue
        case .glue(let task): "glue:" + task.rawValue
        }
    }

    /// The options that this metric has a use for, beside those of every metric.
    var options: Set<String> {
        let columns: Set = [
            "--prediction-column", "--reference-column", "--id-column", "--header", "--no-header", "--format",
            "--quoting",
        ]
        return switch self {
        case .classification: columns.union(["--labels"])
        case .multiLabel: columns.union(["--label-separator"])
        case .regression, .glue: columns
        case .entities: ["--scheme"]
        case .answers(.squad2): ["--na-probs", "--na-prob-thresh"]
        case .answers: []
        }
    }
}

/// How `bertune score` finds entities in tags.
enum TagScoring: String, CaseIterable, ExpressibleByArgument {
    case lenient
    case iob2
    case iobes

    /// The scheme to hold tags to, if there is one.
    var scheme: EntityScheme? { EntityScheme(rawValue: rawValue) }
}
