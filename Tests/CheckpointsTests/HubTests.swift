import Checkpoints
import Foundation
import TestSupport
import Testing

@Suite("Hub")
struct HubTests {
    private let cache: TemporaryFolder
    private let settings: HubSettings
    private let weights = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }

    init() throws {
        cache = try TemporaryFolder()
        var settings = HubSettings(environment: [
            "HF_HUB_CACHE": cache.path, "HF_ENDPOINT": "https://hub.example/", "HF_TOKEN": "secret",
        ])
        settings.retryDelay = .zero
        self.settings = settings
    }

    private var model: String {
        "models--org--name"
    }

    private func files() -> [String: FakeHub.File] {
        [
            "config.json": .init(Array("{}".utf8)), "vocab.txt": .init(Array("[PAD]\n".utf8)),
            "model.safetensors": .init(weights, isLarge: true),
        ]
    }

    /// Nothing is under a final name but what the Hub has.
    private func expectOnlySoundBlobs(_ hub: FakeHub, count: Int) throws {
        let names = try cache.names(in: model + "/blobs").filter { !$0.hasSuffix(".incomplete") }
        #expect(names.count == count)
        for name in names where name.count == 64 {
            #expect(try SHA256.hexDigest(ofFile: cache.path(model + "/blobs/" + name)) == name)
        }
    }

    @Test("fetches what a model needs into the layout of Hugging Face's cache")
    func layout() async throws {
        let transport = FakeHub(files())
        let hub = Hub(settings: settings, transport: transport)
        let folder = try await hub.download("org/name")
        #expect(folder == cache.path("\(model)/snapshots/\(FakeHub.commit)"))
        #expect(try cache.names(in: model) == ["blobs", "refs", "snapshots"])
        #expect(try cache.bytes(of: model + "/refs/main") == Array(FakeHub.commit.utf8))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
                "config.json", "model.safetensors", "vocab.txt",
            ]
        )
        let target = try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/model.safetensors")
        #expect(target == "../../blobs/" + SHA256.hexDigest(of: weights))
        #expect(try readBytes(folder + "/model.safetensors") == weights)
        try expectOnlySoundBlobs(transport, count: 3)
        #expect(try cache.names(in: model + "/blobs").allSatisfy { !$0.hasSuffix(".incomplete") })

        // The second time, contents are there; then nothing is asked at all.
        let fetchCount = transport.fetches.count
        #expect(try await hub.download("org/name") == folder)
        #expect(transport.fetches.count == fetchCount)
        let requestCount = transport.requests.count
        #expect(try await hub.resolve("org/name") == folder)
        #expect(transport.requests.count == requestCount)
    }

    @Test("takes a folder as it is, and refuses what is neither")
    func resolving() async throws {
        let hub = Hub(settings: settings, transport: FakeHub([:]))
        #expect(try await hub.resolve(cache.path) == cache.path)
        for name in ["./absent", "a/b/c", "/absent", "", "~/x", "a b", "org/name/", "-x", "x..y", "C:\\x"] {
            let error = await #expect(throws: CheckpointError.self) { try await hub.resolve(name) }
            #expect(error?.code == .notFound, "\(name)")
        }
    }

    @Test(
        "refuses names that lead out of the cache",
        arguments: ["../x", "/etc/x", "a/../b", "a\\b", "C:x", "..", "", "a//b", "x\n"]
    )
    func unsafeNames(name: String) async throws {
        let transport = FakeHub(files())
        let hub = Hub(settings: settings, transport: transport)
        for body in [
            { try await hub.download("org/name", files: [name]) },
            { try await hub.download("org/name", revision: name) },
            { try await hub.download("org/" + name) },
        ] as [() async throws -> String] {
            let error = await #expect(throws: CheckpointError.self) { try await body() }
            #expect(error?.code == .invalidName)
        }
        #expect(transport.requests.isEmpty)
        #expect(try cache.names().isEmpty)
    }

    @Test("fetches the parts an index names, and none that lie elsewhere")
    func shards() async throws {
        var files = files()
        files["model.safetensors"] = nil
        files["model.safetensors.index.json"] = .init(
            Array(#"{"weight_map":{"a":"1.safetensors","b":"parts/2.safetensors"}}"#.utf8)
        )
        files["1.safetensors"] = .init([1], isLarge: true)
        files["parts/2.safetensors"] = .init([2], isLarge: true)
        let folder = try await Hub(settings: settings, transport: FakeHub(files)).download("org/name")
        #expect(try readBytes(folder + "/parts/2.safetensors") == [2])
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/parts/2.safetensors").hasPrefix(
                "../../../blobs/"
            )
        )

        for name in ["../../x", "/x", "a\\\\b"] {
            files["model.safetensors.index.json"] = .init(
                Array("{\"weight_map\":{\"a\":\"\(name)\"}}".utf8),
                isLarge: true
            )
            let error = await #expect(throws: CheckpointError.self) {
                try await Hub(settings: settings, transport: FakeHub(files)).download("org/name")
            }
            #expect(error?.code == .unsafeContent)
        }
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
        try expectOnlySoundBlobs(transport, count: 3)
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
            try expectOnlySoundBlobs(transport, count: 2)
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

    @Test("sends the token to the Hub and to nobody else")
    func token() async throws {
        var files = files()
        files["model.safetensors"]?.elsewhere = "https://cdn.example"
        let transport = FakeHub(files)
        _ = try await Hub(settings: settings, transport: transport).download("org/name")
        let elsewhere = transport.requests.filter { $0.url.host() != "hub.example" }
        #expect(!elsewhere.isEmpty)
        #expect(elsewhere.allSatisfy { $0.headers["Authorization"] == nil })
        let home = transport.requests.filter { $0.url.host() == "hub.example" }
        #expect(home.allSatisfy { $0.headers["Authorization"] == "Bearer secret" })
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

    @Test("stays in the cache when told to be offline")
    func offline() async throws {
        var offline = settings
        offline.isOffline = true
        let transport = FakeHub(files())
        let hub = Hub(settings: offline, transport: transport)
        let error = await #expect(throws: CheckpointError.self) { try await hub.resolve("org/name") }
        #expect(error?.code == .offline)
        let folder = try await Hub(settings: settings, transport: FakeHub(files())).download("org/name")
        #expect(try await hub.resolve("org/name") == folder)
        #expect(try await hub.download("org/name") == folder)
        #expect(try await hub.download("org/name", revision: FakeHub.commit) == folder)
        #expect(try await hub.download("org/name", files: ["vocab.txt"]) == folder)
        let missing = await #expect(throws: CheckpointError.self) { try await hub.download("org/name", files: ["x"]) }
        #expect(missing?.code == .offline)
        // A link whose content is gone is no file.
        try FileManager.default.removeItem(atPath: cache.path("\(model)/blobs/\(SHA256.hexDigest(of: weights))"))
        let broken = await #expect(throws: CheckpointError.self) { try await hub.resolve("org/name") }
        #expect(broken?.code == .offline)
        #expect(transport.requests.isEmpty)
    }

    @Test("may be asked by many at once")
    func many() async throws {
        let transport = FakeHub(files())
        let hub = Hub(settings: settings, transport: transport)
        let folders = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 { group.addTask { try await hub.download("org/name") } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(folders.count == 1)
        try expectOnlySoundBlobs(transport, count: 3)
        #expect(try cache.names(in: model + "/blobs").count == 3)
    }

    @Test("takes its settings from the variables of Hugging Face's tools")
    func variables() {
        func folder(_ environment: [String: String]) -> String {
            HubSettings(environment: ["HOME": "/h"].merging(environment) { $1 }).cacheFolder
        }
        #expect(folder([:]) == "/h/.cache/huggingface/hub")
        #expect(folder(["XDG_CACHE_HOME": "/x"]) == "/x/huggingface/hub")
        #expect(folder(["XDG_CACHE_HOME": "/x", "HF_HOME": "~/y"]) == "/h/y/hub")
        #expect(folder(["HF_HOME": "/y", "HF_HUB_CACHE": "/z"]) == "/z")
        #expect(folder(["HF_HOME": ""]) == "/h/.cache/huggingface/hub")
        let settings = HubSettings(environment: ["TRANSFORMERS_OFFLINE": "1", "HF_TOKEN": " t\n"])
        #expect(settings.isOffline && settings.token == "t" && settings.endpoint == "https://huggingface.co")
        #expect(!HubSettings(environment: ["HF_HUB_OFFLINE": "0"]).isOffline)
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
