import Foundation
import TestSupport
import Testing

/// What kind of data a run was trained on is remembered, and other data are read, or refused, by it.
@Suite("Data of the same kind as in training")
struct DataKindTests {
    private static let recipe = ["--max-steps", "1", "--batch-size", "4", "--quiet"]

    private func run(_ arguments: [String], in folder: TemporaryFolder) throws -> BertuneProcess {
        let process = try BertuneProcess(arguments, in: folder)
        try #require(process.status == 0, "\(process.errors)")
        return process
    }

    private func expectRefusal(_ arguments: [String], _ message: String, in folder: TemporaryFolder) throws {
        let process = try BertuneProcess(arguments, in: folder)
        #expect(process.status == 65, "\(process.errors)")
        #expect(process.errorLines.count == 1)
        #expect(process.errors.contains(message), "\(process.errors)")
    }

    @Test("a model of single texts refuses pairs, one of pairs single texts")
    func pairs() throws {
        let folder = try TemporaryFolder.withTinyModel()
        let rows = (0..<12).map { "a film \($0)\tis \(["good", "bad"][$0 % 2])\t\(["positive", "negative"][$0 % 2])\n" }
        try folder.write(("sentence1\tsentence2\tlabel\n" + rows.joined()).utf8, to: "pairs.tsv")
        let train = ["train", "--model", "model", "--output", "run", "--overwrite"] + Self.recipe
        let refused = "pairs.tsv:2: the task is about single texts"
        try expectRefusal(train + ["--train", "train.csv", "--validation", "pairs.tsv"], refused, in: folder)
        try expectRefusal(train + ["--train", "train.csv", "--test", "pairs.tsv"], refused, in: folder)
        let missing = "test.csv:2: the task is about pairs of texts"
        try expectRefusal(train + ["--train", "pairs.tsv", "--test", "test.csv"], missing, in: folder)
        _ = try run(train + ["--train", "train.csv"], in: folder)
        try expectRefusal(["evaluate", "run", "--data", "pairs.tsv"], refused, in: folder)
        try expectRefusal(["predict", "run", "--input", "pairs.tsv"], refused, in: folder)
        try expectRefusal(
            ["predict", "run", "a", "--pair", "b"],
            "the arguments: the task is about single texts, as the training data are, and here are pairs; give one text",
            in: folder
        )
        let one = try run(["predict", "run", "--input", "pairs.tsv", "--text-column", "sentence2"], in: folder)
        #expect(one.output.split(separator: "\n").count == 12)
        let check = try run(["check", "train.csv", "pairs.tsv"], in: folder)
        #expect(check.output.contains("the examples are pairs of texts, and those of train.csv are single texts"))
        _ = try run(train + ["--train", "pairs.tsv"], in: folder)
        try expectRefusal(["evaluate", "run", "--data", "test.csv"], missing, in: folder)
    }

    @Test("files are read by the columns of the training data, unless they have none of them")
    func layout() throws {
        let folder = try TemporaryFolder.withTinyModel()
        for name in ["train.csv", "test.csv"] {
            try folder.edit(name) { $0.replacingOccurrences(of: "text,label", with: "body,mood") }
        }
        let columns = ["--text-column", "body", "--label-column", "mood"]
        _ = try run(
            ["train", "--model", "model", "--train", "train.csv", "--output", "run"] + columns + Self.recipe,
            in: folder
        )
        let evaluation = try run(["evaluate", "run", "--data", "test.csv", "--json"], in: folder)
        #expect(evaluation.errors.contains("as in training: --text-column body --label-column mood"))
        let flags = try run(["evaluate", "run", "--data", "test.csv", "--json"] + columns, in: folder)
        #expect(flags.output == evaluation.output)
        try folder.write("id,body\n1,a good film\n".utf8, to: "new.csv")
        #expect(try run(["predict", "run", "--input", "new.csv"], in: folder).output.hasSuffix("a good film\n"))
        let usual = try run(["evaluate", "run", "--data", "validation.csv"], in: folder)
        #expect(usual.errors.isEmpty)
    }

    @Test("what goes by places holds for files of the same kind only, and no header is taken for a text")
    func places() throws {
        let folder = try TemporaryFolder.withTinyModel()
        try folder.edit("train.csv") { $0.replacingOccurrences(of: "text,label\n", with: "") }
        _ = try run(
            [
                "train", "--model", "model", "--train", "train.csv", "--output", "run", "--no-header", "--text-column",
                "1",
                "--label-column", "2",
            ] + Self.recipe,
            in: folder
        )
        #expect(
            try run(["evaluate", "run", "--data", "train.csv", "--json"], in: folder).output.contains(#""examples":15"#)
        )
        #expect(
            try run(["evaluate", "run", "--data", "test.csv", "--json"], in: folder).output.contains(#""examples":3"#)
        )
        try folder.write("{\"text\": \"a\", \"label\": \"neutral\"}\n".utf8, to: "test.jsonl")
        let lines = try run(["evaluate", "run", "--data", "test.jsonl", "--json"], in: folder)
        #expect(lines.errors.isEmpty)
    }

