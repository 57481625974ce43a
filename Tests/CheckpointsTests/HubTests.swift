import Checkpoints
import Foundation
import TestSupport
import Testing

@Suite("Hub")
struct HubTests: HubSuite {
    let cache: TemporaryFolder
    let settings: HubSettings

    init() throws {
        (cache, settings) = try Self.setUp()
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
        try expectOnlySoundBlobs(count: 3)
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
        try expectOnlySoundBlobs(count: 3)
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
