import Foundation

/// One model's files on their way into the cache, all of the commit that the first of them names.
struct SnapshotFetch {
    static let triesWithoutProgress = 5

    let client: HubClient
    let cache: HubCache
    let model: ModelID
    let revision: String
    let progress: Hub.Progress?
    private var commit: String?

    init(client: HubClient, cache: HubCache, model: ModelID, revision: String, progress: Hub.Progress?) {
        self.client = client
        self.cache = cache
        self.model = model
        self.revision = revision
        self.progress = progress
    }

    /// Fetches a file that must be there.
    @discardableResult
    mutating func require(_ file: String) async throws(CheckpointError) -> String {
        guard let path = try await fetch(file) else {
            throw CheckpointError(.notOnHub, "the model has no file \(quoted(file))", path: model.text)
        }
        return path
    }

    /// Fetches a file if the model has it.
    ///
    /// - Returns: Its path in the snapshot, or `nil`.
    @discardableResult
    mutating func fetch(_ file: String) async throws(CheckpointError) -> String? {
        let url = try client.address(of: file, in: model, revision: commit ?? revision)
        guard
            let information = try await retrying({ () async throws(CheckpointError) in
                try await client.information(at: url)
            })
        else { return nil }
        guard commit == nil || commit == information.commit else {
            throw CheckpointError(.network, "the Hub answers for another commit than asked", path: url.absoluteString)
        }
        commit = information.commit
        if !isCached(information) { try await fetchContent(of: file, information, at: url) }
        try cache.link(file, commit: information.commit, to: information.entityTag)
        return cache.snapshotFolder(information.commit) + "/" + file
    }

    /// Notes what the revision stands for.
    ///
    /// - Returns: The folder of the snapshot.
    func finish() throws(CheckpointError) -> String {
        guard let commit else { throw CheckpointError(.notOnHub, "no file was asked for", path: model.text) }
        try cache.setCommit(commit, of: revision)
        DurableFile.sweepStrays(in: cache.snapshotFolder(commit))
        return cache.snapshotFolder(commit)
    }

    private func isCached(_ information: HubClient.FileInformation) -> Bool {
        let path = cache.blobPath(information.entityTag)
        guard let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int else { return false }
        return information.byteCount == nil || information.byteCount == size
    }

    private func retrying<Result>(
        _ body: () async throws(CheckpointError) -> Result
    ) async throws(CheckpointError) -> Result {
        var delay = client.settings.retryDelay
        for _ in 1..<Self.triesWithoutProgress {
            do throws(CheckpointError) {
                return try await body()
            } catch {
                guard error.code == .network else { throw error }
            }
            await Self.pause(delay)
            delay *= 2
        }
        return try await body()
    }

    /// Waiting cut short by cancellation needs no care: the next request fails for the same reason.
    static func pause(_ delay: Duration) async {
        try? await Task.sleep(for: delay)
    }
}
