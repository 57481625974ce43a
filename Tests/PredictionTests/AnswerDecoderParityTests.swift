import Foundation
import Prediction
import StrictJSON
import TestSupport
import Testing
import TextData
import Tokenization

/// The folder that `Fixtures/questions/compare_decoding.py` wrote, too large to be part of the repository.
private let parityFolder = ProcessInfo.processInfo.environment["BERTUNE_QUESTION_DECODING"]

@Suite(
    "answers to 2,000 questions",
    .enabled(
        if: parityFolder != nil && TestData.sharedFolder != nil,
        "BERTUNE_QUESTION_DECODING names no folder of Fixtures/questions/compare_decoding.py"
    )
)
struct AnswerDecoderParityTests {
    @Test("are those of the published decoding", arguments: 0..<6)
    func values(_ index: Int) throws {
        let folder = try #require(parityFolder)
        let rule = try #require(try JSONValue.parse(readBytes(folder + "/decoding.json")).array)[index]
        let file = try #require(rule["file"]?.string.flatMap { TestData.shared($0) })
        let count = try #require(rule["count"]?.int)
        let dataset = try QuestionDataset.read(file).subset(Array(0..<count))
        let builder = QuestionFeatureBuilder(
            tokenizer: try Tokenizer(folder: folder),
            maximumLength: try #require(rule["length"]?.int),
            stride: .overlap(try #require(rule["overlap"]?.int))
        )
        let features = try builder.features(of: dataset, withTargets: false).features
        let bytes = try readBytes("\(folder)/\(index).bin")
        let numbers = unsafe bytes.withUnsafeBytes { unsafe Array($0.bindMemory(to: Float.self)) }
        var first = 0
        let logits = features.map { feature in
            defer { first += 2 * feature.inputIDs.count }
            return Array(numbers[first..<(first + 2 * feature.inputIDs.count)])
        }
        #expect(first == numbers.count)
        let decoder = AnswerDecoder(
            nBestCount: try #require(rule["nBestCount"]?.int),
            maximumAnswerLength: try #require(rule["maximumAnswerLength"]?.int),
            allowsNoAnswer: rule["allowsNoAnswer"]?.bool == true,
            nullThreshold: try #require(rule["threshold"]?.double)
        )
        let clock = ContinuousClock()
        let begun = clock.now
        let answers = decoder.decode(logits, features: Array(features), examples: dataset.examples)
        let seconds = clock.now - begun
        let reference = try JSONValue.parse(readBytes("\(folder)/\(index).json"))
        let differences = try AnswerComparison(answers, of: dataset.examples, reference: reference).differences
        print(
            "\(rule["name"]?.string ?? ""): \(answers.count) questions, \(features.count) windows in \(seconds), "
                + "\(differences.count) differ \(differences.prefix(3))"
        )
        #expect(differences.isEmpty)
    }
}
