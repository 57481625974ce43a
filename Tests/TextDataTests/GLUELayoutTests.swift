import TestSupport
import Testing
import TextData

/// A small file in the layout that the benchmark has for it, and what is to be read.
struct GLUEFile: Sendable, CustomTestStringConvertible {
    let task: String
    let part: GLUELayout.Part
    let rows: [String]
    let texts: [[String?]]
    let labels: [String?]

    var testDescription: String { "\(task), \(part)" }

    private static let mnliHeader =
        "index\tpromptID\tpairID\tgenre\tsentence1_binary_parse\tsentence2_binary_parse\tsentence1_parse\t"
        + "sentence2_parse\tsentence1\tsentence2"

    static let all: [GLUEFile] = [
        GLUEFile(
            task: "CoLA",
            part: .training,
            rows: ["gj04\t1\t\tThe \"cat\" sat.", "gj04\t0\t*\tCat the sat."],
            texts: [["The \"cat\" sat.", nil], ["Cat the sat.", nil]],
            labels: ["1", "0"]
        ),
        GLUEFile(
            task: "CoLA",
            part: .test,
            rows: ["index\tsentence", "0\tBill whistled."],
            texts: [["Bill whistled.", nil]],
            labels: [nil]
        ),
        GLUEFile(
            task: "SST-2",
            part: .development,
            rows: ["sentence\tlabel", "a charming journey . \t1", "bleak \t0"],
            texts: [["a charming journey . ", nil], ["bleak ", nil]],
            labels: ["1", "0"]
        ),
        GLUEFile(
            task: "MRPC",
            part: .training,
            rows: ["\u{FEFF}Quality\t#1 ID\t#2 ID\t#1 String\t#2 String", "1\t7\t8\tHe said so.\t\"He never said so."],
            texts: [["He said so.", "\"He never said so."]],
            labels: ["1"]
        ),
        GLUEFile(
            task: "MRPC",
            part: .test,
            rows: ["index\t#1 ID\t#2 ID\t#1 String\t#2 String", "0\t7\t8\tHe said so.\tHe never said so."],
            texts: [["He said so.", "He never said so."]],
            labels: [nil]
        ),
        GLUEFile(
            task: "STS-B",
            part: .training,
            rows: [
                "index\tgenre\tfilename\tyear\told_index\tsource1\tsource2\tsentence1\tsentence2\tscore",
                "0\tmain\tMSRvid\t2012\t1\tnone\tnone\tA \"plane.\tA plane.\t4.750",
            ],
            texts: [["A \"plane.", "A plane."]],
            labels: ["4.750"]
        ),
        GLUEFile(
            task: "QQP",
            part: .training,
            rows: [
                "id\tqid1\tqid2\tquestion1\tquestion2\tis_duplicate", "1\t2\t3\tWhy?\tWhy not?\t0", "4\t5\t6\tHow?",
                "7\t8\t9\t\"Who?\tWho?\t1",
            ],
            texts: [["Why?", "Why not?"], ["\"Who?", "Who?"]],
            labels: ["0", "1"]
        ),
        GLUEFile(
            task: "QQP",
            part: .test,
            rows: ["id\tquestion1\tquestion2", "0\tWhy?\tWhy not?"],
            texts: [["Why?", "Why not?"]],
            labels: [nil]
        ),
        GLUEFile(
            task: "MNLI",
            part: .training,
            rows: [
                mnliHeader + "\tlabel1\tgold_label", "0\t1\t2\tfiction\t(a)\t(b)\t(c)\t(d)\tA cat.\tA dog.\tx\tneutral",
            ],
            texts: [["A cat.", "A dog."]],
            labels: ["neutral"]
        ),
        GLUEFile(
            task: "MNLI",
            part: .developmentMismatched,
            rows: [
                mnliHeader + "\tlabel1\tlabel2\tlabel3\tlabel4\tlabel5\tgold_label",
                "0\t1\t2\tletters\t(a)\t(b)\t(c)\t(d)\tA cat.\tA dog.\tneutral\tx\tx\tx\tx\tcontradiction",
            ],
            texts: [["A cat.", "A dog."]],
            labels: ["contradiction"]
        ),
        GLUEFile(
            task: "MNLI",
            part: .testMismatched,
            rows: [mnliHeader, "0\t1\t2\tletters\t(a)\t(b)\t(c)\t(d)\tA cat.\tA dog."],
            texts: [["A cat.", "A dog."]],
            labels: [nil]
        ),
        GLUEFile(
            task: "MNLI",
            part: .diagnostics,
            rows: ["index\tsentence1\tsentence2", "0\tThe cat sat.\tThe cat did not sit."],
            texts: [["The cat sat.", "The cat did not sit."]],
            labels: [nil]
        ),
        GLUEFile(
            task: "QNLI",
            part: .training,
            rows: ["index\tquestion\tsentence\tlabel", "0\tWhen?\tIn 1990.\tnot_entailment"],
            texts: [["When?", "In 1990."]],
            labels: ["not_entailment"]
        ),
        GLUEFile(
            task: "RTE",
            part: .development,
            rows: ["index\tsentence1\tsentence2\tlabel", "0\tA.\tB.\tentailment"],
            texts: [["A.", "B."]],
            labels: ["entailment"]
        ),
        GLUEFile(
            task: "WNLI",
            part: .development,
            rows: ["index\tsentence1\tsentence2\tlabel", "0\tA.\tB.\t1"],
            texts: [["A.", "B."]],
            labels: ["1"]
        ),
    ]
}

