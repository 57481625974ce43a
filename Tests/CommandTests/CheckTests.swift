import StrictJSON
import TestSupport
import Testing

@Suite("bertune check")
struct CheckTests {
    @Test("reports on files and says what they are for")
    func report() throws {
        let folder = try TemporaryFolder.withTinyModel()
        try folder.edit("validation.csv") { $0 + "\nthis film is good and i like it 0,negative" }
        let process = try BertuneProcess(
            [
                "check", "--train", "train.csv", "--validation", "validation.csv", "--model", "model", "--max-length",
                "8",
            ],
            in: folder
        )
        #expect(process.status == 0, "\(process.errors)")
        #expect(process.errors.isEmpty)
        #expect(
            process.output.hasPrefix("task  text-classification: column 'text', 3 different labels in 'label' (if that")
        )
        #expect(process.output.contains("  examples    15\n"))
        #expect(process.output.contains("longer than 8 tokens"))
        #expect(process.output.contains("1 example stands in the training data (train.csv) too"))
    }

    @Test("says the same to programs")
    func json() throws {
        let folder = try TemporaryFolder.withTinyModel()
        let process = try BertuneProcess(["check", "train.csv", "test.csv", "--json"], in: folder)
        #expect(process.status == 0, "\(process.errors)")
        let json = try JSONValue.parse(Array(process.output.utf8))
        #expect(json["task"]?.string == "text-classification")
        #expect(json["files"]?.array?.compactMap { $0["examples"]?.int } == [15, 3])
        #expect(json["findings"]?.array?.isEmpty == true)
    }

    @Test(
        "what can't be read is one line",
        arguments: [
            (["check"], 64, "<file>"), (["check", "missing.csv"], 66, "no such file"),
            (["check", "bad.csv"], 65, "none of the columns"),
            (["check", "train.csv", "--max-length", "2"], 64, "--max-length"),
            (["check", "train.csv", "--model", "nowhere/at-all-there"], 66, "no such folder"),
        ]
    )
    func errors(arguments: [String], status: Int32, message: String) throws {
        let folder = try TemporaryFolder.withTinyModel()
        try folder.write("a,b\n1,2\n".utf8, to: "bad.csv")
        let process = try BertuneProcess(arguments, in: folder)
        #expect(process.status == status, "\(process.errors)")
        #expect(process.errorLines.count == 1)
        #expect(process.errors.contains(message), "\(process.errors)")
    }

    @Test("--long-texts is that of training")
    func longTexts() throws {
        let folder = try TemporaryFolder.withTinyModel()
        let arguments = ["check", "train.csv", "--model", "model", "--max-length", "8"]
        let cut = try BertuneProcess(arguments, in: folder)
        #expect(!cut.output.contains("read in several windows"), "\(cut.output)")
        let windows = try BertuneProcess(arguments + ["--long-texts", "mean"], in: folder)
        #expect(windows.status == 0, "\(windows.errors)")
        #expect(windows.output.contains("read in several windows"), "\(windows.output)")
        // Windows share a quarter of so short a text, not the usual 64 tokens.
        let training = try BertuneProcess(
            [
                "train", "--model", "model", "--train", "train.csv", "--output", "run", "--max-steps", "1",
                "--max-length", "8", "--long-texts", "mean",
            ],
            in: folder
        )
        #expect(training.status == 0, "\(training.errors)")
        #expect(training.errors.contains("read in windows of 8 tokens"))
    }

    @Test("train finds the task out and says so")
    func training() throws {
        let folder = try TemporaryFolder.withTinyModel()
        let process = try BertuneProcess(
            ["train", "--model", "model", "--train", "train.csv", "--output", "run", "--max-steps", "1"],
            in: folder
        )
        #expect(process.status == 0, "\(process.errors)")
        #expect(process.errors.contains("task: text-classification: column 'text', 3 different labels in 'label'"))
    }

    @Test("train says that a model's vocabulary does not know the language")
    func foreignLanguage() throws {
        let folder = try TemporaryFolder.withTinyModel()
        let rows = (0..<12).map { "\($0 % 2 == 0 ? "좋아요" : "싫어요") 정말 \($0),\($0 % 2)\n" }
        try folder.write(("text,label\n" + rows.joined()).utf8, to: "korean.csv")
        let process = try BertuneProcess(
            ["train", "--model", "model", "--train", "korean.csv", "--output", "run", "--max-steps", "1"],
            in: folder
        )
        #expect(process.status == 0, "\(process.errors)")
        #expect(process.errors.contains("unknown to the model's vocabulary"), "\(process.errors)")
    }
}
