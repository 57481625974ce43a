import ArgumentParser
import Prediction
import TextData

/// A task that can be measured without data: its examples are random tokens.
protocol BenchmarkTask: BERTTask {
    /// The task with labels of no meaning.
    static func forBenchmark() throws -> Self

    /// A sequence with targets.
    ///
    /// - Parameters:
    ///   - inputIDs: Its tokens.
    ///   - index: Its number, which decides its targets.
    /// - Returns: The sequence as the task reads it.
    static func feature(inputIDs: [Int32], index: Int) -> Feature
}

/// The head of a measured model, by what it reads.
enum BenchmarkHead: String, CaseIterable, ExpressibleByArgument {
    /// A score per token, so that the whole last layer is computed.
    case everyToken = "every-token"
    /// A score per sequence, from `[CLS]`.
    case firstToken = "first-token"

    /// The task with this head.
    var task: any BenchmarkTask.Type {
        switch self {
        case .everyToken: TokenClassification.self
        case .firstToken: TextClassification.self
        }
    }
}

extension TokenClassification: BenchmarkTask {
    /// The nine tags of CoNLL-2003.
    static func forBenchmark() throws -> TokenClassification {
        let types = ["LOC", "MISC", "ORG", "PER"]
        return TokenClassification(labels: try LabelSet(names: ["O"] + types.flatMap { ["B-" + $0, "I-" + $0] }))
    }

    /// A sentence whose every token has a tag.
    static func feature(inputIDs: [Int32], index: Int) -> WordFeature {
        WordFeature(
            inputIDs: inputIDs,
            tokenTypeIDs: Array(repeating: 0, count: inputIDs.count),
            targets: inputIDs.indices.map { Int32(($0 + index) % 9) },
            tokenOffsets: Array(repeating: 0..<1, count: inputIDs.count),
            words: [],
            exampleIndex: index
        )
    }
}

extension TextClassification: BenchmarkTask {
    /// Two labels.
    static func forBenchmark() throws -> TextClassification {
        TextClassification(labels: try LabelSet(names: ["0", "1"]))
    }

    /// A text with a label.
    static func feature(inputIDs: [Int32], index: Int) -> TextFeature<Int> {
        TextFeature(
            inputIDs: inputIDs,
            tokenTypeIDs: Array(repeating: 0, count: inputIDs.count),
            exampleIndex: index,
            target: index % 2
        )
    }
}
