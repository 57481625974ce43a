import StrictJSON
import TestSupport
import Testing

@Suite("Tagging words, from data to answers")
struct TokenWorkflowTests {
    private static let training = [
        "train", "--task", "token-classification", "--model", "model", "--train", "train.conll", "--output", "run",
        "--epochs", "12", "--batch-size", "4", "--learning-rate", "5e-3", "--quiet",
    ]

    /// Sentences in IOB1, one of them of 700 words, one with a word that no tokenizer sees.
    private func folder() throws -> TemporaryFolder {
        let folder = try TemporaryFolder.withTinyModel()
        let sentence = "the O\nriver I-LOC\ncity I-LOC\nis O\ngood O\n\u{200b} O\n\n"
        let long = String(
            repeating: "the O\nbest I-PER\nactor I-PER\nactor B-PER\nin O\na O\nriver I-LOC\n",
            count: 100
        )
        try folder.write((String(repeating: sentence, count: 7) + long).utf8, to: "train.conll")
        try folder.write((sentence + long).utf8, to: "test.conll")
        return folder
    }

    private func json(_ line: some StringProtocol) throws -> JSONValue {
        try JSONValue.parse(Array(line.utf8))
    }

    @Test("no word loses its tag, from training to prediction")
    func workflow() throws {
        let folder = try folder()
        let training = try BertuneProcess(Self.training + ["--validation", "test.conll"], in: folder)
        try #require(training.status == 0, "\(training.errors)")
        let configuration = try JSONValue.parse(folder.bytes(of: "run/config.json"))
        #expect(configuration["architectures"]?.array?.first?.string == "BertForTokenClassification")
        #expect(configuration["id2label"]?["1"]?.string == "B-PER")

        let evaluation = try BertuneProcess(["evaluate", "run", "--data", "test.conll", "--json"], in: folder)
        #expect(evaluation.status == 0, "\(evaluation.errors)")
        let scores = try json(evaluation.output)
        #expect(try #require(scores["f1"]?.double) > 0.9)
        #expect(scores["strictF1"]?.double != nil)
        #expect(scores["splitExamples"]?.int == 1)
        #expect(scores["truncatedTokens"]?.int == 0)
        let types = try #require(scores["types"]?.array)
        #expect(types.compactMap { $0["type"]?.string } == ["LOC", "PER", "all"])
        #expect(types.compactMap { $0["entities"]?.int } == [101, 200, 301])

        let prediction = try BertuneProcess(["predict", "run", "--input", "test.conll", "--json"], in: folder)
        #expect(prediction.status == 0, "\(prediction.errors)")
        #expect(prediction.errors.contains("1 of 2 texts are longer than 40 tokens"))
        let answers = try prediction.output.split(separator: "\n").map { try json($0) }
        #expect(answers.compactMap { $0["tags"]?.array?.count } == [6, 700])
        #expect(answers.compactMap { $0["words"]?.array?.count } == [6, 700])
    }

    @Test("entities of a text have their places in it, whatever the strategy", arguments: ["none", "simple", "max"])
    func entities(_ aggregation: String) throws {
        let folder = try folder()
        try #require(try BertuneProcess(Self.training, in: folder).status == 0)
        let text = "naïve café: the river city, the best actor."
        let prediction = try BertuneProcess(
            ["predict", "run", text, "--aggregation", aggregation, "--json"],
            in: folder
        )
        #expect(prediction.status == 0, "\(prediction.errors)")
        let answer = try json(prediction.output)
        #expect(answer["text"]?.string == text)
        #expect(answer["words"]?.array?.count == 11)
        let scalars = Array(text.unicodeScalars)
        let entities = try #require(answer["entities"]?.array)
        #expect(!entities.isEmpty)
        for entity in entities {
            let range = try #require(entity["start"]?.int)..<(try #require(entity["end"]?.int))
            #expect(try #require(entity["text"]?.string).unicodeScalars.elementsEqual(scalars[range]))
            #expect(entity["label"]?.string?.contains("-") == (aggregation == "none"))
        }
        let lines = try BertuneProcess(["predict", "run"], input: text + "\n\nthe film\n", in: folder)
        #expect(lines.output.split(separator: "\n", omittingEmptySubsequences: false).count == 4)
    }

    @Test("data that are no tagged words are refused in one line, and nothing is written")
    func badData() throws {
        let folder = try folder()
        try folder.edit("train.conll") { $0 + "\nriver I-LOC\ncity\n" }
        let before = try folder.listing()
        let process = try BertuneProcess(Self.training, in: folder)
        #expect(process.status == 65)
        #expect(process.errorLines.count == 1)
        #expect(
            process.errors.hasPrefix("bertune: error: train.conll:752: the line has 1 column where the first has 2")
        )
        #expect(try folder.listing() == before)
        let texts = try BertuneProcess(Self.training.map { $0 == "train.conll" ? "train.csv" : $0 }, in: folder)
        #expect(texts.status == 65)
        #expect(try folder.listing() == before)
    }
}
