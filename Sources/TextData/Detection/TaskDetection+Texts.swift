extension TaskDetection {
    /// What texts and their labels show.
    static func fromTexts(_ path: String, options: TableOptions) throws(DataError) -> TaskDetection {
        if !options.labelColumns.isEmpty {
            return TaskDetection("multi-label-classification", "columns that are a label each (--label-columns)")
        }
        let sample = try Sample(path, options: options)
        let pairs = sample.columns.pair.map { "columns '\(sample.columns.text)' and '\($0)', " }
        let texts = pairs ?? "column '\(sample.columns.text)', "
        let column = "'\(sample.columns.label ?? "label")'"
        switch sample.labels {
        case .lists:
            return TaskDetection("multi-label-classification", texts + "lists of labels in \(column)")
        case .separated(let separator):
            return TaskDetection(
                "multi-label-classification",
                texts + "labels with \(separator) between them in \(column)",
                alternatives: [sample.isPair ? "text-pair-classification" : "text-classification"]
            )
        case .fractions(let lowest, let highest):
            return TaskDetection(
                sample.isPair ? "sentence-similarity" : "text-regression",
                texts + "numbers with fractions in \(column), from \(lowest) to \(highest)"
            )
        case .scores(let lowest, let highest):
            return TaskDetection(
                sample.isPair ? "sentence-similarity" : "text-regression",
                texts + "numbers in \(column), from \(lowest) to \(highest)",
                alternatives: [sample.isPair ? "text-pair-classification" : "text-classification"]
            )
        case .classes(let count, let areNumbers):
            let isScale = areNumbers && count > 2
            return TaskDetection(
                sample.isPair ? "text-pair-classification" : "text-classification",
                texts + "\(count) different labels in \(column)",
                alternatives: isScale ? [sample.isPair ? "sentence-similarity" : "text-regression"] : []
            )
        }
    }
}

/// The first examples of a file of texts, and what their labels are.
private struct Sample {
    enum Labels {
        case lists
        case separated(String)
        case fractions(String, String)
        case scores(String, String)
        case classes(count: Int, areNumbers: Bool)
    }

    let columns: TextDataset.Columns
    let labels: Labels

    var isPair: Bool { columns.pair != nil }

    init(_ path: String, options: TableOptions) throws(DataError) {
        var refusal: DataError?
        // Labels are names as a rule; numbers with fractions and lists are refused as names, or are called otherwise.
        for kind in [TableOptions.LabelKind.name, .number, .list] {
            var options = options
            options.labelKind = kind
            options.labelsRequired = true
            do throws(DataError) {
                let (columns, examples) = try Self.examples(path, options: options)
                self.columns = columns
                labels = Self.labels(of: examples, kind: kind, separator: options.labelSeparator)
                return
            } catch {
                guard [.missingColumn, .invalidField].contains(error.code) else { throw error }
                refusal = refusal ?? error
            }
        }
        throw refusal ?? DataError(.missingColumn, "no column of labels is found", path: path)
    }

    private static func examples(
        _ path: String,
        options: TableOptions
    ) throws(DataError) -> (TextDataset.Columns, [TextExample]) {
        var reader = try ExampleReader(path: path, options: options)
        var examples: [TextExample] = []
        while examples.count < TaskDetection.sampleCount, let example = try reader.next() { examples.append(example) }
        if examples.isEmpty { throw DataError(.noExamples, "the file holds a header and no examples", path: path) }
        return (reader.columns, examples)
    }

    private static func labels(
        of examples: [TextExample],
        kind: TableOptions.LabelKind,
        separator: String
    ) -> Labels {
        if kind == .list, examples.contains(where: { ($0.labels ?? []).count != 1 }) { return .lists }
        let names = kind == .list ? examples.compactMap { $0.labels?.first } : examples.compactMap(\.label)
        let distinct = Set(names.map(UTF8Key.init))
        let numbers = names.compactMap { Double($0) }.filter(\.isFinite)
        if !names.isEmpty, numbers.count == names.count, let lowest = numbers.min(), let highest = numbers.max() {
            let range = (plain(lowest), plain(highest))
            if names.contains(where: { $0.utf8.contains(UInt8(ascii: ".")) }) { return .fractions(range.0, range.1) }
            if kind == .number { return .scores(range.0, range.1) }
        } else if !separator.isEmpty, kind != .number {
            // Several labels in one field: then the same ones come again in other company.
            let parts = names.flatMap { $0.split(separator: separator, omittingEmptySubsequences: false) }
            let isSeparated = names.contains { $0.contains(separator) }
            if isSeparated, Set(parts.map { UTF8Key($0.trimmingASCIIBlanks()) }).count < distinct.count {
                return .separated(separator)
            }
        }
        return .classes(count: distinct.count, areNumbers: numbers.count == names.count)
    }

    private static func plain(_ value: Double) -> String {
        Int(exactly: value).map { String($0) } ?? "\(value)"
    }
}

extension Substring {
    fileprivate func trimmingASCIIBlanks() -> String { String(self).trimmingASCIIBlanks() }
}
