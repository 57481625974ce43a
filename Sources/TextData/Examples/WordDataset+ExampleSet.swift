extension WordDataset: ExampleSet {
    /// Reads a file, or a stream of texts, a number of sentences at a time.
    ///
    /// Tags can be understood only together, so a file that may have some is read whole.
    public static func forEachBatch(
        _ path: String,
        options: TableOptions,
        count: Int,
        _ body: (WordDataset) throws -> Void
    ) throws {
        let input = try ByteInput.opening(path)
        let layout = try WordFileLayout.detected(in: input, options: options)
        if let options = layout.textOptions(options) {
            try TextDataset.forEachBatch(ExampleReader(input, options: options), count: count) {
                try body(WordDataset(texts: $0))
            }
            return
        }
        let all: WordDataset
        do {
            all = try read(input, layout, options: options)
        } catch {
            throw error.advised(readingAs: .words, options: options)
        }
        for start in stride(from: 0, to: all.examples.count, by: count) {
            try body(all.subset(Array(start..<min(start + count, all.examples.count))))
        }
    }

    /// Some of the sentences, with the file's name for errors.
    public func subset(_ indices: [Int]) -> WordDataset {
        WordDataset(
            path: path,
            examples: indices.map { examples[$0] },
            formatDescription: formatDescription,
            tagScheme: tagScheme,
            warnings: []
        )
    }
}