@Suite("GLUE's files")
struct GLUELayoutTests {
    @Test("are read in the benchmark's own layout", arguments: GLUEFile.all)
    func reading(_ file: GLUEFile) throws {
        let folder = try TemporaryFolder()
        let layout = try #require(GLUELayout.named(file.task))
        let place = try #require(layout.paths(of: file.part, in: "glue").last)
        try folder.write(file.rows.joined(separator: "\n").utf8, to: place)
        let path = try #require(layout.path(of: file.part, in: folder.path("glue")))
        let dataset = try layout.read(file.part, path: path)
        #expect(dataset.examples.map { [$0.text, $0.pair] } == file.texts)
        #expect(dataset.examples.map(\.label) == file.labels)
    }

    @Test("have labels that can be called as the benchmark calls them")
    func labelNames() throws {
        let folder = try TemporaryFolder()
        try folder.write("a\t1\t\tThe cat sat.\na\t0\t*\tCat.".utf8, to: "CoLA/train.tsv")
        let layout = try #require(GLUELayout.named("cola"))
        let path = try #require(layout.path(of: .training, in: folder.path))
        let dataset = try layout.read(.training, path: path, labelNames: ["unacceptable", "acceptable"])
        #expect(dataset.examples.map(\.label) == ["acceptable", "unacceptable"])
    }

    @Test("with a label that the task doesn't have are refused with the line")
    func unknownLabel() throws {
        let folder = try TemporaryFolder()
        let rows = "index\tsentence1\tsentence2\tlabel\n0\ta\tb\tentailment\n1\ta\tb\tneutral"
        try folder.write(rows.utf8, to: "RTE/train.tsv")
        let layout = try #require(GLUELayout.named("RTE"))
        let error = try #require(
            throws: DataError.self,
            performing: { try layout.read(.training, path: folder.path("RTE/train.tsv")) }
        )
        #expect(error.code == .unknownLabel)
        #expect(error.line == 3)
    }

    @Test("are known by their names in any case, with or without hyphens")
    func names() {
        #expect(["sst-2", "SST2", "Sst-2"].allSatisfy { GLUELayout.named($0)?.name == "SST-2" })
        #expect(GLUELayout.named("ax") == nil)
        #expect(
            GLUELayout.all.flatMap { layout in layout.parts.compactMap { layout.submissionName(of: $0) } } == [
                "CoLA", "SST-2", "MRPC", "STS-B", "QQP", "MNLI-m", "MNLI-mm", "AX", "QNLI", "RTE", "WNLI",
            ]
        )
    }

    @Test(
        "as they are published are read whole",
        .enabled(if: TestData.shared("data/glue") != nil, "the folder of shared data is not there (BERTUNE_SHARED)"),
        arguments: [
            ("CoLA", [8551, 1043, 1063]), ("SST-2", [67349, 872]), ("MRPC", [3668, 408, 1725]),
            ("STS-B", [5749, 1500, 1379]), ("QNLI", [5463, 5463]), ("RTE", [2490, 277, 3000]),
            ("WNLI", [635, 71, 146]),
        ]
    )
    func published(_ name: String, _ counts: [Int]) throws {
        let folder = try #require(TestData.shared("data/glue"))
        let layout = try #require(GLUELayout.named(name))
        let found = try layout.parts.compactMap { part in
            try layout.path(of: part, in: folder).map { try layout.read(part, path: $0).examples.count }
        }
        #expect(found == counts)
    }
}
