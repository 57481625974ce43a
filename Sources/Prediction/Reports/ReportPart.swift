public import EvaluationMetrics

/// A piece of what a task has to show of its answers: what there is, and nothing of how it looks.
public enum ReportPart: Sendable {
    /// Rows of figures.
    case table(ReportTable)
    /// How often each label was taken for each.
    case confusion(ReportConfusion)
    /// Whether confidence can be believed.
    case reliability(ReportReliability)
    /// Counts of several kinds.
    case bars(ReportBars)
    /// Predicted numbers over true ones.
    case points(ReportPoints)
    /// Lines over one quantity.
    case curves(ReportCurves)
    /// Examples with what was said of them.
    case examples(ReportExamples)
}

/// Rows of figures under a heading.
public struct ReportTable: Sendable {
    /// What the table is of.
    public let title: String
    /// What a reader should know of it.
    public let note: String?
    /// The columns' names; the first column names the rows.
    public let header: [String]
    /// The cells, as many in each row as there are columns.
    public let rows: [[String]]

    /// A table.
    public init(title: String, note: String? = nil, header: [String], rows: [[String]]) {
        self.title = title
        self.note = note
        self.header = header
        self.rows = rows
    }
}

/// How often each label was taken for each.
public struct ReportConfusion: Sendable {
    /// What the labels are of.
    public let title: String
    /// What a reader should know of it.
    public let note: String?
    /// The labels, in the matrix's order.
    public let labels: [String]
    /// The counts.
    public let matrix: ConfusionMatrix

    /// A matrix with its labels.
    public init(title: String, note: String? = nil, labels: [String], matrix: ConfusionMatrix) {
        self.title = title
        self.note = note
        self.labels = labels
        self.matrix = matrix
    }
}

/// Whether confidence can be believed, as the model is and with a temperature.
public struct ReportReliability: Sendable {
    /// What is answered, such as `labels` or `words`.
    public let subject: String
    /// As the model is.
    public let reliability: Reliability
    /// The temperature that would be best for these examples, and what it would do; `nil` where none is offered.
    public let scaled: (temperature: Double, reliability: Reliability)?

    /// A reliability with what could be made of it.
    public init(
        subject: String,
        reliability: Reliability,
        scaled: (temperature: Double, reliability: Reliability)? = nil
    ) {
        self.subject = subject
        self.reliability = reliability
        self.scaled = scaled
    }
}

/// Counts of several kinds.
public struct ReportBars: Sendable {
    /// What is counted.
    public let title: String
    /// What a reader should know of it.
    public let note: String?
    /// The kinds and their counts.
    public let bars: [(name: String, count: Int)]

    /// Counts with their names.
    public init(title: String, note: String? = nil, bars: [(name: String, count: Int)]) {
        self.title = title
        self.note = note
        self.bars = bars
    }
}

/// Predicted numbers over true ones.
public struct ReportPoints: Sendable {
    /// What the numbers are.
    public let title: String
    /// The pairs.
    public let points: [(reference: Double, prediction: Double)]

    /// Pairs of numbers.
    public init(title: String, points: [(reference: Double, prediction: Double)]) {
        self.title = title
        self.points = points
    }
}

/// Lines over one quantity, four at most in one chart.
public struct ReportCurves: Sendable {
    /// A line under its name.
    public struct Curve: Sendable {
        /// The name.
        public let name: String
        /// The points, in the order of x.
        public let points: [(x: Double, y: Double)]

        /// A line.
        public init(name: String, points: [(x: Double, y: Double)]) {
            self.name = name
            self.points = points
        }
    }

    /// What the lines are of.
    public let title: String
    /// What they are drawn over.
    public let horizontalName: String
    /// The lines.
    public let curves: [Curve]

    /// Lines under a heading.
    public init(title: String, horizontalName: String, curves: [Curve]) {
        self.title = title
        self.horizontalName = horizontalName
        self.curves = curves
    }
}

/// Examples with what was said of them.
public struct ReportExamples: Sendable {
    /// What these examples are.
    public let title: String
    /// What a reader should know of them.
    public let note: String?
    /// The examples, the most telling first.
    public let examples: [ReportExample]

    /// Examples under a heading.
    public init(title: String, note: String? = nil, examples: [ReportExample]) {
        self.title = title
        self.note = note
        self.examples = examples
    }
}

/// One example with what was said of it.
public struct ReportExample: Sendable {
    /// A stretch of text, marked or not.
    public struct Segment: Sendable, Equatable {
        /// The text.
        public let text: String
        /// What it is marked as; `nil` for plain text.
        public let mark: Mark?

        /// A stretch of text.
        public init(_ text: String, _ mark: Mark? = nil) {
            self.text = text
            self.mark = mark
        }
    }

    /// How a stretch of text stands to the truth.
    public struct Mark: Sendable, Equatable {
        /// The ways.
        public enum Kind: String, Sendable, CaseIterable {
            /// Found, and rightly.
            case right
            /// True, and not found.
            case missed
            /// Found, and not true.
            case spurious
            /// Found, and something else.
            case wrong
        }

        /// The way.
        public let kind: Kind
        /// What it is, such as `PER`, or `PER instead of LOC`.
        public let label: String

        /// A mark.
        public init(_ kind: Kind, _ label: String) {
            self.kind = kind
            self.label = label
        }
    }

    /// The line of the file on which the example begins; 0 if it comes from none.
    public let line: Int
    /// The text in stretches, a list for each part, such as question and context.
    public let parts: [[Segment]]
    /// What is true; `nil` where the marks say it.
    public let reference: String?
    /// What was said; `nil` where the marks say it.
    public let prediction: String?
    /// How sure the model was, from 0 to 1; `nil` where there is no such number.
    public let confidence: Double?

    /// An example.
    public init(
        line: Int,
        parts: [[Segment]],
        reference: String? = nil,
        prediction: String? = nil,
        confidence: Double? = nil
    ) {
        self.line = line
        self.parts = parts
        self.reference = reference
        self.prediction = prediction
        self.confidence = confidence
    }
}

extension ReportExample {
    /// The most examples of one kind that are shown.
    static let limit = 25

    /// The texts of an example without marks.
    static func plain(_ texts: [String?]) -> [[Segment]] {
        texts.compactMap { text in text.map { [Segment($0)] } }
    }
}
