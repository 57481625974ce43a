import Testing
import TextData

@Suite("tag schemes")
struct TagSchemeTests {
    /// Sentences of tags, one word each line.
    private func read(_ sentences: [String]) throws -> WordDataset {
        let content = sentences.map { sentence in
            sentence.split(separator: " ").map { "w\t\($0)\n" }.joined()
        }.joined(separator: "\n")
        return try WordDataset.read(bytes: Array(content.utf8), name: "a.conll")
    }

    private func tags(_ dataset: WordDataset) -> [String] {
        dataset.examples.map { ($0.tags ?? []).joined(separator: " ") }
    }

    @Test("IOB1 becomes BIO")
    func iob1() throws {
        let dataset = try read(["I-A I-A B-A O", "I-A I-B O I-B", "O I-A"])
        #expect(dataset.tagScheme == .iob1)
        #expect(tags(dataset) == ["B-A I-A B-A O", "B-A B-B O B-B", "O B-A"])
        #expect(dataset.warnings.map(\.code) == [.tagsConverted])
        #expect(dataset.formatDescription.hasSuffix(", IOB1 converted to BIO"))
    }

    @Test("BIOES, BILOU and BMES become BIO", arguments: ["IES", "ILU", "MES"])
    func bioes(_ letters: String) throws {
        let inside = letters.prefix(1)
        let end = letters.dropFirst().prefix(1)
        let single = letters.suffix(1)
        let dataset = try read(["B-A \(inside)-A \(end)-A O \(single)-B", "B-A \(end)-A B-A \(end)-A"])
        #expect(dataset.tagScheme == .bioes)
        #expect(tags(dataset) == ["B-A I-A I-A O B-B", "B-A I-A B-A I-A"])
        #expect(dataset.warnings.map(\.code) == [.tagsConverted])
    }

    @Test("bare types become BIO where most words are outside")
    func io() throws {
        let dataset = try read(["O O A A B O", "O O O"])
        #expect(dataset.tagScheme == .io)
        #expect(tags(dataset) == ["O O B-A I-A B-B O", "O O O"])
    }

    @Test("parts of speech stay as they are, also those that look like something else")
    func plain() throws {
        let dataset = try read(["N V O", "N B-X -LRB- JJ-HL"])
        #expect(dataset.tagScheme == .plain)
        #expect(tags(dataset) == ["N V O", "N B-X -LRB- JJ-HL"])
    }

    @Test("tags that break the rules of BIO are kept, counted and placed")
    func malformed() throws {
        let dataset = try read(["B-A I-A O B-B", "I-A I-A B-A", "B-A I-B", "B-A O B-A"])
        #expect(dataset.tagScheme == .bio)
        #expect(tags(dataset) == ["B-A I-A O B-B", "I-A I-A B-A", "B-A I-B", "B-A O B-A"])
        #expect(dataset.warnings.map(\.code) == [.malformedTags])
        #expect(dataset.warnings.first?.count == 2)
        #expect(dataset.warnings.first?.line == 6)
        #expect(
            dataset.warnings.first?.description
                == "a.conll:6: 2 tags continue an entity that no B- began, the first on line 6; they are kept as they are"
        )
    }

    @Test("tags that break the rules of BIOES are kept, counted and placed")
    func malformedBIOES() throws {
        let dataset = try read(["B-A O S-A", "O I-A E-A"])
        #expect(tags(dataset) == ["B-A O B-A", "O I-A I-A"])
        // The B- without an end, and the I- without a beginning.
        #expect(dataset.warnings.last?.code == .malformedTags)
        #expect(dataset.warnings.last?.count == 2)
        #expect(dataset.warnings.last?.line == 1)
    }

    @Test("labels of entities have both tags of each type")
    func labels() throws {
        #expect(try LabelSet(read(["B-A O", "B-B I-B O"])).names == ["B-A", "B-B", "I-A", "I-B", "O"])
        #expect(try LabelSet(read(["N V"])).names == ["N", "V"])
        let error = #expect(throws: DataError.self) {
            try LabelSet(names: ["B-A", "I-A", "O"]).check(read(["O O", "B-B O"]))
        }
        #expect(error?.code == .unknownLabel)
        #expect(error?.line == 4)
    }
}
