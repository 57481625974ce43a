import Checkpoints
import Foundation
import Synchronization

/// A Hub in memory that answers as told, and remembers what it was asked.
final class FakeHub: HubTransport {
    static let commit = "0123456789abcdef0123456789abcdef01234567"

    /// One file of the Hub, and how it is to be served.
    struct File: Sendable {
        var content: [UInt8]
        var sha256: String?
        /// What is announced where it is not the truth.
        var announcedByteCount: Int?
        var commit = FakeHub.commit
        /// Where the connection breaks, one entry for each request of the content.
        var cuts: [Int] = []
        /// Status codes given before the content is served, one for each request.
        var failures: [Int] = []
        var ignoresRange = false
        var sendsWrongPart = false
        /// The address of another host that has the content.
        var elsewhere: String?

        init(_ content: [UInt8], isLarge: Bool = false) {
            self.content = content
            if isLarge { sha256 = SHA256.hexDigest(of: content) }
        }
    }

    private struct State {
        var files: [String: File]
        var requests: [HubRequest] = []
    }

    private let state: Mutex<State>

    init(_ files: [String: File]) {
        state = Mutex(State(files: files))
    }

    var requests: [HubRequest] {
        state.withLock { $0.requests }
    }

    /// The addresses of the requests for contents, and the ranges asked for.
    var fetches: [String] {
        requests.filter { $0.method == .get }.map { "\($0.url.lastPathComponent) \($0.headers["Range"] ?? "whole")" }
    }

    func change(_ file: String, _ change: (inout File) -> Void) {
        state.withLock { state in
            if var copy = state.files[file] {
                change(&copy)
                state.files[file] = copy
            }
        }
    }

    func send(_ request: HubRequest) async throws -> HubResponse {
        state.withLock { state in
            state.requests.append(request)
            let path = request.url.path
            let marker = path.hasPrefix("/elsewhere/") ? "/elsewhere/" : "/resolve/"
            guard let start = path.range(of: marker)?.upperBound else {
                return Self.response(404, ["X-Error-Code": "RepoNotFound"])
            }
            let rest = path[start...]
            let name =
                marker == "/elsewhere/" ? String(rest) : rest.split(separator: "/").dropFirst().joined(separator: "/")
            guard var file = state.files[name] else { return Self.response(404, ["X-Error-Code": "EntryNotFound"]) }
            defer { state.files[name] = file }
            return Self.answer(request, name, &file)
        }
    }

    private static func answer(_ request: HubRequest, _ name: String, _ file: inout File) -> HubResponse {
        let byteCount = file.announcedByteCount ?? file.content.count
        var headers = ["X-Repo-Commit": file.commit]
        if let sha256 = file.sha256 {
            headers["X-Linked-ETag"] = "\"\(sha256)\""
            headers["X-Linked-Size"] = "\(byteCount)"
        } else {
            headers["ETag"] = "W/\"git-\(name.utf8.count)\""
            headers["Content-Length"] = "\(byteCount)"
        }
        if let elsewhere = file.elsewhere, !request.url.path.hasPrefix("/elsewhere/") {
            headers["Location"] = "\(elsewhere)/elsewhere/\(name)"
            return response(302, headers)
        }
        guard request.method == .get else { return response(200, headers) }
        if !file.failures.isEmpty { return response(file.failures.removeFirst(), [:]) }
        return content(request, &file)
    }

    private static func content(_ request: HubRequest, _ file: inout File) -> HubResponse {
        let range = request.headers["Range"].flatMap { Int($0.dropFirst("bytes=".count).dropLast()) } ?? 0
        let offset = file.ignoresRange ? 0 : range
        guard offset <= file.content.count else { return response(416, [:]) }
        let end = file.cuts.isEmpty ? file.content.count : max(offset, file.cuts.removeFirst())
        let isBroken = end < file.content.count
        let part = Array(file.content[offset..<min(end, file.content.count)])
        let firstByte = file.sendsWrongPart ? offset + 1 : offset
        file.sendsWrongPart = false
        var headers = ["Content-Length": "\(file.content.count - offset)"]
        if offset > 0 { headers["Content-Range"] = "bytes \(firstByte)-\(end - 1)/\(file.content.count)" }
        return response(offset > 0 ? 206 : 200, headers, part, isBroken: isBroken)
    }

    private static func response(
        _ status: Int,
        _ headers: [String: String],
        _ body: [UInt8] = [],
        isBroken: Bool = false
    ) -> HubResponse {
        let (stream, continuation) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
        for start in stride(from: 0, to: body.count, by: 1_000) {
            continuation.yield(Array(body[start..<min(start + 1_000, body.count)]))
        }
        continuation.finish(throwing: isBroken ? URLError(.networkConnectionLost) : nil)
        return HubResponse(status: status, headers: headers, body: stream)
    }
}
