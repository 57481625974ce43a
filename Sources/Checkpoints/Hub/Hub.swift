import Foundation

/// Fetches models from the Hugging Face Hub into its cache, and finds them there again.
///
/// ```swift
/// let folder = try await Hub().resolve("sentence-transformers/all-MiniLM-L6-v2")
/// ```
///
/// What is fetched gets its final name only once its size and, where the Hub states one, its SHA-256 are those
/// announced. A broken connection is continued where it broke, within a run and after one that was killed.
public struct Hub: Sendable {
    /// Called while a file arrives: its name, the bytes that are there, and the bytes there will be, if known.
    public typealias Progress = @Sendable (_ file: String, _ byteCount: Int, _ totalByteCount: Int?) -> Void

    /// Files that describe a tokenizer, one or the other of which a model may lack.
    static let tokenizerFiles = ["tokenizer.json", "tokenizer_config.json", "vocab.txt", "special_tokens_map.json"]

    let settings: HubSettings
    let client: HubClient

    /// A way to the Hub.
    ///
    /// - Parameters:
    ///   - settings: Where models come from and are kept.
    ///   - transport: What carries the requests.
    public init(settings: HubSettings = HubSettings(), transport: any HubTransport = URLSessionTransport.shared) {
        self.settings = settings
        client = HubClient(settings: settings, transport: transport)
    }

    /// The folder of a model: a folder as it is, an id from the cache, or else from the Hub.
    ///
    /// - Parameters:
    ///   - modelOrFolder: A folder, or a model id such as `bert-base-uncased` or `organisation/name`.
    ///   - revision: A branch, tag or commit.
    ///   - progress: Told what arrives.
    /// - Returns: A folder with the model's configuration, weights and tokenizer.
    /// - Throws: ``CheckpointError`` with code `notFound` if it is neither a folder nor an id, and what
    ///   ``download(_:revision:files:progress:)`` throws.
    public func resolve(
        _ modelOrFolder: String,
        revision: String = "main",
        progress: Progress? = nil
    ) async throws(CheckpointError) -> String {
        var isFolder: ObjCBool = false
        let exists = unsafe FileManager.default.fileExists(atPath: modelOrFolder, isDirectory: &isFolder)
        if exists, isFolder.boolValue { return modelOrFolder }
        guard !exists, let model = ModelID(modelOrFolder), FileName.isSafe(revision) else {
            throw CheckpointError(
                .notFound,
                "this is neither a folder nor a model id such as 'organisation/name'",
                path: modelOrFolder
            )
        }
        let cache = HubCache(cacheFolder: settings.cacheFolder, model: model)
        if let snapshot = cache.snapshot(of: revision), Self.isComplete(snapshot) { return snapshot }
        return try await download(modelOrFolder, revision: revision, progress: progress)
    }

    /// Fetches a model's files, all of one commit; those in the cache are not fetched again.
    ///
    /// - Parameters:
    ///   - modelID: The model's name on the Hub, `organisation/name`.
    ///   - revision: A branch, tag or commit.
    ///   - files: The files wanted; by default the configuration, the weights in the first form the model has of
    ///     those ``Checkpoint/open(_:)`` reads, and what there is of a tokenizer.
    ///   - progress: Told what arrives.
    /// - Returns: The folder of the snapshot.
    /// - Throws: ``CheckpointError`` with code `invalidName`, `offline`, `network`, `forbidden`, `notOnHub`,
    ///   `checksumMismatch` or `writeFailed`. Nothing wrong is left under a final name.
    public func download(
        _ modelID: String,
        revision: String = "main",
        files: [String]? = nil,
        progress: Progress? = nil
    ) async throws(CheckpointError) -> String {
        guard let model = ModelID(modelID) else {
            throw CheckpointError(
                .invalidName,
                "this is no model id; one looks like 'organisation/name'",
                path: modelID
            )
        }
        for name in [revision] + (files ?? []) where !FileName.isSafe(name) {
            throw CheckpointError(.invalidName, "\(quoted(name)) is no name of a revision or file", path: modelID)
        }
        let cache = HubCache(cacheFolder: settings.cacheFolder, model: model)
        if settings.isOffline {
            return try offlineSnapshot(of: modelID, cache, revision: revision, files: files)
        }
        var fetch = SnapshotFetch(
            client: client,
            cache: cache,
            model: model,
            revision: revision,
            progress: progress
        )
        if let files {
            for file in files { try await fetch.require(file) }
        } else {
            try await fetch.require("config.json")
            for file in Self.tokenizerFiles { try await fetch.fetch(file) }
            try await fetchWeights(&fetch)
        }
        return try fetch.finish()
    }

    private func fetchWeights(_ fetch: inout SnapshotFetch) async throws(CheckpointError) {
        for file in Checkpoint.weightFileNames {
            guard let path = try await fetch.fetch(file) else { continue }
            guard file.hasSuffix(".json") else { return }
            let shards = try WeightIndex(path: path).fileNames
            for shard in shards { try await fetch.require(shard) }
            return
        }
        throw CheckpointError(
            .notOnHub,
            "the model has no weights; looked for \(Checkpoint.weightFileNames.joined(separator: ", "))",
            path: fetch.model.text
        )
    }

    private func offlineSnapshot(
        of modelID: String,
        _ cache: HubCache,
        revision: String,
        files: [String]?
    ) throws(CheckpointError) -> String {
        if let snapshot = cache.snapshot(of: revision) {
            let has = { (file: String) in FileManager.default.fileExists(atPath: snapshot + "/" + file) }
            if files?.allSatisfy(has) ?? Self.isComplete(snapshot) { return snapshot }
        }
        throw CheckpointError(
            .offline,
            "the model is not in the cache at \(settings.cacheFolder), and HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE "
                + "forbids to fetch it; unset them, or give a folder",
            path: modelID
        )
    }

    /// Whether a folder has all that is needed to load a model: links to contents that are gone do not count.
    static func isComplete(_ folder: String) -> Bool {
        let has = { (file: String) in FileManager.default.fileExists(atPath: folder + "/" + file) }
        guard has("config.json"), has("tokenizer.json") || has("vocab.txt"),
            let weights = Checkpoint.weightFileNames.first(where: has)
        else { return false }
        guard weights.hasSuffix(".json") else { return true }
        return (try? WeightIndex(path: folder + "/" + weights))?.fileNames.allSatisfy(has) ?? false
    }
}
