import BERT
import EvaluationMetrics
import Prediction
import StrictJSON
import TestSupport
import Testing
import TextData

@Suite("question answering")
struct QuestionAnsweringTests {
    private static let folder = TestData.fixture("bert", of: "BERTTests")

    private func dataset(impossible: Bool) -> QuestionDataset {
        var examples = [
            QuestionExample(
                id: "a",
                question: "which film?",
                context: "the bad film",
                answers: [.init(text: "bad", start: 4)]
            )
        ]
        if impossible {
            examples.append(QuestionExample(id: "b", question: "who?", context: "a film", isImpossible: true))
        }
        return QuestionDataset(examples: examples)
    }

    private func answer(_ text: String, best: String, odds: Float?) -> QuestionAnswer {
        let candidate = QuestionAnswer.Candidate(
            text: best,
            range: 0..<best.utf8.count,
            startLogit: 1,
            endLogit: 1,
            probability: 1
        )
        return QuestionAnswer(text: text, candidates: [candidate], noAnswerOdds: odds)
    }

    @Test("a context without tokens holds no answer, whether or not there may be none", arguments: [true, false])
    func emptyContext(allowsNoAnswer: Bool) throws {
        let task = QuestionAnswering(
            allowsNoAnswer: allowsNoAnswer,
            decoder: AnswerDecoder(nullThreshold: 100),
            stride: .overlap(4)
        )
        let model = try QuestionAnswerer(pretrained: TextClassifierTests.folder, task: task, threads: 1)
        for context in ["", " \n", "\u{200b}"] {
            let answer = try model.answer("who?", in: context)
            #expect(answer.text.isEmpty)
            #expect(answer.candidates.map(\.text) == (allowsNoAnswer ? [""] : []))
            #expect((answer.noAnswerOdds != nil) == allowsNoAnswer)
            let question = QuestionExample(id: "e", question: "who?", context: context)
            #expect(
                task.line(answer, of: question, format: AnswerFormat())
                    == "(no answer)\t\(allowsNoAnswer ? "1.0000" : "")\twho?"
            )
        }
        #expect(try !model.answer("who?", in: "a good film").text.isEmpty)
    }

    @Test("answers whatever question of whatever length, the same with others and alone")
    func answers() throws {
        let model = try QuestionAnswerer(
            pretrained: Self.folder,
            task: QuestionAnswering(stride: .overlap(4)),
            threads: 2,
            maximumLength: 24,
            seed: 3
        )
        let long = Array(repeating: "the film was good", count: 30).joined(separator: " ")
        let examples = [("which film?", "the bad film"), ("", long), ("who?", "")].enumerated().map {
            QuestionExample(id: "\($0)", question: $1.0, context: $1.1)
        }
        let together = try model.answers(for: QuestionDataset(examples: examples))
        #expect(together.truncation.splitExampleCount == 1)
        for (example, answer) in zip(examples, together.answers) {
            let alone = try model.answer(example.question, in: example.context)
            #expect(alone.text == answer.text)
            expectClose(alone.candidates.map(\.score), answer.candidates.map(\.score), absolute: 1e-5)
            if let best = answer.best, let range = best.range {
                #expect(String(Array(example.context.unicodeScalars)[range].map { Character($0) }) == best.text)
            }
        }
    }

    @Test("scores as SQuAD 1.1 where every question has an answer, else as SQuAD 2.0")
    func scores() throws {
        let task = QuestionAnswering(allowsNoAnswer: false)
        let plain = try task.evaluate([answer("bad", best: "bad", odds: nil)], dataset: dataset(impossible: false))
        #expect(plain.values.map(\.name) == ["exactMatch", "f1"])
        #expect(plain.values.map(\.value) == [100, 100])
        #expect(plain.table.isEmpty)

        let second = QuestionAnswering(allowsNoAnswer: true)
        let answers = [answer("", best: "bad", odds: 1), answer("film", best: "film", odds: 3)]
        let scored = try second.evaluate(answers, dataset: dataset(impossible: true))
        let values = Dictionary(uniqueKeysWithValues: scored.values.map { ($0.name, $0.value) })
        #expect(values["exactMatch"] == 0)
        #expect(values["hasAnswerF1"] == 0)
        #expect(values["bestF1"] == 100)
        #expect(values["bestF1Threshold"] == 1)
        #expect(Set(second.metricNames).isSubset(of: values.keys))
        #expect(scored.table.count == 4)
        let official = JSONValue.object(JSONObject(scored.details))["official"]
        #expect(official?["best_f1"]?.double == 100)
        #expect(official?["HasAns_total"]?.double == 1)
    }

    @Test("chooses the threshold of the best F1 on validation data, and keeps it in task.json")
    func threshold() throws {
        let answers = [answer("", best: "bad", odds: -2), answer("film", best: "film", odds: -1)]
        let task = try #require(
            try QuestionAnswering(allowsNoAnswer: true).calibrated(on: answers, dataset: dataset(impossible: true))
        )
        #expect(task.decoder.nullThreshold == -2)
        #expect(task.settings["nullThreshold"]?.double == -2)
        let loaded = try QuestionAnswering(
            configuration: BERTConfiguration(folder: Self.folder),
            settings: task.settings
        )
        #expect(loaded.decoder == task.decoder)
        #expect(loaded.stride == task.stride)
        #expect(loaded.allowsNoAnswer == true)
        // Nothing to choose where every question has an answer, or where the user has chosen.
        #expect(try task.calibrated(on: [answers[0]], dataset: dataset(impossible: false)) == nil)
        var options = TaskOptions()
        options.nullThreshold = 4
        let fixed = try QuestionAnswering(training: dataset(impossible: true), options: options)
        #expect(try fixed.calibrated(on: answers, dataset: dataset(impossible: true)) == nil)
        #expect(fixed.decoder.nullThreshold == 4)
    }

    @Test("answers nothing where that is best, also with odds below 0")
    func nothing() throws {
        let answers = [answer("x", best: "x", odds: -2), answer("film", best: "film", odds: -1)]
        let task = try #require(
            try QuestionAnswering(allowsNoAnswer: true).calibrated(on: answers, dataset: dataset(impossible: true))
        )
        #expect(task.decoder.nullThreshold < -2)
    }

    @Test("takes what it needs from training data and options, and refuses the rest")
    func options() throws {
        #expect(
            try QuestionAnswering(training: dataset(impossible: true), options: TaskOptions()).allowsNoAnswer == true
        )
        var options = TaskOptions()
        options.documentStride = 5
        options.strideConvention = .step
        options.nBestCount = 3
        let task = try QuestionAnswering(training: dataset(impossible: false), options: options)
        #expect(task.allowsNoAnswer == false)
        #expect(task.stride == .step(5))
        #expect(task.decoder.nBestCount == 3)
        options.hasPairs = true
        #expect(throws: TaskOptionError.self) {
            try QuestionAnswering(training: dataset(impossible: false), options: options)
        }
        let unknown = QuestionDataset(examples: [QuestionExample(id: "a", question: "?", context: "the")])
        #expect(throws: DataError.self) { try QuestionAnswering(training: unknown, options: TaskOptions()) }
        let lost = QuestionDataset(examples: [
            QuestionExample(id: "a", question: "?", context: "the", answers: [.init(text: "x", start: nil)])
        ])
        #expect(throws: DataError.self) { try QuestionAnswering(training: lost, options: TaskOptions()) }
    }

    @Test("refuses settings that cannot be", arguments: ["nBestCount", "maximumAnswerLength", "strideConvention"])
    func badSettings(_ name: String) throws {
        var settings = QuestionAnswering().settings
        settings[name] = name == "strideConvention" ? "sideways" : 0
        #expect(throws: TaskMismatch.self) {
            try QuestionAnswering(configuration: BERTConfiguration(folder: Self.folder), settings: settings)
        }
    }

    @Test("a question of a lost answer is scored but not learned from")
    func lost() throws {
        let example = QuestionExample(
            id: "a",
            question: "?",
            context: "the film",
            answers: [.init(text: "x", start: nil)]
        )
        let dataset = QuestionDataset(examples: [example])
        let model = try QuestionAnswerer(
            pretrained: Self.folder,
            task: QuestionAnswering(stride: .overlap(4)),
            threads: 1
        )
        let evaluation = try model.evaluate(dataset)
        #expect(evaluation.loss == 0)
        #expect(evaluation.evaluation.metrics.overall.f1 == 0)
        #expect(!evaluation.answers[0].text.isEmpty)
    }
}
