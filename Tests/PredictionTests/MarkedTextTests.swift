import TestSupport
import Testing

import Prediction

@Suite("Marked text")
struct MarkedTextTests {
    private typealias Segment = ReportExample.Segment

    @Test("agreement, misses and inventions are marked where they stand")
    func marks() {
        let text = "Ann met Bob in 서울 today"
        let marked = MarkedText(
            text,
            references: [.init(range: 0..<3, label: "PER"), .init(range: 8..<11, label: "PER")],
            predictions: [
                .init(range: 0..<3, label: "PER"), .init(range: 8..<11, label: "ORG"),
                .init(range: 15..<17, label: "LOC"),
            ]
        )
        #expect(
            marked.segments == [
                Segment("Ann", .init(.right, "PER")), Segment(" met "),
                Segment("Bob", .init(.wrong, "ORG instead of PER")),
                Segment(" in "), Segment("서울", .init(.spurious, "LOC")), Segment(" today"),
            ]
        )
        #expect(marked.segments.map(\.text).joined() == text)
    }

    @Test("of two spans that overlap, the common part is right and the rest is not")
    func overlap() {
        let marked = MarkedText(
            "New York City",
            references: [.init(range: 0..<13, label: "LOC")],
            predictions: [.init(range: 4..<8, label: "LOC")]
        )
        #expect(
            marked.segments == [
                Segment("New ", .init(.missed, "LOC")), Segment("York", .init(.right, "LOC")),
                Segment(" City", .init(.missed, "LOC")),
            ]
        )
    }

    @Test("an excerpt keeps the marks and what stands near them")
    func excerpt() {
        let text = String(repeating: "a", count: 50) + "X" + String(repeating: "b", count: 50)
        let marked = MarkedText(text, references: [.init(range: 50..<51, label: "answer")], predictions: [])
        let excerpt = marked.excerpt(context: 5)
        #expect(excerpt.map(\.text) == [" … aaaaa", "X", "bbbbb … "])
        #expect(MarkedText("short", references: [], predictions: []).excerpt(context: 2).map(\.text) == ["short"])
    }

    @Test("spans that a text doesn't have do no harm")
    func outside() {
        let marked = MarkedText("ab", references: [.init(range: 1..<9, label: "x")], predictions: [])
        #expect(marked.segments.map(\.text).joined() == "ab")
    }
}
