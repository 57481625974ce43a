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

/// How `bertune score` finds entities in tags.
enum TagScoring: String, CaseIterable, ExpressibleByArgument {
    case lenient
    case iob2
    case iobes

    /// The scheme to hold tags to, if there is one.
    var scheme: EntityScheme? { EntityScheme(rawValue: rawValue) }
}
