/// The labels of a task, in the order of the model's outputs.
///
/// The order is a function of the set alone: by value if all labels are integers, else by the bytes of their
/// UTF-8. So `0, 1, 2, 10` and `negative, positive` come out as one expects, and the same files give the same
/// model whatever their row order.
public struct LabelSet: Sendable, Equatable {
    /// The labels; a label's index is the class that the model predicts.
    public let names: [String]

    private let indices: [UTF8Key: Int]

    /// The most labels of a set; more are a sign of the wrong column, and a confusion matrix of them would not fit
    /// into memory.
    static let maximumCount = 10_000

    /// Labels in a given order, such as a model's `id2label`.
    ///
    /// - Parameter names: The labels, in the order of the model's outputs.
    /// - Throws: ``DataError`` with code `invalidLabelSet` if there are fewer than two, more than 10,000, or one twice.
    public init(names: [String]) throws(DataError) {
        guard names.count <= Self.maximumCount else {
            throw DataError(
                .invalidLabelSet,
                "there are \(names.count) different labels, and more than \(Self.maximumCount) are no classes"
            )
        }
        self.names = names
        var indices: [UTF8Key: Int] = [:]
        for (index, name) in names.enumerated() {
            if let other = indices.updateValue(index, forKey: UTF8Key(name)) {
                throw DataError(.invalidLabelSet, "the label '\(name)' is both number \(other) and number \(index)")
            }
        }
        self.indices = indices
        if names.count < 2 {
            let found = names.first.map { "'\($0)' is the only label" } ?? "there are no labels"
            throw DataError(.invalidLabelSet, "\(found); classification needs at least two")
        }
    }

    /// The labels of training examples.
    ///
    /// - Parameter training: The training data.
    /// - Throws: ``DataError`` with code `missingLabel` if an example has none, `invalidLabelSet` if all have the
    ///   same or there are more than 10,000.
    public init(_ training: TextDataset) throws(DataError) {
        try self.init(training.examples, path: training.path)
    }

    /// The labels of examples.
    ///
    /// - Parameters:
    ///   - examples: The training examples.
    ///   - path: The file they come from, for errors.
    /// - Throws: ``DataError`` with code `missingLabel` if an example has none, `invalidLabelSet` if all have the
    ///   same or there are more than 10,000.
    public init(_ examples: some Sequence<TextExample>, path: String? = nil) throws(DataError) {
        var found: Set<UTF8Key> = []
        for example in examples {
            guard let label = example.label else { throw Self.missingLabel(example, path) }
            found.insert(UTF8Key(label))
        }
        do {
            try self.init(names: Self.ordered(found.map(\.string)))
        } catch {
            throw DataError(error.code, "\(error.message); check the label column", path: path)
        }
    }

    /// The labels of examples that may have any number of them.
    ///
    /// - Parameter training: The training data; where each label has a column, the columns in their order.
    /// - Throws: ``DataError`` with code `missingLabel` if an example has no list, `invalidLabelSet` if there are fewer
    ///   than two labels or more than 10,000.
    public init(_ training: MultiLabelDataset) throws(DataError) {
        var found: Set<UTF8Key> = []
        for example in training.examples {
            guard let labels = example.labels else { throw Self.missingLabel(example, training.path) }
            found.formUnion(labels.map(UTF8Key.init))
        }
        let columns = training.texts.columns.labels
        do {
            try self.init(names: columns.isEmpty ? Self.ordered(found.map(\.string)) : columns)
        } catch {
            throw DataError(error.code, "\(error.message); check the labels' column", path: training.path)
        }
    }

    /// For each label of the set whether an example has it.
    ///
    /// - Parameters:
    ///   - example: An example with a list of labels.
    ///   - path: The file it comes from, for errors.
    /// - Returns: A value for each label, in the order of the model's outputs.
    /// - Throws: ``DataError`` with code `missingLabel` or `unknownLabel`, naming the line.
    package func flags(of example: TextExample, path: String?) throws(DataError) -> [Bool] {
        guard let labels = example.labels else { throw Self.missingLabel(example, path) }
        var flags = [Bool](repeating: false, count: count)
        for label in labels {
            var single = example
            single.label = label
            flags[try index(of: single, path: path)] = true
        }
        return flags
    }

    /// The number of labels.
    public var count: Int { names.count }

    /// The class of a label, or `nil` if it is none of these; compared byte by byte.
    public func index(of name: String) -> Int? {
        indices[UTF8Key(name)]
    }

    /// Checks that every example has a label of this set.
    ///
    /// - Parameter dataset: The examples.
    /// - Throws: ``DataError`` with code `unknownLabel` or `missingLabel`, naming the line.
    public func check(_ dataset: TextDataset) throws(DataError) {
        for example in dataset.examples {
            _ = try index(of: example, path: dataset.path, field: dataset.columns.label)
        }
    }

    /// The class of an example.
    package func index(of example: TextExample, path: String?, field: String? = nil) throws(DataError) -> Int {
        guard let label = example.label else { throw Self.missingLabel(example, path) }
        if let index = index(of: label) { return index }
        let known = names.prefix(12).map { "'\($0)'" }.joined(separator: ", ")
        let more = names.count > 12 ? " and \(names.count - 12) more" : ""
        throw DataError(
            .unknownLabel,
            "the label '\(label)' is not one of the labels: \(known)\(more)",
            path: path,
            line: example.line > 0 ? example.line : nil,
            field: field
        )
    }

    /// The same labels in another order.
    ///
    /// - Parameter names: The labels in the order wanted, such as a model's `id2label`.
    /// - Returns: The labels in that order, or `nil` if the names are not the same ones.
    public func inOrder(of names: [String]) -> LabelSet? {
        guard names.count == count, let other = try? LabelSet(names: names),
            names.allSatisfy({ index(of: $0) != nil })
        else { return nil }
        return other
    }

    /// Compares the labels and their order, byte by byte.
    public static func == (left: LabelSet, right: LabelSet) -> Bool {
        left.names.elementsEqual(right.names) { $0.utf8.elementsEqual($1.utf8) }
    }
}

// MARK: - Order

extension LabelSet {
    static func ordered(_ names: [String]) -> [String] {
        let byBytes = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let values = byBytes.map { Int($0) }
        guard !values.contains(nil) else { return byBytes }
        // Labels such as `1` and `01` are different texts of one value; their bytes decide.
        return zip(values.compactMap { $0 }, byBytes)
            .sorted { $0.0 != $1.0 ? $0.0 < $1.0 : $0.1.utf8.lexicographicallyPrecedes($1.1.utf8) }
            .map { $0.1 }
    }

    private static func missingLabel(_ example: TextExample, _ path: String?) -> DataError {
        DataError(
            .missingLabel,
            "the example has no label; name the label's column with --label-column",
            path: path,
            line: example.line > 0 ? example.line : nil
        )
    }
}
