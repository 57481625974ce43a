import FineTuning
import Testing

@Suite("DidYouMean")
struct DidYouMeanTests {
    @Test(
        "suggests what is near",
        arguments: [
            ("atuo", "auto"), ("learning_rate", "learningRate"), ("pos", "positive"), ("positve", "positive"),
            ("Positive", "positive"),
        ]
    )
    func near(typed: String, meant: String) {
        let names = ["auto", "default", "learningRate", "positive", "negative"]
        #expect(DidYouMean.suggestion(for: typed, among: names.map { ($0, []) }) == meant)
    }

    @Test("suggests nothing else", arguments: ["x", "ab", "0", "xyz", "sport"])
    func far(typed: String) {
        let names = ["a", "b", "1", "abc", "positive", "negative", "politics"]
        #expect(DidYouMean.suggestion(for: typed, among: names.map { ($0, []) }) == nil)
    }
}
