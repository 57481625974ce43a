public import Tokenization

/// Turns questions and their contexts into what the model reads.
///
/// ```swift
/// let training = try QuestionDataset.read("train-v1.1.json")
/// let builder = QuestionFeatureBuilder(tokenizer: tokenizer, maximumLength: 384, threads: 2)
/// let (features, report) = try builder.features(of: training, withTargets: true)
/// ```
///
/// A context is tokenized once, however many questions there are about it.
public struct QuestionFeatureBuilder: Sendable {
    /// The tokenizer of the model.
    public var tokenizer: Tokenizer
    /// The number of tokens that a feature may have, special ones among them.
    public var maximumLength: Int
    /// How long contexts are cut into windows.
    public var stride: WindowStride
    /// The number of threads that tokenize; the features do not depend on it.
    public var threads: Int

    /// The number of questions tokenized at a time: their intermediate encodings take much room.
    private static let batchSize = 2048

    /// A builder of features.
    ///
    /// - Parameters:
    ///   - tokenizer: The tokenizer of the model.
    ///   - maximumLength: The number of tokens that a feature may have, special ones among them.
    ///   - stride: How long contexts are cut into windows.
    ///   - threads: The number of threads that tokenize.
    public init(tokenizer: Tokenizer, maximumLength: Int, stride: WindowStride = .standard, threads: Int = 1) {
        self.tokenizer = tokenizer
        self.maximumLength = maximumLength
        self.stride = stride
        self.threads = threads
    }

    /// The features of questions, in their order: one for each window.
    ///
    /// With targets, a window that holds the answer to train on has its first and last token as positions; any other
    /// window has `[CLS]`, and so has every window of a question without answer. A question whose answers are not in
    /// its context has no positions, as it would teach that there is none.
    ///
    /// - Parameters:
    ///   - dataset: The questions.
    ///   - withTargets: Whether the features are to be trained on.
    /// - Returns: The features, and how many questions were read in windows or had to be cut.
    /// - Throws: ``DataError`` with code `tokenizationFailed` if length and stride don't go together or the tokenizer
    ///   refuses a text; `missingLabel` if a question is to be trained on and nothing is known of its answer.
    public func features(
        of dataset: QuestionDataset,
        withTargets: Bool
    ) throws(DataError) -> FeatureSet<QuestionFeature> {
        let template = try PairTemplate(tokenizer)
        if let fault = stride.fault(room: maximumLength - template.specialTokenCount) {
            throw DataError(.tokenizationFailed, fault)
        }
        var features = FeatureSet<QuestionFeature>.Builder(maximumLength: maximumLength)
        var progress = PreparationCounter(.tokenizing, path: dataset.path, of: dataset.examples.count)
        for start in Swift.stride(from: 0, to: dataset.examples.count, by: Self.batchSize) {
            let indices = start..<min(start + Self.batchSize, dataset.examples.count)
            let batch = try QuestionBatch(dataset, indices, tokenizer: tokenizer, threads: threads)
            for index in indices {
                let example = dataset.examples[index]
                if withTargets, !example.isLabelled { throw noAnswer(example, path: dataset.path) }
                progress.advance()
                let windows = windows(
                    of: example,
                    at: index,
                    question: batch.questions[index - start],
                    context: batch.contexts[batch.contextIndices[index - start]],
                    template: template,
                    withTargets: withTargets,
                    report: &features.truncation
                )
                for window in windows { try features.append(window) }
            }
        }
        return try features.finish()
    }

    private func windows(
        of example: QuestionExample,
        at index: Int,
        question: [Int32],
        context: QuestionBatch.Context,
        template: PairTemplate,
        withTargets: Bool,
        report: inout TruncationReport
    ) -> [QuestionFeature] {
        let room = maximumLength - template.specialTokenCount
        let kept = stride.keptTokens(ofQuestion: question.count, context: context.ids.count, room: room)
        let windows = stride.windows(of: context.ids.count, limit: room - kept)
        report.add(
            keptTokenCount: template.specialTokenCount + kept + context.ids.count,
            cutTokenCount: question.count - kept,
            windowCount: windows.count,
            line: example.line
        )
        return windows.map { window in
            var feature = template.feature(
                question: question[..<kept],
                context: context.ids[window],
                offsets: context.offsets[window],
                exampleIndex: index
            )
            if withTargets, example.isImpossible || example.trainingAnswer != nil {
                let tokens = example.trainingAnswer?.range.flatMap { feature.tokens(covering: $0) }
                feature.startPosition = Int32(tokens?.start ?? 0)
                feature.endPosition = Int32(tokens?.end ?? 0)
            }
            return feature
        }
    }

    private func noAnswer(_ example: QuestionExample, path: String) -> DataError {
        DataError(
            .missingLabel,
            "question '\(example.id)' has no answers to train on; write \"answers\": [] if its context holds none",
            path: path,
            line: example.line > 0 ? example.line : nil
        )
    }
}
