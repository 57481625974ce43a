/// How the files of one task of the GLUE benchmark are laid out (Wang et al., 2019).
///
/// They are tables separated by tabs, in which quotation marks are text; each task has columns of its own.
public struct GLUELayout: Sendable {
    /// A part of a task's data.
    public enum Part: String, Sendable, CaseIterable {
        /// What models are trained on.
        case training
        /// What their quality is read from.
        case development
        /// MNLI: the part from other sources than the training data.
        case developmentMismatched
        /// What the benchmark's server wants answers to.
        case test
        /// MNLI: the part from other sources than the training data.
        case testMismatched
        /// The diagnostic set AX, which the model for MNLI answers.
        case diagnostics
    }

    /// The columns of one file, by name, or by number from 1 where there is no header.
    struct Columns: Sendable {
        var text: String
        var pair: String?
        var label: String?
        var hasHeader = true
    }

    /// The task's name, which is also that of its folder, such as `SST-2`.
    public let name: String
    /// The labels as the files write them, in the benchmark's order; `nil` for STS-B, whose examples have numbers.
    public let labelValues: [String]?
    /// The parts that there are, with the paths in the benchmark's folder at which a file may be.
    let paths: [Part: [String]]
    /// The columns of files with labels.
    let columns: Columns
    /// The columns of the test data, where they are others.
    let testColumns: Columns
    /// Whether rows that are cut short are passed over: of QQP some are, in the file as it is published.
    let skipsShortRows: Bool

    init(
        _ name: String,
        _ columns: Columns,
        labels: [String]?,
        testColumns: Columns? = nil,
        paths: [Part: [String]]? = nil,
        skipsShortRows: Bool = false
    ) {
        self.name = name
        self.columns = columns
        self.testColumns = testColumns ?? columns
        self.skipsShortRows = skipsShortRows
        labelValues = labels
        self.paths =
            paths ?? [
                .training: ["\(name)/train.tsv"], .development: ["\(name)/dev.tsv"], .test: ["\(name)/test.tsv"],
            ]
    }
}

// MARK: - The benchmark

extension GLUELayout {
    /// All tasks, in the benchmark's order.
    public static let all: [GLUELayout] = [
        GLUELayout(
            "CoLA",
            Columns(text: "4", label: "2", hasHeader: false),
            labels: ["0", "1"],
            testColumns: Columns(text: "sentence")
        ),
        GLUELayout("SST-2", Columns(text: "sentence", label: "label"), labels: ["0", "1"]),
        GLUELayout("MRPC", Columns(text: "#1 String", pair: "#2 String", label: "Quality"), labels: ["0", "1"]),
        GLUELayout("STS-B", Columns(text: "sentence1", pair: "sentence2", label: "score"), labels: nil),
        GLUELayout(
            "QQP",
            Columns(text: "question1", pair: "question2", label: "is_duplicate"),
            labels: ["0", "1"],
            skipsShortRows: true
        ),
        GLUELayout(
            "MNLI",
            Columns(text: "sentence1", pair: "sentence2", label: "gold_label"),
            labels: ["entailment", "neutral", "contradiction"],
            paths: [
                .training: ["MNLI/train.tsv"], .development: ["MNLI/dev_matched.tsv"],
                .developmentMismatched: ["MNLI/dev_mismatched.tsv"], .test: ["MNLI/test_matched.tsv"],
                .testMismatched: ["MNLI/test_mismatched.tsv"],
                .diagnostics: ["AX/AX.tsv", "AX/diagnostic.tsv", "AX/test.tsv", "diagnostic/diagnostic.tsv"],
            ]
        ),
        GLUELayout(
            "QNLI",
            Columns(text: "question", pair: "sentence", label: "label"),
            labels: ["entailment", "not_entailment"]
        ),
        GLUELayout(
            "RTE",
            Columns(text: "sentence1", pair: "sentence2", label: "label"),
            labels: ["entailment", "not_entailment"]
        ),
        GLUELayout("WNLI", Columns(text: "sentence1", pair: "sentence2", label: "label"), labels: ["0", "1"]),
    ]

    /// The layout of a task, by its name in any case, with or without hyphens: `sst-2`, `SST2`.
    ///
    /// - Parameter name: The name.
    /// - Returns: The layout, or `nil` if the benchmark has no such task.
    public static func named(_ name: String) -> GLUELayout? {
        func key(_ name: String) -> String { name.lowercased().filter { $0 != "-" } }
        return all.first { key($0.name) == key(name) }
    }

    /// The name under which the benchmark's server wants the answers to a part, without `.tsv`; `nil` for a part with
    /// labels.
    public func submissionName(of part: Part) -> String? {
        switch part {
        case .training, .development, .developmentMismatched: nil
        case .test: name == "MNLI" ? "MNLI-m" : name
        case .testMismatched: "MNLI-mm"
        case .diagnostics: "AX"
        }
    }

    /// The parts that the task has.
    public var parts: [Part] {
        Part.allCases.filter { paths[$0] != nil }
    }
}
