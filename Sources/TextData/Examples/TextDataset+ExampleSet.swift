extension TextDataset: ExampleSet {
    /// Reads a file, or a stream, a number of examples at a time.
    public static func forEachBatch(
        _ path: String,
        options: TableOptions,
        count: Int,
        _ body: (TextDataset) throws -> Void
    ) throws {
        try forEachBatch(ExampleReader(path: path, options: options), count: count, body)
    }

    /// Reads what has been opened, a number of examples at a time; what had to be guessed is said with the first ones.
    static func forEachBatch(
        _ source: consuming ExampleReader,
        count: Int,
        _ body: (TextDataset) throws -> Void
    ) throws {
        var reader = source
        var warnings = reader.warnings
        var batch: [TextExample] = []
        var hasMore = true
        while hasMore {
            let example = try reader.next()
            if let example { batch.append(example) }
            hasMore = example != nil
            guard batch.count == count || !hasMore && !batch.isEmpty else { continue }
            try body(
                TextDataset(
                    examples: StoredList(batch),
                    path: reader.path,
                    columns: reader.columns,
                    formatDescription: reader.formatDescription,
                    warnings: warnings
                )
            )
            batch = []
            warnings = []
        }
    }

    /// Some of the examples, with the file's name and columns for errors.
    public func subset(_ indices: some Sequence<Int>) -> TextDataset {
        TextDataset(
            examples: examples.subset(indices),
            path: path,
            columns: columns,
            formatDescription: formatDescription
        )
    }

    /// The example's label.
    public func stratum(of example: TextExample) -> String {
        example.label ?? ""
    }
}
