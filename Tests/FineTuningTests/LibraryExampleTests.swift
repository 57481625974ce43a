import FineTuning
import Foundation
import Prediction
import TestSupport
import Testing
import TextData

@Suite("the README's example")
struct LibraryExampleTests {
    @Test("loads, fits, evaluates, predicts and saves")
    func example() throws {
        let folder = try TemporaryFolder()
        let rows = (0..<24).map { "\($0 % 2 == 0 ? "a great movie" : "a sad story") \($0),\($0 % 2)" }
        try folder.write("text,label\n\(rows.joined(separator: "\n"))\n".utf8, to: "train.csv")
        let (trainPath, modelPath, outputPath) = (
            folder.path("train.csv"), TrainingReference.path("bert"), folder.path("my-model")
        )

        // README: begin
        let training = try TextDataset.read(trainPath)
        let classifier = try TextClassifier(pretrained: modelPath, labels: LabelSet(training))
        try classifier.fit(training)
        print(try classifier.evaluate(training).loss, try classifier.predict("what a film").labels[0])
        try classifier.save(to: outputPath)
        // README: end

        let reloaded = try TextClassifier(folder: outputPath)
        #expect(try reloaded.predict("what a film") == classifier.predict("what a film"))
    }

    @Test("stands in the README as it is compiled here")
    func readme() throws {
        let source = String(decoding: try readBytes(#filePath), as: UTF8.self)
        let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        let begin = try #require(lines.firstIndex(of: "// README: begin"))
        let end = try #require(lines.firstIndex(of: "// README: end"))
        let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        for name in ["README.md", "README.ko.md"] {
            let readme = String(decoding: try readBytes(checkout.path + "/" + name), as: UTF8.self)
            #expect(readme.contains(lines[(begin + 1)..<end].joined(separator: "\n")), "\(name)")
        }
    }
}
