import Foundation

/// Asks the Hub for files, follows its redirects, and keeps the token from everyone else.
struct HubClient {
    private static let largestRedirectCount = 5

    let settings: HubSettings
    let transport: any HubTransport

    /// What the Hub says about a file without sending it.
    struct FileInformation {
        /// The commit the revision stands for, as 40 hexadecimal digits.
        let commit: String
        /// The name of the content: its SHA-256 for large files, else the id of its Git object.
        let entityTag: String
        /// The number of bytes, if announced.
        let byteCount: Int?

        /// The checksum the content must have, or `nil` if the Hub does not say.
        var sha256: String? {
            entityTag.utf8.count == 64 && entityTag.isHexadecimal ? entityTag : nil
        }
    }

    /// The address of a file.
    func address(of file: String, in model: ModelID, revision: String) throws(CheckpointError) -> URL {
        let path = "/\(model.text)/resolve/\(revision.percentEncoded(keeping: ""))/\(file.percentEncoded(keeping: "/"))"
        guard let url = URL(string: settings.endpoint + path), url.isWeb else {
            throw CheckpointError(
                .invalidName,
                "this is no address of a Hub; set HF_ENDPOINT to one that begins with https://",
                path: settings.endpoint
            )
        }
        return url
    }

    /// Asks what a file is; `nil` if the Hub does not have it.
    func information(at url: URL) async throws(CheckpointError) -> FileInformation? {
        var url = url
        var linked: [String: String] = [:]
        for _ in 0...Self.largestRedirectCount {
            let response = try await send(.head, url, headers: [:])
            // The first answers know what the later ones, from other stores, need not repeat.
            for name in ["x-repo-commit", "x-linked-etag", "x-linked-size"] where linked[name] == nil {
                linked[name] = response.headers[name]
            }
            if let target = try redirect(of: response, from: url), target.hasSameOrigin(as: url),
                linked["x-linked-etag"] == nil
            {
                url = target
                continue
            }
            if response.status == 404 {
                try checkModelExists(response, url: url)
                return nil
            }
            guard (200..<400).contains(response.status) else { throw failure(response, url: url) }
            return try information(linked, response, url: url)
        }
        throw CheckpointError(.network, "the Hub redirects without end", path: url.absoluteString)
    }

    private func information(
        _ linked: [String: String],
        _ response: HubResponse,
        url: URL
    ) throws(CheckpointError) -> FileInformation {
        guard let commit = linked["x-repo-commit"], commit.utf8.count == 40, commit.isHexadecimal else {
            throw CheckpointError(
                .network,
                "the answer names no commit; is this the address of a Hugging Face Hub?",
                path: url.absoluteString
            )
        }
        var tag = linked["x-linked-etag"] ?? response.headers["etag"] ?? ""
        if tag.hasPrefix("W/") { tag.removeFirst(2) }
        tag = tag.trimmingCharacters(in: ["\""])
        // The tag becomes the name of a file.
        guard (1...128).contains(tag.utf8.count), tag.utf8.allSatisfy(\.isTagByte), !tag.hasPrefix(".") else {
            throw CheckpointError(.network, "the answer has no usable 'ETag'", path: url.absoluteString)
        }
        let size =
            linked["x-linked-size"] ?? (linked["x-linked-etag"] == nil ? response.headers["content-length"] : nil)
        return FileInformation(
            commit: commit,
            entityTag: tag,
            byteCount: size.flatMap { Int($0) }.flatMap { $0 < 0 ? nil : $0 }
        )
    }

    /// Asks for a file's bytes from an offset on, wherever the Hub keeps them.
    func content(at url: URL, from offset: Int) async throws(CheckpointError) -> HubResponse {
        var url = url
        for _ in 0...Self.largestRedirectCount {
            let response = try await send(.get, url, headers: offset > 0 ? ["Range": "bytes=\(offset)-"] : [:])
            guard let target = try redirect(of: response, from: url) else { return response }
            url = target
        }
        throw CheckpointError(.network, "the Hub redirects without end", path: url.absoluteString)
    }

    private func send(
        _ method: HubRequest.Method,
        _ url: URL,
        headers: [String: String]
    ) async throws(CheckpointError) -> HubResponse {
        var headers = headers
        headers["User-Agent"] = "bertune"
        // Offsets and sizes are those of the file itself.
        headers["Accept-Encoding"] = "identity"
        if let token = settings.token, let endpoint = URL(string: settings.endpoint), url.hasSameOrigin(as: endpoint) {
            headers["Authorization"] = "Bearer \(token)"
        }
        do {
            return try await transport.send(HubRequest(method: method, url: url, headers: headers))
        } catch {
            throw CheckpointError(
                .network,
                "the Hub cannot be reached: \(error.localizedDescription)",
                path: url.absoluteString
            )
        }
    }

    private func redirect(of response: HubResponse, from url: URL) throws(CheckpointError) -> URL? {
        guard [301, 302, 303, 307, 308].contains(response.status) else { return nil }
        guard let location = response.headers["location"],
            let target = URL(string: location, relativeTo: url)?.absoluteURL,
            target.isWeb, target.scheme == "https" || url.scheme == "http"
        else {
            throw CheckpointError(
                .network,
                "the Hub redirects to no address, or to an unprotected one",
                path: url.absoluteString
            )
        }
        return target
    }

    /// Tells a missing file, which is no error, from a missing model or revision.
    private func checkModelExists(_ response: HubResponse, url: URL) throws(CheckpointError) {
        let reason = response.headers["x-error-code"]
        guard reason == "RepoNotFound" || reason == "RevisionNotFound" else { return }
        throw failure(response, url: url)
    }

    /// What an answer that is no success means.
    func failure(_ response: HubResponse, url: URL) -> CheckpointError {
        let address = url.absoluteString
        let reason = response.headers["x-error-code"]
        if reason == "RevisionNotFound" {
            return CheckpointError(.notOnHub, "the model has no such revision", path: address)
        }
        // The Hub answers 401 for models it does not have, so as not to tell which private ones exist.
        if reason == "RepoNotFound" || (response.status == 401 && reason == nil && settings.token == nil) {
            return CheckpointError(
                .notOnHub,
                "the Hub has no such model, or it is private: check the name, or set HF_TOKEN",
                path: address
            )
        }
        return switch response.status {
        case 401, 403:
            CheckpointError(
                .forbidden,
                "the Hub does not allow it: set HF_TOKEN, and accept the model's terms on its page",
                path: address
            )
        case 404, 410: CheckpointError(.notOnHub, "the Hub has no such file", path: address)
        default: CheckpointError(.network, "the Hub answers with status \(response.status)", path: address)
        }
    }
}
