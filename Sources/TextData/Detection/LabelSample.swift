/// The first examples of a file of texts, and what their labels are.
struct LabelSample {
    enum Labels {
        case lists
        case separated(String)
        case fractions(String, String)
        case scores(String, String)
        /// Numbers, but for a few labels, of which the first is told.
        case numbersWithFaults(String, String, fault: (label: String, line: Int))
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
                // An example without a label is one where others have several; elsewhere its label is missing.
                if let refusal, refusal.code == .missingLabel, !Self.areSeparated(examples) { throw refusal }
                self.columns = columns
                labels = Self.labels(of: examples, kind: kind, separator: options.labelSeparator)
                return
            } catch {
                guard [.missingColumn, .invalidField, .missingLabel].contains(error.code) else { throw error }
                refusal = refusal ?? error
            }
        }
        throw refusal ?? DataError(.missingColumn, "no column of labels is found", path: path)
    }

    private static func examples(
        _ path: String,
        options: TableOptions
    ) throws(DataError) -> (TextDataset.Columns, [TextExample]) {
        var reader = try ExampleReader(ByteInput.opening(path), options: options)
        var examples: [TextExample] = []
        while examples.count < TaskDetection.sampleCount, let example = try reader.next() { examples.append(example) }
        if examples.isEmpty { throw DataError(.noExamples, "the file holds a header and no examples", path: path) }
        return (reader.columns, examples)
    }

    /// Whether examples have several labels, of which some come again elsewhere.
    private static func areSeparated(_ examples: [TextExample]) -> Bool {
        let lists = examples.compactMap(\.labels)
        let labels = lists.joined().map(UTF8Key.init)
        return lists.contains { $0.count > 1 } && Set(labels).count < labels.count
    }

    /// Whether there are fewer labels than sets of them.
    private static func recur(_ lists: [[String]]) -> Bool {
        let sets = Set(lists.filter { !$0.isEmpty }.map { UTF8Key($0.joined(separator: "\u{0}")) })
        return Set(lists.joined().map(UTF8Key.init)).count < sets.count
    }

    private static func labels(
        of examples: [TextExample],
        kind: TableOptions.LabelKind,
        separator: String
    ) -> Labels {
        if kind == .list, examples.contains(where: { ($0.labels ?? []).count != 1 }) { return .lists }
        let names = kind == .list ? examples.compactMap { $0.labels?.first } : examples.compactMap(\.label)
        let distinct = Set(names.map(UTF8Key.init))
        if kind != .list, let numbers = numbers(examples, kind: kind) { return numbers }
        if !separator.isEmpty, kind == .name, names.contains(where: { $0.contains(separator) }) {
            let lists = names.map { name in
                name.split(separator: separator, omittingEmptySubsequences: false).map {
                    String($0).trimmingASCIIBlanks()
                }
            }
            if recur(lists) { return .separated(separator) }
        }
        return .classes(count: distinct.count, areNumbers: names.allSatisfy { number($0) != nil })
    }

    /// What labels are that are numbers, all of them or nearly; `nil` for classes.
    private static func numbers(_ examples: [TextExample], kind: TableOptions.LabelKind) -> Labels? {
        var numbers: [Double] = []
        var hasFractions = false
        var fault: (label: String, line: Int)?
        for example in examples {
            guard let label = example.label else { continue }
            if let number = number(label) {
                numbers.append(number)
                hasFractions = hasFractions || label.utf8.contains(UInt8(ascii: "."))
            } else {
                fault = fault ?? (label, example.line)
            }
        }
        guard let lowest = numbers.min(), let highest = numbers.max() else { return nil }
        let range = (plain(lowest), plain(highest))
        if let fault {
            // A class may have any name; but nobody has classes of which four in five are numbers that hardly recur.
            let distinctCount = Set(numbers).count
            let areAmounts = (distinctCount > 20 || hasFractions) && distinctCount * 2 > numbers.count
            guard numbers.count * 5 >= examples.count * 4, areAmounts || kind == .number else { return nil }
            return .numbersWithFaults(range.0, range.1, fault: fault)
        }
        if hasFractions { return .fractions(range.0, range.1) }
        return kind == .number ? .scores(range.0, range.1) : nil
    }

    private static func number(_ label: String) -> Double? {
        Double(label).flatMap { $0.isFinite ? $0 : nil }
    }

    private static func plain(_ value: Double) -> String {
        Int(exactly: value).map { String($0) } ?? "\(value)"
    }
}
