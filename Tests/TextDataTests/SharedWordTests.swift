import StrictJSON
import TestSupport
import Testing
import TextData

/// A public file of tagged words and what `make_word_fixtures.py` counted in it.
struct SharedWords: Sendable, CustomTestStringConvertible {
    let path: String
    let labelColumn: String?
    let sentenceCount: Int
    let wordCount: Int
    let tagCounts: [String: Int]

    var testDescription: String { path + (labelColumn.map { ", \($0)" } ?? "") }

    static let all: [SharedWords] = ((try? TestData.jsonFixture("shared_words.json"))?.array ?? []).map { row in
        let tags = (row["tags"]?.object?.members ?? []).map { ($0.name, $0.value.int ?? -1) }
        return SharedWords(
            path: row["path"]?.string ?? "",
            labelColumn: row["labelColumn"]?.string,
            sentenceCount: row["sentences"]?.int ?? -1,
            wordCount: row["words"]?.int ?? -1,
            tagCounts: Dictionary(uniqueKeysWithValues: tags)
        )
    }
}

@Suite(
    "public sets of tagged words",
    .enabled(if: TestData.sharedFolder != nil, "the folder of shared data is not there (BERTUNE_SHARED)")
)
struct SharedWordTests {
    @Test("have the sentences, words and tags that an independent reader counts", arguments: SharedWords.all)
    func counts(_ file: SharedWords) throws {
        let path = try #require(TestData.shared("data/" + file.path))
        let dataset = try WordDataset.read(path, options: TableOptions(labelColumn: file.labelColumn))
        #expect(dataset.examples.count == file.sentenceCount)
        #expect(dataset.wordCount == file.wordCount)
        var counts: [String: Int] = [:]
        for example in dataset.examples {
            for tag in example.tags ?? [] { counts[tag, default: 0] += 1 }
        }
        if dataset.tagScheme != .iob1 { #expect(counts == file.tagCounts) }
        #expect(dataset.warnings.map(\.code) == (dataset.tagScheme == .iob1 ? [.tagsConverted] : []))
        // Words stand where they are said to.
        for example in dataset.examples.prefix(500) {
            guard let text = example.text.map({ Array($0.unicodeScalars) }), let ranges = example.wordRanges else {
                continue
            }
            for (word, range) in zip(example.words, ranges)
            where !file.path.contains("_ewt") || range.count == word.count {
                #expect(Array(word.unicodeScalars) == Array(text[range]))
            }
        }
    }

    @Test("CoNLL-2003's development set is the same in IOB1 and in BIO")
    func conversion() throws {
        let converted = try WordDataset.read(try #require(TestData.shared("data/conll2003/eng.testa.iob1")))
        let original = try WordDataset.read(try #require(TestData.shared("data/conll2003/valid.txt")))
        #expect(converted.tagScheme == .iob1)
        #expect(original.tagScheme == .bio)
        #expect(converted.examples.map(\.words) == original.examples.map(\.words))
        #expect(converted.examples.map(\.tags) == original.examples.map(\.tags))
    }
}
