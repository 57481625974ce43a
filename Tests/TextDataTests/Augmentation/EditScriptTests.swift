import TextData
import Testing

@Suite("edit scripts")
struct EditScriptTests {
    private func text(_ text: AugmentableText, after edits: [WordEdit]) -> String {
        String(String.UnicodeScalarView(text.script(for: edits).applied(to: text.scalars)))
    }

    @Test("finds words without the punctuation around them, and clitics with their apostrophe")
    func words() {
        #expect(AugmentableText("\"Good,\" he said.").words == ["Good", "he", "said"])
        #expect(
            AugmentableText("it 's a state-of-the-art 'thing' , no?").words == [
                "it", "'s", "a", "state-of-the-art", "thing", "no",
            ]
        )
        #expect(AugmentableText(" 배송이\t늦어요!").words == ["배송이", "늦어요"])
        #expect(AugmentableText("").words.isEmpty)
        #expect(AugmentableText(" ... -- ").words.isEmpty)
    }

    @Test("replaces, deletes and inserts without touching punctuation")
    func edits() {
        let sentence = AugmentableText("A good, cheap film (really).")
        #expect(text(sentence, after: []) == "A good, cheap film (really).")
        #expect(text(sentence, after: [.replace(1, with: "fine")]) == "A fine, cheap film (really).")
        #expect(text(sentence, after: [.delete(2)]) == "A good, film (really).")
        #expect(text(sentence, after: [.delete(1)]) == "A, cheap film (really).")
        #expect(text(sentence, after: [.delete(4), .delete(3)]) == "A good, cheap ().")
        #expect(text(sentence, after: [.delete(0), .delete(1), .delete(2)]) == ", film (really).")
        #expect(
            text(sentence, after: [.insert("nice", after: 1), .insert("new", after: 1)])
                == "A good nice new, cheap film (really)."
        )
        #expect(
            text(sentence, after: [.replace(3, with: "movie"), .insert("x", after: 3), .replace(0, with: "One")])
                == "One good, cheap movie x (really)."
        )
    }

    @Test("counts in Unicode scalars, whatever their width")
    func scalars() {
        let sentence = AugmentableText("👩‍👩‍👧 e\u{301}te\u{301} 좋아요 fin")
        #expect(sentence.words == ["e\u{301}te\u{301}", "좋아요", "fin"].map { $0 })
        #expect(text(sentence, after: [.replace(1, with: "싫어요 정말")]) == "👩‍👩‍👧 e\u{301}te\u{301} 싫어요 정말 fin")
    }

    @Test("moves spans, and gives those up that an edit touches")
    func spans() {
        let script = EditScript([
            TextEdit(range: 8..<10, replacement: ["x"]), TextEdit(range: 2..<4, replacement: ["a", "b", "c"]),
            TextEdit(range: 6..<6, replacement: [" ", "y"]),
        ])
        #expect(script.moved(0..<2) == 0..<2)
        #expect(script.moved(4..<6) == 5..<7)
        #expect(script.moved(6..<8) == 9..<11)
        #expect(script.moved(10..<12) == 12..<14)
        #expect(script.moved(0..<3) == nil)
        #expect(script.moved(5..<7) == nil)
        #expect(script.moved(9..<12) == nil)
        #expect(
            String(String.UnicodeScalarView(script.applied(to: Array("0123456789AB".unicodeScalars))))
                == "01abc45 y67xAB"
        )
    }

    @Test("a span keeps its text under any edits of the words beside it", arguments: 0..<200)
    func anyEdits(seed: Int) throws {
        let source = Array(
            "It was in  Paris, (France) that \"Marie Curie\" died; 1934 \u{1F600} was the year .".unicodeScalars
        )
        var draws = AugmentationDraws(seed: 1, example: seed, copy: 0)
        let start = draws.nextIndex(below: source.count - 1)
        let span = start..<start + 1 + draws.nextIndex(below: source.count - start)
        let sentence = AugmentableText(String(String.UnicodeScalarView(source)), protecting: [span])
        let edits = sentence.changeableIndices.compactMap { index -> WordEdit? in
            switch draws.nextIndex(below: 4) {
            case 0: .delete(index)
            case 1: .replace(index, with: "other words")
            case 2: .insert("more", after: index)
            default: nil
            }
        }
        let script = sentence.script(for: edits)
        let result = script.applied(to: sentence.scalars)
        let moved = try #require(script.moved(span))
        #expect(Array(result[moved]) == Array(source[span]))
    }

    @Test("tags follow their words")
    func tags() {
        let result = WordEdit.applied(
            [.replace(0, with: "a few"), .delete(1), .insert("so", after: 3)],
            to: ["one", "two", "Paris", "four"],
            tags: ["O", "O", "B-LOC", "O"],
            insertedTag: "O"
        )
        #expect(result.words == ["a", "few", "Paris", "four", "so"])
        #expect(result.tags == ["O", "O", "B-LOC", "O", "O"])
    }
}
