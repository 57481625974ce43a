import Foundation
import StrictJSON
import TestSupport
import Testing

@Suite("Reports and comparisons")
struct ReportTests {
    /// A folder with a run in `run`, trained for a moment.
    private func trained(seed: String = "42", in folder: TemporaryFolder, output: String = "run") throws {
        let process = try BertuneProcess(
            [
                "train", "--model", "model", "--train", "train.csv", "--validation", "validation.csv", "--epochs", "2",
                "--batch-size", "4", "--learning-rate", "1e-3", "--output", output, "--seed", seed, "--quiet",
            ],
            in: folder
        )
        try #require(process.status == 0, "\(process.errors)")
    }

    private func text(_ name: String, in folder: TemporaryFolder) throws -> String {
        String(decoding: try folder.bytes(of: name), as: UTF8.self)
    }

    @Test("a run leaves a report and a model card that say what it reached")
    func training() throws {
        let folder = try TemporaryFolder.withTinyModel()
        try trained(in: folder)
        let page = try text("run/report.html", in: folder)
        for part in [
            "How well does it give texts one of 3 labels?", "What was taken for what", "Label by label", "Loss",
            "Can its confidence be believed?", "The surest mistakes", "learningRate",
            "task: &quot;text-classification&quot;", "6 validation examples",
        ] {
            #expect(page.contains(part), "no '\(part)'")
        }
        let card = try text("run/README.md", in: folder)
        #expect(card.hasPrefix("---\nlibrary_name: \"transformers\"\n"))
        for part in ["pipeline_tag: \"text-classification\"", "| accuracy |", "validation.csv", "bertune predict"] {
            #expect(card.contains(part), "no '\(part)'")
        }
        // A folder is no model of the Hub.
        #expect(!card.contains("/tmp"))
    }

    @Test("a report on other data is of these data")
    func otherData() throws {
        let folder = try TemporaryFolder.withTinyModel()
        try trained(in: folder)
        let process = try BertuneProcess(["report", "run", "--data", "test.csv", "--output", "new.html"], in: folder)
        #expect(process.status == 0, "\(process.errors)")
        #expect(try text("new.html", in: folder).contains("3 new examples"))
    }

    @Test("evaluate says how sure each metric is")
    func intervals() throws {
        let folder = try TemporaryFolder.withTinyModel()
        try trained(in: folder)
        let process = try BertuneProcess(["evaluate", "run", "--data", "train.csv", "--json"], in: folder)
        #expect(process.status == 0, "\(process.errors)")
        let result = try JSONValue.parse(Array(process.output.utf8))
        let accuracy = try #require(result["accuracy"]?.double)
        let ends = try #require(result["intervals"]?["accuracy"]?.array).compactMap(\.double)
        #expect(ends.count == 2 && ends[0] <= accuracy && accuracy <= ends[1] && ends[0] < ends[1])
    }

    @Test("a stored temperature changes probabilities and no label")
    func calibration() throws {
        let folder = try TemporaryFolder.withTinyModel()
        try trained(in: folder)
        func answer() throws -> JSONValue {
            let process = try BertuneProcess(["predict", "run", "a film", "--json", "--logits"], in: folder)
            return try JSONValue.parse(Array(process.output.utf8))
        }
        let before = try answer()
        let process = try BertuneProcess(["evaluate", "run", "--data", "validation.csv", "--calibrate"], in: folder)
        #expect(process.status == 0, "\(process.errors)")
        #expect(try text("run/task.json", in: folder).contains("temperature"))
        let after = try answer()
        #expect(before["label"]?.string == after["label"]?.string)
        #expect(before["score"]?.double != after["score"]?.double)
        #expect(before["logits"]?.array?.compactMap(\.double) == after["logits"]?.array?.compactMap(\.double))

        try folder.edit("run/task.json") {
            $0.replacingOccurrences(of: "\"temperature\": ", with: "\"temperature\": -")
        }
        let refused = try BertuneProcess(["predict", "run", "a film"], in: folder)
        #expect(refused.status != 0 && refused.errors.contains("temperature"))
    }

    @Test("two seeds are held against each other on the first run's validation data")
    func comparing() throws {
        let folder = try TemporaryFolder.withTinyModel()
        try trained(in: folder, output: "first")
        try trained(seed: "7", in: folder, output: "second")
        let process = try BertuneProcess(["compare", "first", "second", "--html", "page.html"], in: folder)
        #expect(process.status == 0, "\(process.errors)")
        for part in ["on validation.csv, 6 examples", "accuracy", "seed", "right to wrong", "from the first"] {
            #expect(process.output.contains(part), "no '\(part)' in \(process.output)")
        }
        #expect(try text("page.html", in: folder).contains("Which of these runs is better"))

        let json = try BertuneProcess(["compare", "first", "first", "--data", "train.csv", "--json"], in: folder)
        let same = try JSONValue.parse(Array(json.output.utf8))
        let difference = same["runs"]?.array?.last?["fromFirst"]?["accuracy"]
        #expect(difference?["difference"]?.double == 0)
        #expect(difference?["p"]?.double == 1)
        #expect(same["runs"]?.array?.last?["rightToWrong"]?.array?.isEmpty == true)
    }

    @Test("what can't be compared or calibrated is refused")
    func refusals() throws {
        let folder = try TemporaryFolder.withTinyModel()
        try trained(in: folder)
        let alone = try BertuneProcess(["compare", "run"], in: folder)
        #expect(alone.status == 64 && alone.errors.contains("two runs"))
        let missing = try BertuneProcess(["compare", "run", "nowhere"], in: folder)
        #expect(missing.status != 0 && missing.errors.contains("nowhere"))
        let unreadable = try BertuneProcess(["report", "run", "--data", "nothing.csv"], in: folder)
        #expect(unreadable.status != 0 && unreadable.errors.contains("nothing.csv"))
    }
}
