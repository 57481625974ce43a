import Prediction
import TestSupport
import Testing
import TextData
import Tokenization

@Suite("text classifier")
struct TextClassifierTests {
    static let folder = TestData.fixture("bert", of: "BERTTests")

    @Test("answers do not depend on the other texts or on their order")
    func order() throws {
        let classifier = try TextClassifier(folder: TextClassifierTests.folder, threads: 2)
        let texts = ["great movie", "a dull, slow story and a sad city", "", "love", "the worst role of this life"]
        let inputs = texts.map { TextInput($0) } + [TextInput("great movie", pair: "it is never too funny")]
        let together = try classifier.predict(inputs)
        let reversed = try classifier.predict(inputs.reversed())
        for (index, input) in inputs.enumerated() {
            let alone = try classifier.predict([input])[0]
            expectClose(together[index].logits, alone.logits, absolute: 1e-6)
            expectClose(reversed[inputs.count - 1 - index].logits, alone.logits, absolute: 1e-6)
        }
    }

    @Test("nothing to classify gives no predictions")
    func empty() throws {
        #expect(try TextClassifier(folder: TextClassifierTests.folder, threads: 1).predict([]).isEmpty)
    }

    @Test("a text too long is cut and reported")
    func truncation() throws {
        let classifier = try TextClassifier(folder: TextClassifierTests.folder, threads: 1, maximumLength: 8)
        let text = Array(repeating: "great", count: 20).joined(separator: " ")
        let report = try classifier.answers(
            for: TextDataset(examples: [TextExample(text: text), TextExample(text: "great")])
        ).truncation
        #expect(report.cutExampleCount == 1)
        #expect(report.cutTokenCount == 14)
    }

    @Test("a folder without a classification head is refused", arguments: ["no-prefix", "pretraining"])
    func noHead(_ form: String) throws {
        let folder = try TemporaryFolder()
        let model = TestData.fixture("formats/\(form)", of: "BERTTests")
        for file in ["\(model)/config.json", "\(model)/model.safetensors", TextClassifierTests.folder + "/vocab.txt"] {
            let name = try #require(file.split(separator: "/").last)
            try folder.write(readBytes(file), to: String(name))
        }
        let error = try #require(throws: PredictionError.self, performing: { try TextClassifier(folder: folder.path) })
        #expect(error.code == .noHead)
    }

    @Test("a length that the model cannot take is refused", arguments: [2, 41])
    func badLength(_ length: Int) throws {
        let error = try #require(
            throws: PredictionError.self,
            performing: { try TextClassifier(folder: TextClassifierTests.folder, maximumLength: length) }
        )
        #expect(error.code == .badLength)
    }
}

@Suite("classification decoder")
struct ClassificationDecoderTests {
    @Test("probabilities are the softmax, most likely first")
    func softmax() {
        let prediction = ClassificationDecoder(labels: ["a", "b", "c"]).decode([0, 2, 1])
        #expect(prediction.labels.map(\.label) == ["b", "c", "a"])
        #expect(prediction.best == 1)
        expectClose(
            prediction.labels.map(\.score),
            [0.6652409557748219, 0.24472847105479764, 0.09003057317038046],
            absolute: 1e-15
        )
    }

    @Test("ties keep the labels' order, and huge logits do not overflow")
    func edges() {
        let decoder = ClassificationDecoder(labels: ["a", "b"])
        #expect(decoder.decode([1, 1]).labels.map(\.label) == ["a", "b"])
        #expect(decoder.decode([-1e30, 1e30]).labels.map(\.score) == [1, 0])
    }
}

@Suite("inference batches")
struct InferenceBatchTests {
    @Test("hold every sequence once, within the budget, longest first")
    func batches() {
        let lengths = [5, 60, 1, 60, 33, 200, 8, 8]
        let batches = InferenceBatches.batches(lengths: lengths, tokenBudget: 64)
        #expect(batches.joined().sorted() == Array(lengths.indices))
        #expect(batches.first == [5])
        for batch in batches where batch.count > 1 {
            #expect(batch.reduce(0) { $0 + lengths[$1] } <= 64)
        }
    }
}
