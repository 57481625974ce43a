internal import EvaluationMetrics
public import FineTuning
internal import Foundation
internal import Prediction
internal import Yams

/// The `README.md` of a run folder: what the model is, for the Hugging Face Hub and for whoever finds the folder.
///
/// Its head is the YAML that the Hub reads (Mitchell et al., "Model Cards for Model Reporting", 2019, for the rest).
public struct ModelCard {
    private let report: RunReport
    private let description: RunDescription

    /// The card of a run.
    ///
    /// - Parameters:
    ///   - report: What the run's report says.
    ///   - description: How the run was made.
    public init(report: RunReport, description: RunDescription) {
        self.report = report
        self.description = description
    }

    /// The card's text.
    ///
    /// - Returns: Markdown below a head of YAML.
    /// - Throws: What Yams says of a head that can't be written.
    public func markdown() throws -> String {
        [
            "---\n" + (try head()) + "---\n",
            "# \(Self.line(report.title))\n",
            "\(Self.line(description.model ?? "A BERT model")), fine-tuned with BERTune to \(ability).\n",
            "## Results\n\n" + results,
            "## How to use it\n\n" + usage,
            "## How it was made\n\n" + training,
            "## Limits\n\n" + limits,
            Self.mark + "\n",
        ].joined(separator: "\n")
    }

    /// The line by which a card is known as one that no person has written.
    private static let mark =
        "<!-- Written by bertune train; take this line out, and the card stays when the run is made again. -->"

    /// Whether a card may be replaced: it was written by ``markdown()`` and not taken over by a person.
    ///
    /// - Parameter card: The text of a card.
    /// - Returns: Whether it may.
    public static func isReplaceable(_ card: String) -> Bool { card.contains(mark) }

    private var ability: String {
        let prefix = "How well does it "
        guard report.question.hasPrefix(prefix) else { return "answer" }
        return Self.line(String(report.question.dropFirst(prefix.count).dropLast()))
    }

    // MARK: - The head

    /// The pipeline of transformers that runs the model.
    private var pipeline: String {
        switch description.task {
        case "token-classification": "token-classification"
        case "question-answering": "question-answering"
        default: "text-classification"
        }
    }

    private func head() throws -> String {
        var members: [(Node, Node)] = [
            ("library_name", Self.node("transformers")), ("pipeline_tag", Self.node(pipeline)),
            ("tags", Self.list([Self.node("bertune"), Self.node("bert")])),
        ]
        // Only what may be a model of the Hub is named as one: a folder of this machine is nothing to others.
        if let model = description.model, model.split(separator: "/").count <= 2, !model.hasPrefix("/"),
            !model.hasPrefix("."), !FileManager.default.fileExists(atPath: model)
        {
            members.append(("base_model", Self.node(model)))
        }
        let shown = report.metrics.filter { $0.value.name != "loss" && !$0.value.isMinor }
        if !shown.isEmpty {
            var names: [String] = []
            for metric in shown where !names.contains(Self.hubName(metric.value.name)) {
                names.append(Self.hubName(metric.value.name))
            }
            members.append(("metrics", Self.list(names.map { Self.node($0) })))
            let metrics: [Node] = shown.map { metric in
                Self.mapping([
                    ("type", Self.node(Self.hubName(metric.value.name))), ("name", Self.node(metric.value.name)),
                    ("value", Node(String(metric.value.value), Tag(.float))),
                ])
            }
            let result = Self.mapping([
                ("task", Self.mapping([("type", Self.node(pipeline))])),
                ("dataset", Self.mapping([("name", Self.node(report.measuredOn)), ("type", Self.node("local"))])),
                ("metrics", Self.list(metrics)),
            ])
            let model = Self.mapping([("name", Self.node(report.title)), ("results", Self.list([result]))])
            members.append(("model-index", Self.list([model])))
        }
        return try Yams.serialize(node: Self.mapping(members), allowUnicode: true, sortKeys: false)
    }

    /// A text in quotes, so that none is taken for a number or a yes.
    private static func node(_ text: String) -> Node {
        Node(text, Tag(.implicit), .doubleQuoted)
    }

    private static func mapping(_ members: [(Node, Node)]) -> Node { .mapping(Node.Mapping(members)) }

    private static func list(_ nodes: [Node]) -> Node { .sequence(Node.Sequence(nodes)) }

    /// A metric's name as the Hub knows it.
    private static func hubName(_ name: String) -> String {
        switch name {
        case "exactMatch": "exact_match"
        case "pearson": "pearsonr"
        case "spearman": "spearmanr"
        case "matthewsCorrelation": "matthews_correlation"
        case "meanSquaredError": "mse"
        case "macroF1", "microF1", "weightedF1", "samplesF1": "f1"
        default: name
        }
    }

    // MARK: - The text

    private var results: String {
        guard !report.metrics.isEmpty else { return "Nothing was measured.\n" }
        let rows = report.metrics.map { metric in
            let interval = metric.interval.map {
                "\(AnswerText.fixed($0.lower, 4)) to \(AnswerText.fixed($0.upper, 4))"
            }
            return [metric.value.name, AnswerText.fixed(metric.value.value, 4), interval ?? ""]
        }
        return "On \(Self.line(report.measuredOn)); the intervals are of a bootstrap over the examples.\n\n"
            + Self.table(["metric", "value", "95 % interval"], rows)
    }

    private var usage: String {
        let example =
            pipeline == "question-answering"
            ? "print(model(question=\"…\", context=\"…\"))" : "print(model(\"…\"))"
        return """
            With BERTune, which computes no padding:

            ```sh
            bertune predict FOLDER "…"
            ```

            With transformers:

            ```python
            from transformers import pipeline

            model = pipeline("\(pipeline)", model="FOLDER")
            \(example)
            ```

            """
    }

    private var training: String {
        let sources = RunDescription.DataRole.allCases.compactMap { role in
            description.data[role].map { source in
                [
                    role.rawValue, (source.path as NSString).lastPathComponent, "\(source.examples)", "\(source.bytes)",
                    source.sha256,
                ]
            }
        }
        let data = sources.isEmpty ? "" : Self.table(["data", "file", "examples", "bytes", "SHA-256"], sources) + "\n"
        let facts = report.facts.map { [$0.name, $0.text] }
        return data + Self.table(["", ""], facts)
            + "\nEverything it takes to make it again is in `recipe.yaml`; `report.html` shows how it went.\n"
    }

    private var limits: String {
        let notes = report.dataNotes.map { "- \(Self.line($0))\n" }.joined()
        return """
            The figures hold for texts like those that it was measured on. What is rare there, or written otherwise, it \
            may get wrong more often, and mistakes of the training data it has learned. Look at the surest mistakes in \
            `report.html` before you rely on it.

            \(notes)
            """
    }

    // MARK: - Markdown

    /// A text on one line, in which nothing is taken for a mark.
    private static func line(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        // By scalars: a mark and what is combined with it are one character.
        for scalar in AnswerText.onOneLine(text).unicodeScalars {
            if "\\`*_{}[]<>#|".unicodeScalars.contains(scalar) { line.append("\\") }
            line.append(scalar)
        }
        return String(line)
    }

    private static func table(_ header: [String], _ rows: [[String]]) -> String {
        func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
        let escaped = rows.map { $0.map(line) }
        return row(header) + "|" + String(repeating: "---|", count: header.count) + "\n" + escaped.map(row).joined()
    }
}
