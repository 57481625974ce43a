import Checkpoints
import Foundation
import TestSupport
import Testing

@Suite("URLSession transport", .serialized)
struct URLSessionTransportTests {
    private let weights = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 13) }

    private func settings(_ port: UInt16, _ cache: TemporaryFolder) -> HubSettings {
        var settings = HubSettings(
            environment: ["HF_HUB_CACHE": cache.path, "HF_ENDPOINT": "http://127.0.0.1:\(port)", "HF_TOKEN": "secret"])
        settings.retryDelay = .milliseconds(1)
        return settings
    }

    private func files() -> [String: FakeHub.File] {
        [
            "config.json": .init(Array("{}".utf8)), "vocab.txt": .init(Array("[PAD]\n".utf8)),
            "model.safetensors": .init(weights, isLarge: true),
        ]
    }

    @Test("fetches over a real connection that breaks three times, from another host, without the token")
    func loopback() async throws {
        let cache = try TemporaryFolder()
        let hub = FakeHub(files())
        let server = try LoopbackServer(hub)
        defer { server.stop() }
        hub.change("model.safetensors") { file in
            file.cuts = [1, 100_000, 299_999]
            file.elsewhere = "http://localhost:\(server.port)"
        }
        let folder = try await Hub(settings: settings(server.port, cache)).download("org/name")
        #expect(try readBytes(folder + "/model.safetensors") == weights)
        #expect(try readBytes(folder + "/vocab.txt") == Array("[PAD]\n".utf8))
        #expect(hub.fetches.contains("model.safetensors bytes=299999-"))
        let home = server.authorizations(of: "127.0.0.1:\(server.port)")
        #expect(!home.isEmpty && home.allSatisfy { $0 == "Bearer secret" })
        let elsewhere = server.authorizations(of: "localhost:\(server.port)")
        #expect(elsewhere.count == 4 && elsewhere.allSatisfy { $0 == nil })
    }

    @Test("finds out that the content is not what was announced")
    func wrongContent() async throws {
        let cache = try TemporaryFolder()
        let hub = FakeHub(files())
        let server = try LoopbackServer(hub)
        defer { server.stop() }
        hub.change("model.safetensors") { $0.content[7] ^= 1 }
        let error = await #expect(throws: CheckpointError.self) {
            try await Hub(settings: settings(server.port, cache)).download("org/name")
        }
        #expect(error?.code == .checksumMismatch)
        #expect(try cache.names(in: "models--org--name/blobs").count == 2)
    }

    @Test("says when nobody answers")
    func nobody() async throws {
        let cache = try TemporaryFolder()
        let server = try LoopbackServer(FakeHub([:]))
        server.stop()
        let error = await #expect(throws: CheckpointError.self) {
            try await Hub(settings: settings(server.port, cache)).download("org/name")
        }
        #expect(error?.code == .network)
    }
}
