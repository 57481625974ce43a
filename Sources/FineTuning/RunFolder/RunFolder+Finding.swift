import Foundation

/// What there is in a folder that runs were written to.
extension RunFolder {
    /// Whether a folder holds nothing but what a run wrote that ended before it had a model.
    ///
    /// It is told by the first line of its `recipe.yaml`, which no person writes, and by the lack of other files.
    ///
    /// - Parameters:
    ///   - path: The folder.
    ///   - names: What is in it.
    /// - Returns: Whether nothing would be lost with it but the record of a failure.
    static func isWithoutResult(_ path: String, names: [String]) -> Bool {
        let isOwn = names.allSatisfy { $0.hasPrefix(".") || contents.contains($0) }
        guard isOwn, !names.contains("model.safetensors") else { return false }
        guard let recipe = FileManager.default.contents(atPath: RunFolder(path: path).recipePath) else { return false }
        return recipe.starts(with: RunDescription.heading.utf8)
    }

    /// The runs in the folders of a folder: those of several seeds, of folds, or of a benchmark's tasks.
    ///
    /// - Parameter path: The folder.
    /// - Returns: The names of its folders that hold a model, sorted.
    public static func runs(in path: String) -> [String] {
        let files = FileManager.default
        let names = (try? files.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { name in
            files.fileExists(atPath: RunFolder(path: RunFolder(path: path).file(name)).weightsPath)
        }.sorted()
    }
}
