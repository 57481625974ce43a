/// Makes new training examples from given ones.
///
/// What is made is a function of the examples, the method and the seed alone. A copy that no word could be changed in,
/// or that says what another example says already, is left out and counted.
///
/// ```swift
/// let synonyms = SynonymReplacement(SynonymFinder(try WordNet()))
/// let augmenter = Augmenter(.words(synonyms), options: AugmentationOptions(copies: 2, seed: 7))
/// let (added, report) = try await augmenter.augmented(training.examples)
/// print(report)
/// ```
public struct Augmenter {
    /// How new examples are made.
    public let method: AugmentationMethod
    /// How many, and by which seed.
    public let options: AugmentationOptions

    /// The number of examples worked on at a time, so that no method has to hold all.
    private static let chunkSize = 256

    /// An augmenter.
    ///
    /// - Parameters:
    ///   - method: How new examples are made.
    ///   - options: How many, and by which seed.
    public init(_ method: AugmentationMethod, options: AugmentationOptions = AugmentationOptions()) {
        self.method = method
        self.options = options
    }

    /// Makes new examples.
    ///
    /// - Parameters:
    ///   - examples: The examples of the training data; validation and test data are never to be augmented.
    ///   - others: Examples that no new one may repeat: those of the validation and test data.
    ///   - progress: Called with the number of examples done after each part of the work.
    /// - Returns: The new examples alone, the copies of an example one after the other in the order of the examples,
    ///   and what became of all copies.
    /// - Throws: ``AugmentationError``, or what the method throws.
    public func augmented<Example: AugmentableExample>(
        _ examples: [Example],
        avoiding others: [Example] = [],
        progress: ((Int) -> Void)? = nil
    ) async throws -> (added: [Example], report: AugmentationReport) {
        let rules = try Example.rules(for: examples, method: method, options: options)
        var report = AugmentationReport(method: method.name, exampleCount: examples.count)
        var seen = Set((examples + others).map { ContentKey($0.contents) })
        var added: [Example] = []
        for start in stride(from: 0, to: examples.count, by: Self.chunkSize) {
            let chunk = start..<min(start + Self.chunkSize, examples.count)
            var copies: [[Example?]] = []
            for copy in 0..<options.copies {
                copies.append(try await self.copies(copy, of: examples, chunk, rules: rules, report: &report))
            }
            for index in chunk.indices {
                for (number, copy) in copies.map({ $0[index - chunk.lowerBound] }).enumerated() {
                    guard let copy else { continue }
                    if seen.insert(ContentKey(copy.contents)).inserted {
                        added.append(copy.named(asCopy: number + 1))
                        report.addedCount += 1
                    } else {
                        report.repeatedCount += 1
                    }
                }
            }
            progress?(chunk.upperBound)
        }
        return (added, report)
    }

    private func copies<Example: AugmentableExample>(
        _ copy: Int,
        of examples: [Example],
        _ chunk: Range<Int>,
        rules: Example.Rules,
        report: inout AugmentationReport
    ) async throws -> [Example?] {
        switch method {
        case .words(let method):
            try edited(examples, chunk, copy: copy, by: method, rules: rules, report: &report)
        case .rewriting(let method):
            try await rewritten(examples, chunk, copy: copy, by: method, report: &report)
        }
    }

    private func edited<Example: AugmentableExample>(
        _ examples: [Example],
        _ chunk: Range<Int>,
        copy: Int,
        by method: any WordAugmentation,
        rules: Example.Rules,
        report: inout AugmentationReport
    ) throws -> [Example?] {
        let texts = chunk.map { examples[$0].augmentableTexts(under: rules) }
        let draws = chunk.map { index in
            texts[index - chunk.lowerBound].indices.map {
                AugmentationDraws(seed: options.seed, example: index, copy: copy, text: $0)
            }
        }
        var edits = try method.edits(for: texts.flatMap(\.self), draws: draws.flatMap(\.self))[...]
        return chunk.map { index in
            let count = texts[index - chunk.lowerBound].count
            let own = Array(edits.prefix(count))
            edits = edits.dropFirst(count)
            guard own.contains(where: { !$0.isEmpty }) else {
                report.unchangedCount += 1
                return nil
            }
            let edited = examples[index].edited(by: own, under: rules)
            if edited == nil { report.unmovableCount += 1 }
            return edited
        }
    }

    private func rewritten<Example: AugmentableExample>(
        _ examples: [Example],
        _ chunk: Range<Int>,
        copy: Int,
        by method: any TextRewriting,
        report: inout AugmentationReport
    ) async throws -> [Example?] {
        let texts = chunk.map { examples[$0].rewritableTexts }
        var rewritten = try await method.rewritten(texts.flatMap(\.self), copy: copy)[...]
        return chunk.map { index in
            let old = texts[index - chunk.lowerBound]
            let own = Array(rewritten.prefix(old.count))
            rewritten = rewritten.dropFirst(old.count)
            guard ContentKey(own) != ContentKey(old) else {
                report.unchangedCount += 1
                return nil
            }
            return examples[index].rewritten(as: own)
        }
    }
}

/// An example's texts as a key.
private struct ContentKey: Hashable {
    private let texts: [UTF8Key]

    init(_ texts: [String]) {
        self.texts = texts.map { UTF8Key($0) }
    }
}
