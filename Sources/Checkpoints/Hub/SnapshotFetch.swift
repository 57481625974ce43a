import Foundation

/// One model's files on their way into the cache, all of the commit that the first of them names.
struct SnapshotFetch {
    private static let triesWithoutProgress = 5

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
    private static func pause(_ delay: Duration) async {
        try? await Task.sleep(for: delay)
    }
}

// MARK: - Contents

extension SnapshotFetch {
    private func fetchContent(
        of file: String,
        _ information: HubClient.FileInformation,
        at url: URL
    ) async throws(CheckpointError) {
        try cache.makeFolder(cache.blobFolder)
        let blob = try PartialBlob.open(
            information.entityTag,
            in: cache.blobFolder,
            mayContinue: information.sha256 != nil
        )
        do throws(CheckpointError) {
            try await receive(blob, file: file, information, at: url)
            try check(blob, information, url: url)
        } catch {
            // What came over a broken connection can be continued; what is wrong, or has no checksum, cannot.
            if error.code != .network || information.sha256 == nil { blob.remove() }
            throw error
        }
        try blob.finish(as: cache.blobPath(information.entityTag))
    }

    /// Asks again for what is missing until all is there, or nothing more comes.
    private func receive(
        _ blob: PartialBlob,
        file: String,
        _ information: HubClient.FileInformation,
        at url: URL
    ) async throws(CheckpointError) {
        if let byteCount = information.byteCount, blob.byteCount > byteCount { try blob.restart() }
        var delay = client.settings.retryDelay
        var failures = 0
        while true {
            let before = blob.byteCount
            if let byteCount = information.byteCount, before == byteCount, before > 0 { return }
            do throws(CheckpointError) {
                try await receiveOnce(blob, file: file, information, at: url)
                guard let byteCount = information.byteCount, blob.byteCount < byteCount else { return }
                throw CheckpointError(
                    .network,
                    "the connection ended after \(blob.byteCount) of \(byteCount) bytes",
                    path: url.absoluteString
                )
            } catch {
                guard error.code == .network else { throw error }
                failures = blob.byteCount > before ? 0 : failures + 1
                guard failures < Self.triesWithoutProgress, !Task.isCancelled else { throw error }
            }
            if failures == 0 { delay = client.settings.retryDelay }
            await Self.pause(delay)
            delay *= 2
        }
    }

    private func receiveOnce(
        _ blob: PartialBlob,
        file: String,
        _ information: HubClient.FileInformation,
        at url: URL
    ) async throws(CheckpointError) {
        let response = try await client.content(at: url, from: blob.byteCount)
        switch response.status {
        case 206:
            guard response.firstByte == blob.byteCount else {
                try blob.restart()
                throw CheckpointError(.network, "the Hub sent another part than asked for", path: url.absoluteString)
            }
        case 200:
            // The whole file, although a part may have been asked for.
            if blob.byteCount > 0 { try blob.restart() }
        case 416:
            try blob.restart()
            throw CheckpointError(.network, "the Hub has no such part of the file", path: url.absoluteString)
        default:
            throw client.failure(response, url: url)
        }
        do {
            for try await bytes in response.body {
                try blob.append(bytes, of: information.byteCount)
                progress?(file, blob.byteCount, information.byteCount)
                if let byteCount = information.byteCount, blob.byteCount > byteCount { return }
            }
        } catch let error as CheckpointError {
            throw error
        } catch {
            throw CheckpointError(
                .network,
                "the connection broke: \(error.localizedDescription)",
                path: url.absoluteString
            )
        }
    }

    /// Nothing gets its final name that is not what was announced.
    private func check(
        _ blob: PartialBlob,
        _ information: HubClient.FileInformation,
        url: URL
    ) throws(CheckpointError) {
        if let byteCount = information.byteCount, blob.byteCount != byteCount {
            throw CheckpointError(
                .checksumMismatch,
                "\(blob.byteCount) bytes came where \(byteCount) were announced; nothing was kept",
                path: url.absoluteString
            )
        }
        guard let sha256 = information.sha256 else { return }
        let actual = try SHA256.hexDigest(ofFile: blob.path)
        guard actual == sha256 else {
            throw CheckpointError(
                .checksumMismatch,
                "the SHA-256 is \(actual) where \(sha256) was announced; nothing was kept",
                path: url.absoluteString
            )
        }
    }
}

extension HubResponse {
    /// The offset a partial answer begins at: `Content-Range: bytes 100-199/200`.
    fileprivate var firstByte: Int? {
        guard let range = headers["content-range"], range.hasPrefix("bytes ") else { return nil }
        return range.dropFirst("bytes ".count).split(separator: "-").first.flatMap { Int($0) }
    }
}
