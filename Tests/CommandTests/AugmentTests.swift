import StrictJSON
import TestSupport
import Testing

@Suite("bertune augment")
struct AugmentTests {
    private let folder: TemporaryFolder
    /// Without synonyms, which need files that may not be there.
    private let swaps = ["--method", "eda", "--replacement-rate", "0", "--insertion-rate", "0"]

    init() throws {
        folder = try TemporaryFolder.withTinyModel()
    }

    private func lines(_ name: String) throws -> [JSONValue] {
        try String(decoding: folder.bytes(of: name), as: UTF8.self).split(separator: "\n")
            .map { try JSONValue.parse(Array($0.utf8)) }
    }

    @Test("writes the examples and new ones with their labels, the same for the same seed")
    func eda() throws {
        let arguments =
            ["augment", "--input", "train.csv", "--output", "more.jsonl", "--copies", "2", "--json"] + swaps
        let process = try BertuneProcess(arguments, in: folder)
        #expect(process.status == 0, "\(process.errors)")
        let written = try lines("more.jsonl")
        let report = try JSONValue.parse(Array(process.output.trimmingNewline.utf8))
        #expect(report["examples"]?.int == 15)
        #expect(report["added"]?.int == written.count - 15)
        #expect(written.count > 30)
        #expect(written[0]["text"]?.string == "this film is good and i like it 0")
        #expect(written.allSatisfy { ["positive", "negative", "neutral"].contains($0["label"]?.string) })
        let first = try folder.bytes(of: "more.jsonl")
        let refused = try BertuneProcess(arguments, in: folder)
        #expect(refused.status == 64)
        #expect(refused.errors.contains("more.jsonl is there already"), "\(refused.errors)")
        #expect(try BertuneProcess(arguments + ["--overwrite"], in: folder).status == 0)
        #expect(try folder.bytes(of: "more.jsonl") == first)
        #expect(try BertuneProcess(arguments + ["--overwrite", "--seed", "7"], in: folder).status == 0)
        #expect(try folder.bytes(of: "more.jsonl") != first)
    }

    @Test("what it writes can be trained on")
    func trainable() throws {
        let augment = try BertuneProcess(
            ["augment", "--input", "train.csv", "--output", "more.jsonl"] + swaps,
            in: folder
        )
        #expect(augment.status == 0, "\(augment.errors)")
        let train = try BertuneProcess(
            ["train", "--model", "model", "--train", "more.jsonl", "--output", "run", "--max-steps", "1", "--quiet"],
            in: folder
        )
        #expect(train.status == 0, "\(train.errors)")
    }

    @Test("translates by a command, and not again what the cache holds")
    func backTranslation() throws {
        let arguments = [
            "augment", "--input", "train.csv", "--method", "back-translation", "--only-new", "--language", "en",
            "--via", "ko", "--translation-cache", "cache.jsonl", "--back-translate-command",
            "echo x >> calls; sed 's/$/ '{target}'/'", "--output", "more.jsonl",
            "--overwrite",
        ]
        for _ in 0..<2 {
            let process = try BertuneProcess(arguments, in: folder)
            #expect(process.status == 0, "\(process.errors)")
            #expect(try lines("more.jsonl")[0]["text"]?.string == "this film is good and i like it 0 ko en")
        }
        #expect(try folder.bytes(of: "calls") == Array("x\nx\n".utf8))
        #expect(try lines("cache.jsonl").count == 30)
    }

    @Test("trains on new examples, made after the validation data were held back, and says so in the recipe")
    func training() throws {
        let train = try BertuneProcess(
            [
                "train", "--model", "model", "--train", "train.csv", "--validation-split", "0.2", "--output", "run",
                "--epochs", "1", "--augment", "eda", "--augment-copies", "2", "--replacement-rate", "0",
                "--insertion-rate", "0",
            ],
            in: folder
        )
        #expect(train.status == 0, "\(train.errors)")
        #expect(train.errors.contains("examples made from 12"), "\(train.errors)")
        let recipe = String(decoding: try folder.bytes(of: "run/recipe.yaml"), as: UTF8.self)
        #expect(recipe.contains("augmentation:\n  method: eda\n  copies: 2\n  replacementRate: 0.0\n"))
        let again = try BertuneProcess(
            ["train", "--recipe", "run/recipe.yaml", "--output", "again", "--quiet"],
            in: folder
        )
        #expect(again.status == 0, "\(again.errors)")
        #expect(try folder.bytes(of: "again/model.safetensors") == folder.bytes(of: "run/model.safetensors"))
    }

