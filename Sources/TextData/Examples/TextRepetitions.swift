/// Which texts stand more than once in the training data, and which in the validation data too.
///
/// The texts' fingerprints are dealt out to parts by their bits, each part in the file's order, so that equal texts come
/// into the same part and one part at a time is looked through. Memory holds one part.
struct TextRepetitions {
    /// The training examples of one part, about: a million, of which a dictionary takes some fifty megabytes.
    private static var partSize: Int { StoredLists.memoryLimit / 16 + 1 }
    /// The most parts; each may be a file.
    private static let maximumPartCount = 128

    /// Texts that repeat an earlier one with the same label.
    private(set) var repeated = LineCount()
    /// Texts that repeat an earlier one under another label.
    private(set) var contradicting = LineCount()
    /// Texts of the validation data that stand in the training data.
    private(set) var shared = LineCount()

    /// Compares the texts of one data set with each other and with those of another.
    ///
    /// - Throws: ``DataError`` with code `scratchFailed`.
    init(in training: TextDataset, _ validation: TextDataset?) throws(DataError) {
        let partCount = min(training.examples.count / Self.partSize + 1, Self.maximumPartCount)
        let training = try Self.parts(of: training, count: partCount)
        let validation = try validation.map { (texts) throws(DataError) in try Self.parts(of: texts, count: partCount) }
        for index in 0..<partCount { add(training[index], validation?[index] ?? []) }
    }

    private static func parts(of texts: TextDataset, count: Int) throws(DataError) -> [StoredList<TextFingerprint>] {
        var parts = [StoredListBuilder<TextFingerprint>](repeating: StoredListBuilder(oneOf: count), count: count)
        var progress = PreparationCounter(.comparing, path: texts.path, of: texts.examples.count)
        for example in texts.examples {
            let fingerprint = TextFingerprint(example)
            try parts[Int(fingerprint.text.high % UInt64(count))].append(fingerprint)
            progress.advance()
        }
        var lists: [StoredList<TextFingerprint>] = []
        for index in parts.indices { lists.append(try parts[index].finish()) }
        return lists
    }

    private mutating func add(_ training: StoredList<TextFingerprint>, _ validation: StoredList<TextFingerprint>) {
        // The label of the first example with a text.
        var firstLabels: [TextFingerprint.Hash: UInt64] = [:]
        firstLabels.reserveCapacity(training.count)
        for example in training {
            guard let label = firstLabels[example.text] else {
                firstLabels[example.text] = example.label
                continue
            }
            if label == example.label { repeated.add(example.line) } else { contradicting.add(example.line) }
        }
        for example in validation where firstLabels[example.text] != nil { shared.add(example.line) }
    }
}

/// What is needed of an example to find others of the same texts.
struct TextFingerprint: Storable {
    /// 128 bits; two different texts in 10¹⁰ have the same ones with a probability of 10⁻¹⁹.
    struct Hash: Hashable {
        let high: UInt64
        let low: UInt64
    }

    let text: Hash
    let label: UInt64
    let line: Int

    /// The fingerprint of an example; its labels count as a set.
    init(_ example: TextExample) {
        text = Hash(high: Self.hash(example, salt: 0), low: Self.hash(example, salt: 1))
        var labels = Hasher()
        for label in (example.labels ?? []).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            labels.combine(UTF8Key(label))
        }
        labels.combine(example.label.map(UTF8Key.init))
        label = UInt64(truncatingIfNeeded: labels.finalize())
        line = example.line
    }

    /// The standard library's SipHash, whose key is drawn anew for each process: nobody can aim at equal hashes.
    private static func hash(_ example: TextExample, salt: UInt64) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(salt)
        hasher.combine(UTF8Key(example.text))
        hasher.combine(example.pair.map(UTF8Key.init))
        return UInt64(truncatingIfNeeded: hasher.finalize())
    }

    func write(to record: inout RecordWriter) {
        record.write(bits: text.high)
        record.write(bits: text.low)
        record.write(bits: label)
        record.write(line)
    }

    init(from record: inout RecordReader) {
        text = Hash(high: record.bits(), low: record.bits())
        label = record.bits()
        line = record.read()
    }
}
