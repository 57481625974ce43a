import StrictJSON
import TestSupport
import Testing

/// `bertune score`: files in, figures out, and what is wrong with a file in one line.
@Suite("score")
struct ScoreTests {
    private static let questions = """
        {"data": [{"title": "t", "paragraphs": [{"context": "c", "qas": [
          {"id": "1", "question": "q", "answers": [{"text": "the cat", "answer_start": 0}]},
          {"id": "2", "question": "q", "answers": []}
        ]}]}]}
        """

    private func folder(_ files: [String: String]) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(text.utf8, to: name) }
        return folder
    }

    /// Scores files `p` and `r` and says what comes out as JSON.
    private func figures(_ arguments: [String], _ files: [String: String]) throws -> JSONValue {
        let process = try BertuneProcess(["score", "--json"] + arguments, in: folder(files))
        #expect(process.status == 0, "\(process.errors)")
        return try JSONValue.parse(Array(process.output.utf8))
    }

    @Test(
        "reads classes from every kind of file",
        arguments: [
            ("p.csv", "prediction\nb\na\nb\n"), ("p.txt", "b\na\nb\n"),
            ("p.jsonl", "{\"label\": \"b\"}\n{\"label\": \"a\"}\n\n{\"label\": \"b\"}"), ("p.csv", "b\na\nb"),
        ]
    )
    func classes(name: String, text: String) throws {
        let figures = try figures(
            ["--metric", "classification", "--predictions", name, "--references", "r.tsv"],
            [name: text, "r.tsv": "sentence\tlabel\nx\tb\ny\tb\nz\tb\n"]
        )
        #expect(figures["accuracy"]?.double == 2.0 / 3)
        #expect(figures["f1"]?.double == 0.8)
        #expect(figures["labels"]?.array?.count == 2)
    }

    @Test("joins by id, and by the numbers of headerless columns")
    func joining() throws {
        let byID = try figures(
            ["--metric", "regression", "--predictions", "p.jsonl", "--references", "r.csv", "--id-column", "id"],
            ["p.jsonl": "{\"id\": 2, \"score\": 4}\n{\"id\": 1, \"score\": 1.5}", "r.csv": "id,score\n1,1.5\n2,4\n"]
        )
        #expect(byID["meanSquaredError"]?.double == 0)
        let byNumber = try figures(
            [
                "--metric", "glue:cola", "--predictions", "p.tsv", "--references", "r.tsv", "--no-header",
                "--reference-column", "2", "--prediction-column", "1",
            ],
            ["p.tsv": "acceptable\t0.9\n0\t0.8\n", "r.tsv": "gj04\t1\t\tA cat.\ngj04\t0\t*\tCat a.\n"]
        )
        #expect(byNumber["matthewsCorrelation"]?.double == 1)
    }

    @Test("writes null for what is undefined")
    func undefined() throws {
        let files = ["p.txt": "1\n1\n", "r.txt": "1\n2\n"]
        let figures = try figures(["--metric", "glue:stsb", "--predictions", "p.txt", "--references", "r.txt"], files)
        #expect(figures["pearson"]?.isNull == true && figures["score"]?.isNull == true)
        let text = try BertuneProcess(
            ["score", "--metric", "glue:stsb", "--predictions", "p.txt", "--references", "r.txt"],
            in: folder(files)
        )
        #expect(text.output.contains("pearson   undefined\n"))
    }

    @Test("scores sets of labels")
    func labelSets() throws {
        let figures = try figures(
            ["--metric", "multi-label", "--predictions", "p.jsonl", "--references", "r.tsv"],
            ["p.jsonl": "{\"labels\": [\"joy\"]}\n{\"labels\": []}\n", "r.tsv": "text\tlabels\nx\tjoy | fear\ny\t\n"]
        )
        #expect(figures["microPrecision"]?.double == 1)
        #expect(figures["microRecall"]?.double == 0.5)
        #expect(figures["subsetAccuracy"]?.double == 0.5)
    }

    @Test("scores entities in one file as conlleval reads it, and in two")
    func entities() throws {
        let one = try figures(
            ["--metric", "entities", "--predictions", "p.conll"],
            ["p.conll": "-DOCSTART- O O\n\nAnn B-PER I-PER\nLee I-PER I-PER\n. O O\n\nRome B-LOC O\n"]
        )
        #expect(one["precision"]?.double == 1)
        #expect(one["recall"]?.double == 0.5)
        #expect(one["tokens"]?.int == 5)
        let strict = try figures(
            ["--metric", "entities", "--predictions", "p.jsonl", "--references", "r.txt", "--scheme", "iob2"],
            [
                "r.txt": "-DOCSTART- -X- O\n\nAnn\tNNP\tB-PER\nLee\tNNP\tI-PER\n\nRome NNP B-LOC\n",
                "p.jsonl": "{\"tags\": [\"I-PER\", \"I-PER\"]}\n{\"tags\": [\"B-LOC\"]}\n",
            ]
        )
        #expect(strict["recall"]?.double == 0.5)
        #expect(strict["types"]?.array?.count == 2)
    }

    @Test("scores answers under the official names")
    func answers() throws {
        let figures = try figures(
            [
                "--metric", "squad2", "--predictions", "p.json", "--references", "r.json", "--na-probs", "n.json",
                "--na-prob-thresh", "0.5",
            ],
            ["r.json": Self.questions, "p.json": #"{"1": "Cat", "2": "dog"}"#, "n.json": #"{"1": -2.5, "2": 3}"#]
        )
        let names = figures.object?.members.map(\.name) ?? []
        #expect(
            names == [
                "questions", "exact", "f1", "total", "HasAns_exact", "HasAns_f1", "HasAns_total", "NoAns_exact",
                "NoAns_f1", "NoAns_total", "best_exact", "best_exact_thresh", "best_f1", "best_f1_thresh",
            ]
        )
        #expect(figures["exact"]?.double == 100 && figures["best_f1_thresh"]?.double == -2.5)
    }

    static let faults: [(metric: String, files: [String: String], status: Int32, message: String)] = [
        ("classification", ["r": "a\nb\n"], 66, "p: cannot be read"),
        ("classification", ["p": "a\n", "r": "a\nb\n"], 65, "there are 1 predictions, but 2 references"),
        ("regression", ["p": "1\nx\n", "r": "1\n2\n"], 65, "p:2: 'x' is no finite number"),
        ("regression", ["p": "{\"score\": 1}\n{\"score\": }\n", "r": "1\n2\n"], 65, "p:2:"),
        ("regression", ["p": "{\"x\": 1}\n", "r": "1\n"], 65, "p:1: there is no member with a usual name"),
        ("classification", ["p": "a\n\n", "r": "a\nb\n"], 65, "p:2: there is no value"),
        ("glue:rte", ["p": "0\n2\n", "r": "0\n1\n"], 65, "p:2: the label '2' is none of entailment, not_entailment"),
        ("multi-label", ["p": "{\"labels\": [[]]}\n", "r": "a\n"], 65, "p:1: a value is neither a text nor a number"),
        ("entities", ["p": "a O\nb\n", "r": "a O\nb O\n"], 65, "p:2: the line has 1 columns"),
        ("entities", ["p": "a O\n", "r": "a O\nb O\n"], 65, "p:1: the sentence has 1 tags, but 2 in r, line 1"),
        ("entities", ["p": "a O\n\nb O\n", "r": "a O\n"], 65, "there are 2 sentences, but 1 in r"),
        ("squad", ["p": "{}", "r": "[]"], 65, "r: the document has no list 'data'"),
        ("squad", ["p": "{\"1\": 2}", "r": questions], 65, "p: the prediction of '1' is no text"),
        ("squad", ["p": "{\"1\": \"\", \"2\": \"\"}", "r": questions], 65, "r: the question '2' has no answer"),
        ("squad2", ["p": "{\"1\": \"\"}", "r": questions], 65, "no prediction for 1 of 2 questions, the first '2'"),
        ("squad2", ["p": "{\"1\": \"\",}", "r": questions], 65, "p:1:"),
    ]

    @Test("says in one line what is wrong with a file", arguments: faults.indices)
    func fault(index: Int) throws {
        let fault = Self.faults[index]
        let process = try BertuneProcess(
            ["score", "--metric", fault.metric, "--predictions", "p", "--references", "r"],
            in: folder(fault.files)
        )
        #expect(process.status == fault.status, "\(process.errors)")
        #expect(process.output.isEmpty)
        #expect(process.errorLines.count == 1)
        #expect(process.errors.contains(fault.message), "\(process.errors)")
    }

    @Test("names the line of a tag that the scheme doesn't have")
    func strictFault() throws {
        let process = try BertuneProcess(
            ["score", "--metric", "entities", "--predictions", "p", "--scheme", "iob2"],
            in: folder(["p": "a O O\n\nb O E-PER\n"])
        )
        #expect(process.status == 65)
        #expect(process.errors.contains("p:3: the tag 'E-PER' begins with none of B, I, O"))
    }

    @Test("says which of two labels f1 is of")
    func binaryF1() throws {
        let process = try BertuneProcess(
            ["score", "--metric", "classification", "--predictions", "p", "--references", "r", "--labels", "b", "a"],
            in: folder(["p": "a\nb\n", "r": "a\na\n"])
        )
        #expect(process.output.hasSuffix("f1 is that of 'a', the second of the two; --labels sets their order\n"))
    }

    @Test(
        "refuses options of other metrics by name",
        arguments: [
            ("regression", ["--labels", "a", "b"], "--labels"),
            ("classification", ["--label-separator", ","], "--label-separator"),
            ("classification", ["--scheme", "lenient"], "--scheme"),
            ("entities", ["--id-column", "id"], "--id-column"), ("entities", ["--no-header"], "--no-header"),
            ("glue:rte", ["--labels", "a", "b"], "--labels"), ("squad", ["--format", "csv"], "--format"),
            ("squad", ["--na-probs", "n"], "--na-probs"), ("multi-label", ["--labels", "a"], "--labels"),
        ]
    )
    func foreignOptions(metric: String, options: [String], name: String) throws {
        let process = try BertuneProcess(
            ["score", "--metric", metric, "--predictions", "p", "--references", "r"] + options
        )
        #expect(process.status == 64)
        #expect(process.errors.contains("\(name) has no use in --metric \(metric); leave it out"), "\(process.errors)")
    }

    @Test(
        "refuses options that don't go together",
        arguments: [
            ["--metric", "squad", "--predictions", "p", "--references", "r", "--na-probs", "n"],
            ["--metric", "squad2", "--predictions", "p", "--references", "r", "--na-prob-thresh", "0.5"],
            ["--metric", "classification", "--predictions", "p"], ["--metric", "glue:none", "--predictions", "p"],
        ]
    )
    func usage(arguments: [String]) throws {
        #expect(try BertuneProcess(["score"] + arguments).status == 64)
    }
}
