extension TextDataset: ExampleSet {
    /// Reads a file, or a stream, a number of examples at a time.
    public static func forEachBatch(
        _ path: String,
        options: TableOptions,
        count: Int,
        _ body: (TextDataset) throws -> Void
    ) throws {
        var reader = try ExampleReader(path: path, options: options)
        var batch: [TextExample] = []
        func dataset() -> TextDataset {
            TextDataset(
                examples: batch,
                path: path,
                columns: reader.columns,
                formatDescription: reader.formatDescription
            )
        }
        while let example = try reader.next() {
            batch.append(example)
            guard batch.count == count else { continue }
            try body(dataset())
            batch = []
        }
        if !batch.isEmpty { try body(dataset()) }
    }

    /// Some of the examples, with the file's name and columns for errors.
    public func subset(_ indices: [Int]) -> TextDataset {
        TextDataset(
            examples: indices.map { examples[$0] },
            path: path,
            columns: columns,
            formatDescription: formatDescription
        )
    }

    /// The example's label.
    public func stratum(of index: Int) -> String {
        examples[index].label ?? ""
    }
}
