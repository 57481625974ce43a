import TestSupport
import Testing
import TextData

@Suite("WordNet")
struct WordNetTests {
    private let tiny: TinyWordNet
    private let finder: SynonymFinder

    init() throws {
        tiny = try TinyWordNet()
        finder = SynonymFinder(try WordNet(folder: tiny.folder.path))
    }

    private func synonyms(_ index: Int, _ text: String) throws -> [String] {
        try finder.synonyms(ofWordAt: index, in: AugmentableText(text))
    }

    @Test("finds entries and synsets where the files say")
    func entries() throws {
        let wordNet = finder.wordNet
        let entry = try #require(try wordNet.entry(for: "film", as: .noun))
        #expect(entry.synsetOffsets.count == 2)
        #expect(try wordNet.synset(at: entry.synsetOffsets[0], as: .noun) == ["film", "movie", "motion_picture"])
        #expect(try wordNet.entry(for: "zebra", as: .noun) == nil)
        #expect(try wordNet.entry(for: "", as: .noun) == nil)
        #expect(try wordNet.entry(for: "film", as: .verb) == nil)
    }

    @Test("the first sense that has another word decides, phrases and markers as they are said")
    func senses() throws {
        #expect(try synonyms(0, "film") == ["movie", "motion picture"])
        #expect(try synonyms(1, "the ready tool") == ["ready to hand", "handy"])
        #expect(try synonyms(0, "zebra").isEmpty)
    }

    @Test(
        "keeps the inflection, or leaves the word alone",
        arguments: [
            ("films", ["movies", "motion pictures"]), ("boxes", ["cases"]), ("cities", ["towns"]),
            ("children", ["kids"]), ("kids", ["children"]), ("likes", ["loves"]), ("liked", ["loved"]),
            ("liking", ["loving"]), ("started", []), ("beginning", ["starting"]), ("starting", ["beginning"]),
            ("stopped", ["halted"]), ("halting", ["stopping"]), ("carries", ["transports"]),
            ("transported", ["carried"]), ("moved", []), ("better", []),
        ]
    )
    func inflection(word: String, expected: [String]) throws {
        #expect(try synonyms(1, "they \(word)") == expected)
    }

    @Test("keeps the case, and leaves names and abbreviations alone")
    func letterCase() throws {
        #expect(try synonyms(0, "Film is fun") == ["Movie", "Motion picture"])
        #expect(try synonyms(2, "the great Film").isEmpty)
        #expect(try synonyms(2, "Too bad. Film it").first == "Movie")
        #expect(try synonyms(1, "Mr. Film").isEmpty)
        #expect(try synonyms(1, "GOOD FILM") == ["MOVIE", "MOTION PICTURE"])
        #expect(try synonyms(1, "good FILM").isEmpty)
        #expect(try synonyms(0, "fIlm").isEmpty)
        #expect(try synonyms(0, "film2").isEmpty)
    }

    @Test("leaves function words alone, and heeds the article before a word")
    func context() throws {
        #expect(try synonyms(0, "like").isEmpty)
        #expect(try synonyms(1, "an odd one") == ["unusual"])
        #expect(try synonyms(1, "the odd one") == ["unusual", "strange"])
        #expect(try synonyms(1, "a car").isEmpty)
        #expect(try synonyms(1, "the car") == ["auto"])
    }

    @Test("a known part of speech decides, and gives one word for one")
    func partOfSpeech() throws {
        let words = ["films", "quickly"]
        func text(_ partsOfSpeech: [WordNet.PartOfSpeech?]) -> AugmentableText {
            AugmentableText(words: words, isProtected: [false, false], partsOfSpeech: partsOfSpeech)
        }
        #expect(try finder.synonyms(ofWordAt: 0, in: text([.noun, .adverb])) == ["movies"])
        #expect(try finder.synonyms(ofWordAt: 0, in: text([.verb, .adverb])).isEmpty)
        #expect(try finder.synonyms(ofWordAt: 1, in: text([.noun, .adverb])) == ["rapidly"])
    }

    @Test("missing files say what to install")
    func missing() throws {
        let empty = try TemporaryFolder()
        let error = #expect(throws: AugmentationError.self) { try WordNet(folder: empty.path) }
        #expect(error?.code == .missingWordNet)
        #expect(error?.description.contains("apt-get install wordnet-base") == true)
        #expect(error?.path == empty.path + "/index.noun")
    }

    @Test(
        "a damaged file is an error that names the place, never a trap",
        arguments: [
            ("index.noun", "film n x 2 @ ~ 2 1 00000066 00000123  \n"),
            ("index.noun", "film n 99999999999999999999 2 @ ~ 2 1 00000066  \n"),
            ("index.noun", "film n 1 9223372036854775807 @ ~ 1 1 00000066  \n"),
            ("index.noun", "film n 2 2 @ ~ 2 1 00000066  \n"),
            ("index.noun", "film n 1 0 1 1 00000003  \n"),
            ("index.noun", "film n 1 0 1 1 99999999  \n"),
            ("index.noun", "film n 1 0 1 1 -5  \n"),
            ("index.noun", "film n\n"),
            ("index.noun", "film"),
            ("data.noun", "00000000 03 n 7fffffffffffffff film 0 000 | \n"),
            ("data.noun", "00000000 03 n 00 film 0 000 | \n"),
            ("data.noun", "00000000 03 n 05 film 0 000 | \n"),
            ("data.noun", "\n"),
        ]
    )
    func damage(file: String, content: String) throws {
        try tiny.folder.write(content.utf8, to: file)
        if file.hasPrefix("data") { try tiny.folder.write("film n 1 0 1 1 00000000  \n".utf8, to: "index.noun") }
        let finder = SynonymFinder(try WordNet(folder: tiny.folder.path))
        let error = #expect(throws: AugmentationError.self) {
            try finder.synonyms(ofWordAt: 0, in: AugmentableText("film"))
        }
        #expect(error?.code == .malformedWordNet)
        #expect(error?.byteOffset != nil)
    }

    @Test("an exception list of one word on a line is refused")
    func damagedExceptions() throws {
        try tiny.folder.write("children\n".utf8, to: "noun.exc")
        let error = #expect(throws: AugmentationError.self) { try WordNet(folder: tiny.folder.path) }
        #expect(error?.code == .malformedWordNet)
    }
}