    @Test("the command line is followed alone where it names columns")
    func commandLine() throws {
        let folder = try TemporaryFolder.withTinyModel()
        let rows = try String(decoding: folder.bytes(of: "train.csv"), as: UTF8.self).split(separator: "\n").dropFirst()
        let swapped = rows.map { $0.split(separator: ",").reversed().joined(separator: ",") + "\n" }.joined()
        try folder.write(swapped.utf8, to: "train.csv")
        _ = try run(
            [
                "train", "--model", "model", "--train", "train.csv", "--output", "run", "--no-header", "--text-column",
                "2", "--label-column", "1",
            ] + Self.recipe,
            in: folder
        )
        try folder.write("text,customer\na good film,7\n".utf8, to: "new.csv")
        let usual = try run(["predict", "run", "--input", "new.csv"], in: folder)
        #expect(usual.errors.isEmpty)
        #expect(usual.output.hasSuffix("a good film\n"))
        try folder.write("id,body\n7,a good film\n".utf8, to: "new.csv")
        let named = try run(["predict", "run", "--input", "new.csv", "--text-column", "body"], in: folder)
        #expect(named.errors.isEmpty)
        #expect(named.output.hasSuffix("a good film\n"))
        #expect(named.output.split(separator: "\n").count == 1)
        let guessed = try run(["predict", "run", "--input", "new.csv"], in: folder)
        #expect(guessed.errors.contains("as in training: --no-header --text-column 2; the first row, 'body', is read"))
    }

    @Test("numbers of columns that have names are remembered by these")
    func names() throws {
        let folder = try TemporaryFolder.withTinyModel()
        try folder.edit("train.csv") { $0.replacingOccurrences(of: "text,label", with: "body,label") }
        _ = try run(
            ["train", "--model", "model", "--train", "train.csv", "--output", "run", "--text-column", "1"]
                + Self.recipe,
            in: folder
        )
        let recipe = String(decoding: try folder.bytes(of: "run/recipe.yaml"), as: UTF8.self)
        #expect(recipe.contains(#"textColumn: "body""#))
        try folder.write("id,body\n7,a good film\n".utf8, to: "new.csv")
        let process = try run(["predict", "run", "--input", "new.csv"], in: folder)
        #expect(process.output.hasSuffix("a good film\n"))
        #expect(process.errors.contains("new.csv: as in training: --text-column body"))
    }

    @Test("a command names the option that it has, and no other")
    func advice() throws {
        let folder = try TemporaryFolder.withTinyModel()
        _ = try run(["train", "--model", "model", "--train", "train.csv", "--output", "run"] + Self.recipe, in: folder)
        try folder.write("good B-X\nfilm I-X\n\nbad O\n".utf8, to: "a.conll")
        let check = ["check", "a.conll", "--task", "text-classification"]
        try expectRefusal(check, "data for token-classification; say --task token-classification", in: folder)
        let evaluation = try BertuneProcess(["evaluate", "run", "--data", "a.conll"], in: folder)
        #expect(evaluation.errors.contains("data for token-classification"))
        #expect(!evaluation.errors.contains("--task"))
        try expectRefusal(["check", "--train", "/dev/null"], "the file is empty", in: folder)
    }

    @Test("words that are given as words stay what they are, on standard input too", arguments: ["lines.jsonl", nil])
    func words(file: String?) throws {
        let folder = try TemporaryFolder.withTinyModel()
        try folder.write("good B-X\nfilm I-X\n\nbad O\n".utf8, to: "train.conll")
        _ = try run(
            ["train", "--model", "model", "--train", "train.conll", "--output", "run"] + Self.recipe,
            in: folder
        )
        let input = "{\"tokens\": [\"good film\", \"(bad)\"]}\n"
        try folder.write(input.utf8, to: "lines.jsonl")
        let arguments = ["predict", "run", "--json"] + (file.map { ["--input", $0] } ?? [])
        let process = try BertuneProcess(arguments, input: file == nil ? input : "", in: folder)
        #expect(process.output.contains(#""words":["good film","(bad)"]"#), "\(process.output)\(process.errors)")
    }

    @Test("a header of one unknown name is said to be read as a text")
    func header() throws {
        let folder = try TemporaryFolder.withTinyModel()
        _ = try run(["train", "--model", "model", "--train", "train.csv", "--output", "run"] + Self.recipe, in: folder)
        try folder.write("utterance\ngood\n".utf8, to: "new.csv")
        let process = try run(["predict", "run", "--input", "new.csv"], in: folder)
        #expect(process.errors.contains("new.csv:1: the first row, 'utterance', is read as an example"))
        #expect(process.output.split(separator: "\n").count == 2)
        let header = try run(["predict", "run", "--input", "new.csv", "--header"], in: folder)
        #expect(header.errors.isEmpty)
        #expect(header.output.split(separator: "\n").count == 1)
    }
}
