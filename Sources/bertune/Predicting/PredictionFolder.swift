import Foundation
import Prediction

/// A folder that takes a benchmark's files of answers.
struct PredictionFolder {
    /// The folder.
    let path: String

    /// Makes the folder, before the work whose result is to be written there.
    ///
    /// - Throws: `OutputError`.
    init(_ path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw OutputError(description: "\(path): can't be made; name a folder where you may write")
        }
    }

    /// Writes the files, each whole or not at all.
    ///
    /// - Throws: `OutputError`.
    func write(_ files: [PredictionFile]) throws {
        for file in files {
            let output = try OutputFile(path: path + "/" + file.name)
            try output.write(file.bytes)
            try output.close()
        }
    }
}
