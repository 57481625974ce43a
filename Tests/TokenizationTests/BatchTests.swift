import StrictJSON
import TestSupport
import Testing
import Tokenization

@Suite("Batches")
struct BatchTests {
    @Test("give the same for any number of threads", arguments: [0, 1, 2, 3, 16])
    func isIndependentOfThreads(threads: Int) throws {
        let fixture = try ReferenceFixture.shared.get()
        let tokenizer = try fixture.tokenizer("added")
        let texts = fixture.cases.filter { $0.inputs.count == 1 }.compactMap { $0.inputs[0].string }
        let inputs = texts.enumerated().map { TextInput($1, pair: $0 % 3 == 0 ? texts[texts.count - 1 - $0] : nil) }
        let options = EncodingOptions(maximumLength: 16, stride: 3, returnsOverflow: true)
        let encodings = try tokenizer.encodeBatch(inputs, options: options, threads: threads)
        #expect(encodings.count == inputs.count)
        for (input, windows) in zip(inputs, encodings) {
            #expect(try tokenizer.encode(input.text, pair: input.pair, options: options) == windows)
        }
    }

    @Test("report the first input at fault", arguments: [1, 4])
    func reportsFirstFault(threads: Int) throws {
        let tokenizer = try ReferenceFixture.shared.get().tokenizer("uncased")
        var inputs = Array(repeating: TextInput("a"), count: 1000)
        inputs[300] = TextInput(String(repeating: "a ", count: 30), pair: "b b")
        inputs[900] = TextInput(String(repeating: "a ", count: 40), pair: "b b")
        let options = EncodingOptions(maximumLength: 20, truncation: .onlySecond)
        let error = #expect(throws: TokenizationError.self) {
            try tokenizer.encodeBatch(inputs, options: options, threads: threads)
        }
        #expect(error?.code == .invalidOptions)
        #expect(error?.message.contains("give up 15") ?? false)
    }

    @Test("may be empty")
    func acceptsNothing() throws {
        #expect(try ReferenceFixture.shared.get().tokenizer("cased").encodeBatch([], threads: 2).isEmpty)
    }
}
