import BERT
import Prediction
import StrictJSON
import Tensors
import TestSupport
import Testing
import TextData
import Tokenization

@Suite("loading a text classifier")
struct LoadingTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Writes a small model of random weights with the fixtures' vocabulary.
    private func writeModel(_ change: (inout BERTConfiguration) -> Void = { _ in }) throws {
        var configuration = try BERTConfiguration(folder: TextClassifierTests.folder)
        configuration.labels = ["no", "yes"]
        change(&configuration)
        let model = BERTModel(
            configuration: configuration,
            head: SequenceClassificationHead(labelCount: 2),
            device: CPUDevice(threads: 1),
            seed: 7
        )
        try model.saveWeights(to: folder.path("model.safetensors"))
        try model.saveConfiguration(to: folder.path("config.json"))
        for name in ["tokenizer.json", "tokenizer_config.json", "vocab.txt"] {
            try folder.write(readBytes(TextClassifierTests.folder + "/" + name), to: name)
        }
    }

    /// Changes a JSON file of the model.
    private func edit(_ name: String, _ change: (inout JSONObject) -> Void) throws {
        var object = try #require(try JSONValue.parse(folder.bytes(of: name)).object)
        change(&object)
        try folder.write(JSONValue.object(object).serialized(), to: name)
    }

    @Test("two labels that transformers left out have their default names")
    func defaultLabels() throws {
        try writeModel()
        let logits = try TextClassifier(folder: folder.path, threads: 1).predict("great movie").logits
        try edit("config.json") { object in
            object["id2label"] = nil
            object["label2id"] = nil
        }
        let classifier = try TextClassifier(folder: folder.path, threads: 1)
        #expect(classifier.labels.names == ["LABEL_0", "LABEL_1"])
        #expect(try classifier.predict("great movie").logits == logits)
    }

    @Test(
        "a model that doesn't give each text one label is refused",
        arguments: ["multi_label_classification", "regression"]
    )
    func otherProblems(type: String) throws {
        try writeModel()
        try edit("config.json") { $0["problem_type"] = .string(type) }
        let error = try #require(throws: PredictionError.self, performing: { try TextClassifier(folder: folder.path) })
        #expect(error.code == .noHead)
        #expect(error.message.contains(type))
    }

    @Test("labels that can't be told apart are refused with the file's name")
    func equalLabels() throws {
        try writeModel()
        try edit("config.json") { $0["id2label"] = ["0": "yes", "1": "yes"] }
        let error = try #require(throws: PredictionError.self, performing: { try TextClassifier(folder: folder.path) })
        #expect(error.description.contains("config.json: id2label: the label 'yes' is both"))
    }

    @Test("the length trained with is the length predicted with, also beyond 512")
    func length() throws {
        try writeModel { $0.maxPositionEmbeddings = 700 }
        let labels = try LabelSet(names: ["no", "yes"])
        #expect(try TextClassifier(pretrained: folder.path, labels: labels).maximumLength <= 512)
        let trained = try TextClassifier(pretrained: folder.path, labels: labels, maximumLength: 600)
        try trained.save(to: folder.path("run"))
        #expect(try TextClassifier(folder: folder.path("run")).maximumLength == 600)
    }

    @Test("labels in another order take the model's order and keep its head")
    func labelOrder() throws {
        try writeModel()
        let logits = try TextClassifier(folder: folder.path, threads: 1).predict("great movie").logits
        let same = try TextClassifier(pretrained: folder.path, labels: LabelSet(names: ["yes", "no"]), threads: 1)
        #expect(same.labels.names == ["no", "yes"])
        #expect(try same.predict("great movie").logits == logits)
        let other = try TextClassifier(pretrained: folder.path, labels: LabelSet(names: ["yes", "maybe"]), threads: 1)
        #expect(other.labels.names == ["yes", "maybe"])
        #expect(try other.predict("great movie").logits != logits)
    }

    @Test("a pair is refused by a model of one segment, and a single text is not")
    func oneSegment() throws {
        try writeModel { $0.typeVocabularySize = 1 }
        let classifier = try TextClassifier(folder: folder.path, threads: 1)
        #expect(try classifier.predict([TextInput("great movie")]).count == 1)
        let error = try #require(
            throws: DataError.self,
            performing: { try classifier.predict([TextInput("great"), TextInput("great", pair: "movie")]) }
        )
        #expect(error.line == 2)
        #expect(error.message.contains("type_vocab_size"))
    }

    @Test("a tokenizer of more segments than the model has is refused")
    func segments() throws {
        try writeModel()
        let text = String(decoding: try folder.bytes(of: "tokenizer.json"), as: UTF8.self)
        try folder.write(text.replacing("\"type_id\": 0", with: "\"type_id\": 5").utf8, to: "tokenizer.json")
        let error = try #require(throws: PredictionError.self, performing: { try TextClassifier(folder: folder.path) })
        #expect(error.code == .vocabularyMismatch)
        #expect(error.message.contains("segment 5"))
    }
}
