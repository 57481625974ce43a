import Foundation

extension SnapshotFetch {
    /// Fetches a content and gives it its final name once it is known to be right.
    func fetchContent(
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
