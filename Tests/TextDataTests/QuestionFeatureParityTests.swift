import Foundation
import StrictJSON
import TestSupport
import Testing
import TextData
import Tokenization

/// The folder that `Fixtures/questions/compare_features.py` wrote, too large to be part of the repository.
private let parityFolder = ProcessInfo.processInfo.environment["BERTUNE_QUESTION_FEATURES"]

@Suite(
    "question features of whole files",
    .enabled(
        if: parityFolder != nil && TestData.sharedFolder != nil,
        "BERTUNE_QUESTION_FEATURES names no folder of Fixtures/questions/compare_features.py"
    )
)
struct QuestionFeatureParityTests {
    @Test("are the published scripts', value by value", arguments: 0..<6)
    func values(_ index: Int) throws {
        let folder = try #require(parityFolder)
        let reference = try #require(try JSONValue.parse(readBytes(folder + "/features.json")).array)[index]
        let file = try #require(reference["file"]?.string)
        let dataset = try QuestionDataset.read(try #require(TestData.shared(file)))
        let convention = try #require(reference["convention"]?.string.flatMap { WindowStride.Convention(rawValue: $0) })
        let builder = QuestionFeatureBuilder(
            tokenizer: try Tokenizer(folder: "\(folder)/\(try #require(reference["tokenizer"]?.string))"),
            maximumLength: 384,
            stride: WindowStride(convention, tokenCount: 128),
            threads: 2
        )
        let clock = ContinuousClock()
        let begun = clock.now
        let features = try builder.features(of: dataset, withTargets: true).features
        let seconds = clock.now - begun

        let bytes = try readBytes("\(folder)/\(index).bin")
        var numbers = unsafe bytes.withUnsafeBytes { unsafe Array($0.bindMemory(to: Int32.self)) }[...]
        var (differing, overruns) = (0, 0)
        for feature in features {
            guard numbers.count >= 7 else { break }
            let header = Array(numbers.prefix(7))
            let count = 7 + 2 * Int(header[1]) + 2 * Int(header[3])
            let lists =
                feature.inputIDs + feature.tokenTypeIDs
                + feature.contextOffsets.flatMap { [$0.lowerBound, $0.upperBound] }
            let first = feature.contextTokens.lowerBound
            let start = header[6] == 1 ? Int32(feature.contextTokens.upperBound - 1) : header[4]
            overruns += Int(header[6])
            // The reference for steps has no positions.
            let hasPositions = convention == .overlap
            let isSame =
                header[0] == Int32(feature.exampleIndex) && header[2] == Int32(first)
                && Array(numbers.prefix(count).dropFirst(7)) == lists
                && (!hasPositions || feature.startPosition == start && feature.endPosition == header[5])
            differing += isSame ? 0 : 1
            numbers = numbers.dropFirst(count)
        }
        print(
            "\(file), \(convention.rawValue): \(features.count) features in \(seconds), \(differing) differ; "
                + "\(overruns) starts behind the window's last token in the reference"
        )
        #expect(features.count == reference["count"]?.int)
        #expect(numbers.isEmpty)
        #expect(differing == 0)
    }
}
