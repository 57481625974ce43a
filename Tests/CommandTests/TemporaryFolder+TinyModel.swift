import Foundation
import TestSupport

extension TemporaryFolder {
    /// A folder with the reduced BERT of the model's tests in `model`, and `train.csv`, `validation.csv`, `test.csv`.
    static func withTinyModel(from testFile: String = #filePath) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let tests = URL(fileURLWithPath: testFile).deletingLastPathComponent().deletingLastPathComponent()
        try FileManager.default.copyItem(
            atPath: tests.appendingPathComponent("BERTTests/Fixtures/bert").path,
            toPath: folder.path("model")
        )
        let rows = (0..<24).map { index in
            [
                "this film is good and i like it \(index),positive", "a bad film that i hate \(index),negative",
                "the film is a film \(index),neutral",
            ][index % 3]
        }
        func write(_ rows: some Sequence<String>, to name: String) throws {
            try folder.write((["text,label"] + rows).joined(separator: "\n").utf8, to: name)
        }
        try write(rows.prefix(15), to: "train.csv")
        try write(rows.dropFirst(15).prefix(6), to: "validation.csv")
        try write(rows.suffix(3), to: "test.csv")
        return folder
    }

    /// Rewrites a file of the folder as text.
    func edit(_ name: String, _ change: (String) -> String) throws {
        try write(change(String(decoding: try bytes(of: name), as: UTF8.self)).utf8, to: name)
    }
}
