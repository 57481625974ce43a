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
            let indices = start..<min(start + count, all.examples.count)
            // What was found in the file is said with its first sentences.
            try body(all.subset(indices, warnings: start == 0 ? all.warnings : []))
        }
    }

    /// Some of the sentences, with the file's name for errors.
    public func subset(_ indices: some Sequence<Int>) -> WordDataset {
        subset(indices, warnings: [])
    }

    private func subset(_ indices: some Sequence<Int>, warnings: [DataWarning]) -> WordDataset {
        WordDataset(
            path: path,
            examples: examples.subset(indices),
            formatDescription: formatDescription,
            tagScheme: tagScheme,
            warnings: warnings
        )
    }
}
