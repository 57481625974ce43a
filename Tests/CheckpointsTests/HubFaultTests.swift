import Checkpoints
import Foundation
import TestSupport
import Testing

@Suite("Hub, when things go wrong")
struct HubFaultTests: HubSuite {
    let cache: TemporaryFolder
    let settings: HubSettings

    init() throws {
        (cache, settings) = try Self.setUp()
    }

    @Test(
        "continues where a connection broke",
        arguments: [0, 1, 999, 1_000, 2_500, 5_000, 7_777, 9_000, 9_998, 9_999]
    )
    func cut(offset: Int) async throws {
        var files = files()
        files["model.safetensors"]?.cuts = [offset, offset, (offset + 10_000) / 2]
        let transport = FakeHub(files)
        let folder = try await Hub(settings: settings, transport: transport).download("org/name")
        #expect(try readBytes(folder + "/model.safetensors") == weights)
        #expect(transport.fetches.contains("model.safetensors bytes=\((offset + 10_000) / 2)-"))
        try expectOnlySoundBlobs(count: 3)
    }

    @Test("begins anew when the whole file is sent, or another part, or no such part")
    func restarts() async throws {
        for change: (inout FakeHub.File) -> Void in [
            { $0.ignoresRange = true }, { $0.sendsWrongPart = true }, { $0.failures = [] },
        ] {
            var files = files()
            files["model.safetensors"]?.cuts = [4_000]
            change(&files["model.safetensors", default: .init([])])
            let path = try TemporaryFolder()
            var settings = settings
            settings.cacheFolder = path.path
            let folder = try await Hub(settings: settings, transport: FakeHub(files)).download("org/name")
            #expect(try readBytes(folder + "/model.safetensors") == weights)
        }
    }

    @Test("tries again after a passing fault, and gives up after several")
    func faults() async throws {
        var files = files()
        files["model.safetensors"]?.failures = [500, 503, 429]
        _ = try await Hub(settings: settings, transport: FakeHub(files)).download("org/name")

        files["model.safetensors"] = .init([1, 2, 3], isLarge: true)
        files["model.safetensors"]?.failures = Array(repeating: 500, count: 50)
        let transport = FakeHub(files)
        let error = await #expect(throws: CheckpointError.self) {
            try await Hub(settings: settings, transport: transport).download("org/name")
        }
        #expect(error?.code == .network)
        #expect(transport.fetches.count == 5)
    }

    @Test("keeps nothing that is not what was announced")
    func wrongContents() async throws {
        let changes: [(inout FakeHub.File) -> Void] = [
            { $0.content[5_000] ^= 1 }, { $0.content.append(0) }, { $0.announcedByteCount = 9_999 },
            { file in
                file.content.append(0)
                file.announcedByteCount = 10_001
            },
        ]
        for change in changes {
            var files = files()
            change(&files["model.safetensors", default: .init([])])
            let transport = FakeHub(files)
            let error = await #expect(throws: CheckpointError.self) {
                try await Hub(settings: settings, transport: transport).download("org/name")
            }
            #expect(error?.code == .checksumMismatch || error?.code == .network)
            try expectOnlySoundBlobs(count: 2)
            #expect(
                !FileManager.default.fileExists(
                    atPath: cache.path("\(model)/snapshots/\(FakeHub.commit)/model.safetensors")
                )
            )
            #expect(!FileManager.default.fileExists(atPath: cache.path(model + "/refs/main")))
        }
        let blobs = try cache.names(in: model + "/blobs")
        #expect(blobs.allSatisfy { !$0.hasSuffix(".incomplete") })
    }

    @Test("says when a file is shorter than announced")
    func shortFile() async throws {
        var files = files()
        files["config.json"]?.announcedByteCount = 3
        let error = await #expect(throws: CheckpointError.self) {
            try await Hub(settings: settings, transport: FakeHub(files)).download("org/name")
        }
        #expect(error?.code == .network)
        #expect(try cache.names(in: model + "/blobs").isEmpty)
    }

    @Test("continues what a killed process left, and finds out if that was damaged")
    func takeover() async throws {
        let tag = SHA256.hexDigest(of: weights)
        let stray = "\(model)/blobs/\(tag).1-77.incomplete"
        try cache.write(weights.prefix(6_000), to: stray)
        let transport = FakeHub(files())
        _ = try await Hub(settings: settings, transport: transport).download("org/name")
        #expect(transport.fetches.contains("model.safetensors bytes=6000-"))
        #expect(!FileManager.default.fileExists(atPath: cache.path(stray)))

        try FileManager.default.removeItem(atPath: cache.path(model))
        try cache.write([UInt8](repeating: 0, count: 6_000), to: stray)
        // Hugging Face's own unfinished files are not ours to take.
        let foreign = "\(model)/blobs/\(tag).0a1b2c3d.incomplete"
        try cache.write([1], to: foreign)
        let error = await #expect(throws: CheckpointError.self) {
            try await Hub(settings: settings, transport: FakeHub(files())).download("org/name")
        }
        #expect(error?.code == .checksumMismatch)
        let folder = try await Hub(settings: settings, transport: FakeHub(files())).download("org/name")
        #expect(try readBytes(folder + "/model.safetensors") == weights)
        #expect(try cache.bytes(of: foreign) == [1])
    }

    @Test(
        "says what the matter is",
        arguments: [
            (["X-Error-Code": "RepoNotFound"], 404, CheckpointError.Code.notOnHub),
            (["X-Error-Code": "RepoNotFound"], 401, .notOnHub),
            (["X-Error-Code": "RevisionNotFound"], 404, .notOnHub), (["X-Error-Code": "GatedRepo"], 403, .forbidden),
            ([:], 401, .forbidden),
            (["X-Error-Code": "EntryNotFound"], 404, .notOnHub), ([:], 500, .network), ([:], 200, .network),
            (["X-Repo-Commit": "main", "ETag": "\"x\""], 200, .network),
            (["X-Repo-Commit": FakeHub.commit], 200, .network),
            (["X-Repo-Commit": FakeHub.commit, "ETag": "\"../x\""], 200, .network),
            (["Location": "/again"], 302, .network),
            (["X-Repo-Commit": FakeHub.commit, "ETag": "\"..\""], 200, .network),
            (["Location": "ftp://x/y"], 302, .network),
            (["Location": "http://hub.example/y"], 302, .network), ([:], 302, .network),
        ]
    )
    func answers(headers: [String: String], status: Int, code: CheckpointError.Code) async throws {
        let hub = Hub(settings: settings, transport: FixedAnswer(status: status, headers: headers))
        let error = await #expect(throws: CheckpointError.self) { try await hub.download("org/name") }
        #expect(error?.code == code, "\(error.map(String.init(describing:)) ?? "")")
        #expect(!FileManager.default.fileExists(atPath: cache.path(model + "/snapshots")))
    }
}

/// A Hub that gives one answer to everything.
private struct FixedAnswer: HubTransport {
    let status: Int
    let headers: [String: String]

    func send(_ request: HubRequest) async throws -> HubResponse {
        HubResponse(status: status, headers: headers, body: AsyncThrowingStream { $0.finish() })
    }
}
