import StrictJSON
import TestSupport
import Testing
import TextData

@Suite("augmenting tags and answers")
struct TaggedAugmentationTests {
    private let tiny: TinyWordNet
    private let finder: SynonymFinder

    init() throws {
        tiny = try TinyWordNet()
        finder = SynonymFinder(try WordNet(folder: tiny.folder.path))
    }

    private func augmented<Example: AugmentableExample>(
        _ examples: [Example],
        _ method: any WordAugmentation,
        copies: Int = 1,
        changesContexts: Bool = true
    ) async throws -> (added: [Example], report: AugmentationReport) {
        let options = AugmentationOptions(copies: copies, seed: 5, changesContexts: changesContexts)
        return try await Augmenter(.words(method), options: options).augmented(examples)
    }

    @Test("words of entities stay, in their order and with their tags", arguments: [0.1, 0.5, 0.9])
    func entities(rate: Double) async throws {
        let example = WordExample(
            words: ["The", "film", "City", "of", "Joy", "stopped", "in", "good", "London", "quickly", "."],
            tags: ["O", "O", "B-MISC", "I-MISC", "I-MISC", "O", "O", "O", "B-LOC", "O", "O"],
            line: 7
        )
        let rates = EasyAugmentation.Rates(replacement: rate, insertion: rate, swap: rate, deletion: rate)
        let (added, _) = try await augmented([example], EasyAugmentation(rates: rates, synonyms: finder), copies: 60)
        #expect(added.count > 20)
        for copy in added {
            let tags = try #require(copy.tags)
            #expect(tags.count == copy.words.count)
            let entities = zip(copy.words, tags).filter { $0.1 != "O" }
            #expect(entities.map(\.0) == ["City", "of", "Joy", "London"])
            #expect(entities.map(\.1) == ["B-MISC", "I-MISC", "I-MISC", "B-LOC"])
            // Nothing is put between the words of an entity.
            let start = try #require(tags.firstIndex(of: "B-MISC"))
            #expect(Array(tags[start..<start + 3]) == ["B-MISC", "I-MISC", "I-MISC"])
            #expect(copy.line == 7)
        }
    }

    @Test("where every word has a class, synonyms keep it and other methods are refused")
    func partsOfSpeech() async throws {
        let example = WordExample(
            words: ["films", "like", "Film", "quickly", "the", "films"],
            tags: ["NOUN", "VERB", "PROPN", "ADV", "DET", "VERB"]
        )
        let (added, _) = try await augmented([example], SynonymReplacement(finder, rate: 1))
        #expect(added.map(\.words) == [["movies", "like", "Film", "rapidly", "the", "films"]])
        #expect(added.map(\.tags) == [example.tags])
        let error = await #expect(throws: AugmentationError.self) {
            try await augmented([example], EasyAugmentation(synonyms: finder))
        }
        #expect(error?.code == .unsuitableMethod)
    }

    @Test("tagged words can't be translated")
    func translation() async throws {
        let method = RoundTrip(CommandTranslator(command: "cat"))
        let example = WordExample(words: ["London"], tags: ["B-LOC"])
        let error = await #expect(throws: AugmentationError.self) {
            try await Augmenter(.rewriting(method)).augmented([example])
        }
        #expect(error?.code == .unsuitableMethod)
        #expect(error?.message.contains("no word's tag could be followed") == true)
    }

    private let question = QuestionExample(
        id: "q1",
        question: "When did the good film begin?",
        context:
            "It was a good film 🎬, and (in May 1934) the good city stopped. A fine film began in May 1934, quickly.",
        answers: [
            .init(text: "May 1934", start: 30), .init(text: "in May 1934", start: 27), .init(text: "gone", start: nil),
        ]
    )

    @Test("answers stand where they say, whatever changes around them")
    func answers() async throws {
        let rates = EasyAugmentation.Rates(replacement: 0.5, insertion: 0.5, swap: 0.5, deletion: 0.5)
        let (added, report) = try await augmented(
            [question],
            EasyAugmentation(rates: rates, synonyms: finder),
            copies: 60
        )
        #expect(added.count > 20)
        #expect(report.unmovableCount == 0)
        for copy in added {
            let scalars = Array(copy.context.unicodeScalars)
            for answer in copy.answers {
                guard let range = answer.range else { continue }
                #expect(String(String.UnicodeScalarView(scalars[range])) == answer.text)
            }
            #expect(copy.answers.map(\.text) == ["May 1934", "in May 1934", "gone"])
            #expect(copy.id.hasPrefix("q1-copy"))
        }
        #expect(Set(added.map(\.id)).count == added.count)
    }

    @Test("contexts stay if that is asked for, and a wrong answer drops the copy")
    func contexts() async throws {
        let method = SynonymReplacement(finder, rate: 1)
        let (added, _) = try await augmented([question], method, changesContexts: false)
        #expect(added.map(\.context) == [question.context])
        #expect(added.allSatisfy { $0.question != question.question })
        var wrong = question
        wrong.answers[0].start = 29
        var far = question
        far.answers[0].start = 3000
        let (none, report) = try await augmented([wrong, far], method)
        #expect(none.isEmpty)
        #expect(report.unmovableCount == 2)
    }

    @Test("of a question with its context only the question is translated")
    func translatedQuestion() async throws {
        let method = RoundTrip(CommandTranslator(command: "sed 's/good/fine/'"))
        let (added, _) = try await Augmenter(.rewriting(method)).augmented([question])
        #expect(added.map(\.question) == ["When did the fine film begin?"])
        #expect(added.map(\.context) == [question.context])
        #expect(added.first?.answers == question.answers)
    }

    @Test("lines of JSON read back as the examples")
    func jsonLines() throws {
        func bytes(_ line: JSONObject) -> [UInt8] { JSONValue.object(line).serialized() }
        let words = WordExample(words: ["in", "New York", "\"x\""], tags: ["O", "B-LOC", "O"])
        let readWords = try WordDataset.read(bytes: bytes(words.jsonLine), name: "x.jsonl").examples
        #expect(readWords.map(\.words) == [words.words])
        #expect(readWords.map(\.tags) == [words.tags])
        let impossible = QuestionExample(id: "q2", question: "Why?", context: "So.", isImpossible: true, title: "T")
        let lines = bytes(question.jsonLine) + [10] + bytes(impossible.jsonLine)
        let read = try QuestionDataset.read(bytes: lines, name: "x.jsonl").examples
        #expect(read.map(\.id) == ["q1", "q2"])
        #expect(read.first?.answers.prefix(2).map(\.start) == [30, 27])
        #expect(read.last?.isImpossible == true)
        #expect(read.last?.title == "T")
    }
}
