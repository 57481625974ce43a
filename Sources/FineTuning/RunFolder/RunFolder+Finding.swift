import Foundation

/// What there is in a folder that runs were written to.
extension RunFolder {
    /// The runs in the folders of a folder: those of several seeds, of folds, or of a benchmark's tasks.
    ///
    /// - Parameter path: The folder.
    /// - Returns: The names of its folders that hold a model, sorted.
    package static func runs(in path: String) -> [String] {
        let files = FileManager.default
        let names = (try? files.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { name in
            files.fileExists(atPath: RunFolder(path: RunFolder(path: path).file(name)).weightsPath)
        }.sorted()
    }
}
