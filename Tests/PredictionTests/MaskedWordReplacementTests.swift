import BERT
import Prediction
import StrictJSON
import Tensors
import TestSupport
import Testing
import TextData
import Tokenization

@Suite("masked word replacement")
struct MaskedWordReplacementTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// A model of random weights with the fixtures' vocabulary, with or without the head.
    private func writeModel(withHead: Bool = true) throws {
        let configuration = try BERTConfiguration(folder: TextClassifierTests.folder)
        let head: any TaskHead =
            withHead
            ? MaskedLanguageModelHead(vocabularySize: configuration.vocabularySize)
            : SequenceClassificationHead(labelCount: 2)
        let model = BERTModel(configuration: configuration, head: head, device: CPUDevice(threads: 1), seed: 7)
        try model.saveWeights(to: folder.path("model.safetensors"))
        try model.saveConfiguration(to: folder.path("config.json"))
        for name in ["tokenizer.json", "tokenizer_config.json", "vocab.txt"] {
            try folder.write(readBytes(TextClassifierTests.folder + "/" + name), to: name)
        }
    }

    @Test("whole words give way to whole words, protected and function words stay")
    func replacement() throws {
        try writeModel()
        let model = try MaskedLanguageModel(folder: folder.path, threads: 1)
        let method = MaskedWordReplacement(model, rate: 1)
        let text = AugmentableText("The great movie, and a bad film!", protecting: [12..<13])
        let draws = [AugmentationDraws(seed: 1, example: 0, copy: 0)]
        let edits = try #require(try method.edits(for: [text], draws: draws).first)
        // Not the first word, not what touches the protected range, neither "and" nor "a".
        #expect(
            edits.map { edit in
                if case .replace(let index, _) = edit { index } else { -1 }
            } == [1, 5, 6]
        )
        for case .replace(let index, let word) in edits {
            #expect(word != text.words[index])
            let hasCapitals = word.unicodeScalars.contains { $0.properties.isUppercase }
            #expect(!hasCapitals)
        }
        #expect(try method.edits(for: [text], draws: draws).first == edits)
    }

    @Test("a text's edits do not depend on the texts beside it")
    func batches() throws {
        try writeModel()
        let method = MaskedWordReplacement(try MaskedLanguageModel(folder: folder.path, threads: 1))
        let texts = ["great movie", "...", "a bad film and a good plot", ""].map { AugmentableText($0) }
        let draws = texts.indices.map { AugmentationDraws(seed: 1, example: $0, copy: 0) }
        let together = try method.edits(for: texts, draws: draws)
        #expect(together.map(\.count) == [1, 0, 1, 0])
        for index in texts.indices {
            #expect(try method.edits(for: [texts[index]], draws: [draws[index]]) == [together[index]])
        }
    }

    @Test("more words than are guessed at a time are those that each text has alone")
    func manyPositions() throws {
        try writeModel()
        let method = MaskedWordReplacement(try MaskedLanguageModel(folder: folder.path, threads: 1), rate: 1)
        let texts = (0..<120).map { index in
            AugmentableText(String(repeating: "great movie bad film ", count: index % 3 + 1) + "good plot")
        }
        let draws = texts.indices.map { AugmentationDraws(seed: 1, example: $0, copy: 0) }
        let together = try method.edits(for: texts, draws: draws)
        #expect(together.joined().count > 600)
        for index in stride(from: 0, to: texts.count, by: 7) {
            #expect(try method.edits(for: [texts[index]], draws: [draws[index]]) == [together[index]])
        }
    }

    @Test("a checkpoint without the head is refused")
    func missingHead() throws {
        try writeModel(withHead: false)
        let error = #expect(throws: PredictionError.self) { try MaskedLanguageModel(folder: folder.path) }
        #expect(error?.code == .noHead)
        #expect(error?.message.contains("cls.predictions.") == true)
    }

    @Test(
        "ranks words as transformers does on a real checkpoint",
        .enabled(
            if: TestData.shared("data/weights/bert-tiny-splade") != nil,
            "needs the shared weights of bert-tiny-splade"
        )
    )
    func realModel() throws {
        let path = TestData.shared("data/weights/bert-tiny-splade")
        let model = try MaskedLanguageModel(folder: try #require(path), threads: 1)
        let json = try JSONValue.parse(readBytes(TestData.fixture("masked-bert-tiny.json", of: "BERTTests")))
        let ids = try #require(json["ids"]?.array).compactMap { $0.int.map(Int32.init) }
        let head = MaskedLanguageModelHead(vocabularySize: model.model.configuration.vocabularySize)
        let logits = head.logits(
            model.model,
            batch: PackedBatch(tokenIDs: [ids]),
            rows: Indices([Int32(try #require(json["position"]?.int))]),
            tape: Tape(device: model.model.device)
        )
        let values = model.model.device.read(logits)
        for row in try #require(json["best"]?.array) {
            let id = try #require(row["id"]?.int)
            expectClose(Double(values[id]), try #require(row["logit"]?.double), absolute: 1e-4)
            #expect(model.tokenizer.vocabulary.token(Int32(id)) == row["token"]?.string)
        }
    }
}