    @Test(
        "what it can't do is one line that says what to do, and nothing is written",
        arguments: [
            (["--method", "synonyms", "--wordnet", "nowhere"], 66, "apt-get install wordnet-base"),
            (["--method", "masked"], 64, "--masked-model"),
            (["--method", "masked", "--masked-model", "model"], 65, "cls.predictions"),
            (["--method", "back-translation"], 64, "--back-translate-command"),
            (["--method", "back-translation", "--back-translate-url", "nowhere"], 64, "an address such as"),
            (["--method", "back-translation", "--back-translate-command", "exit 9"], 69, "status 9"),
            (
                [
                    "--method", "back-translation", "--back-translate-command", "cat", "--translation-cache",
                    "train.csv",
                ],
                74, "is not a translation"
            ),
            (["--method", "eda", "--change-rate", "2"], 64, "--change-rate must be"),
            (["--method", "eda", "--copies", "0"], 64, "--copies must be"),
            (["--method", "poetry"], 64, "poetry"),
            (["--method", "eda", "--change-rate", "0"], 64, "--change-rate must be a number above 0"),
            (["--method", "eda", "--deletion-rate", "1"], 64, "--deletion-rate must be a number from 0 to below 1"),
            (["--method", "synonyms", "--swap-rate", "0.1"], 64, "--swap-rate is of no use to synonyms"),
            (["--method", "eda", "--via", "de"], 64, "--via is of no use to eda"),
            (["--method", "masked", "--translation-cache", "c"], 64, "--translation-cache is of no use to masked"),
            (["--method", "eda", "--question-only"], 64, "--question-only is of no use to text-classification"),
            (["--method", "eda", "--output", "more.csv"], 64, "would be read as csv"),
            (["--method", "eda", "--output", "more.conll"], 64, "would be read as conll"),
        ]
    )
    func refusals(arguments: [String], status: Int32, message: String) throws {
        let before = try folder.listing()
        let output = arguments.contains("--output") ? [] : ["--output", "more.jsonl"]
        let process = try BertuneProcess(["augment", "--input", "train.csv"] + output + arguments, in: folder)
        #expect(process.status == status, "\(process.errors)")
        #expect(process.errorLines.count == 1)
        #expect(process.errors.contains(message), "\(process.errors)")
        #expect(try folder.listing() == before)
    }
}

@Suite("Augmentation in training")
struct TrainingAugmentationTests {
    @Test(
        "an option that would augment nothing is refused by its name",
        arguments: [
            (["--change-rate", "0.1"], "--change-rate needs --augment METHOD"),
            (["--via", "ko", "de"], "--via needs --augment METHOD"),
            (["--question-only"], "--question-only needs --augment METHOD"),
            (["--translation-batch", "3"], "--translation-batch needs --augment METHOD"),
            (["--augment-copies", "3"], "--augment-copies needs --augment METHOD"),
            (["--augment", "eda", "--augment-copies", "0"], "--augment-copies must be a whole number from 1 to 1000"),
            (["--augment", "eda", "--swap-rate", "2"], "--swap-rate must be a number from 0 to 1"),
            (["--augment", "eda", "--question-only"], "--question-only is of no use to text-classification"),
        ]
    )
    func refusals(arguments: [String], message: String) throws {
        let folder = try TemporaryFolder.withTinyModel()
        let before = try folder.listing()
        let process = try BertuneProcess(
            ["train", "--model", "model", "--train", "train.csv", "--output", "run"] + arguments,
            in: folder
        )
        #expect(process.status == 64)
        #expect(process.errorLines.count == 1)
        #expect(process.errors.contains(message), "\(process.errors)")
        #expect(try folder.listing() == before)
    }

    @Test("so is a recipe's setting for questions where there are none, in the recipe's words")
    func recipe() throws {
        let folder = try TemporaryFolder.withTinyModel()
        try folder.write("augmentation:\n  method: eda\n  changesContexts: false\n".utf8, to: "r.yaml")
        let process = try BertuneProcess(
            ["train", "--model", "model", "--train", "train.csv", "--output", "run", "--recipe", "r.yaml"],
            in: folder
        )
        #expect(process.status == 65)
        #expect(process.errors.contains("r.yaml: augmentation.changesContexts is of no use to text-classification"))
    }
}

extension String {
    fileprivate var trimmingNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}
