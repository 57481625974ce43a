import Checkpoints
import FineTuning
import Foundation

/// Where a model named on the command line is.
enum ModelLocation {
    /// The folder of a model.
    ///
    /// - Parameter name: A folder, or the model's id on the Hugging Face Hub, which is fetched if it isn't in the
    ///   cache.
    /// - Returns: The folder that holds the model's files.
    /// - Throws: `InputError` if there is neither such a folder nor such a model, or if the folder is one of several
    ///   runs; `CheckpointError` if it can't be fetched.
    static func folder(of name: String) async throws -> String {
        try refuseSeries(name)
        do {
            return try await Hub().resolve(name) { file, byteCount, totalByteCount in
                if byteCount == totalByteCount { StandardError.note("fetched \(file): \(byteCount) bytes") }
            }
        } catch {
            // A mistyped folder may look like a model's id; what is said must help in both cases.
            switch error.code {
            case .notFound, .notOnHub, .offline:
                throw InputError(
                    path: name,
                    isMissing: true,
                    message: "there is no such folder; as a model of the Hub: \(error.message)"
                )
            case .network:
                throw CheckpointError(
                    .network,
                    "there is no such folder, and it can't be fetched as a model of the Hub: \(error.message)",
                    path: name
                )
            default:
                throw error
            }
        }
    }

    /// Refuses the folder of several runs, and names them.
    private static func refuseSeries(_ path: String) throws {
        guard !FileManager.default.fileExists(atPath: RunFolder(path: path).file("config.json")) else { return }
        let runs = RunFolder.runs(in: path)
        guard !runs.isEmpty else { return }
        let shown = runs.prefix(12).joined(separator: ", ") + (runs.count > 12 ? ", …" : "")
        let best = SeriesFolder(path: path).bestRun.flatMap { runs.contains($0) ? $0 : nil }
        throw InputError(
            path: path,
            message: "the folder holds several runs: \(shown); name one of them, as in "
                + RunFolder(path: path).file(best ?? runs[0]) + (best == nil ? "" : ", the best on its validation data")
        )
    }
}
