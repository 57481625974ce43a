import Tokenization

/// Some questions and their contexts, tokenized; each context once.
struct QuestionBatch {
    /// A tokenized context.
    struct Context {
        /// The tokens, without special ones.
        let ids: [Int32]
        /// The part of the text that each covers, in Unicode scalars.
        let offsets: [Range<Int32>]
    }

    /// The tokens of each question, without special ones.
    let questions: [[Int32]]
    /// The contexts, in the order in which they first occur.
    let contexts: [Context]
    /// The context of each question.
    let contextIndices: [Int]

    /// Tokenizes some questions of a data set.
    ///
    /// - Throws: ``DataError`` with code `tokenizationFailed`.
    init(
        _ dataset: QuestionDataset,
        _ indices: Range<Int>,
        tokenizer: Tokenizer,
        threads: Int
    ) throws(DataError) {
        let examples = dataset.examples[indices]
        var known: [UTF8Key: Int] = [:]
        var texts: [String] = []
        contextIndices = examples.map { example in
            let key = UTF8Key(example.context)
            if let index = known[key] { return index }
            known[key] = texts.count
            texts.append(example.context)
            return texts.count - 1
        }
        var options = EncodingOptions(addsSpecialTokens: false)
        do {
            contexts = try tokenizer.encodeBatch(texts.map { TextInput($0) }, options: options, threads: threads).map {
                Context(
                    ids: $0[0].ids,
                    offsets: $0[0].offsets.map { Int32($0.lowerBound)..<Int32($0.upperBound) }
                )
            }
            options.recordsPlaces = false
            let inputs = examples.map { TextInput($0.question) }
            questions = try tokenizer.encodeBatch(inputs, options: options, threads: threads).map { $0[0].ids }
        } catch {
            throw DataError(.tokenizationFailed, error.message, path: dataset.path)
        }
    }
}
