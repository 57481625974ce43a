import Checkpoints
import Foundation
import TestSupport
import Testing

/// What the tests of the Hub share: an empty cache, and a model of three files.
protocol HubSuite {
    var cache: TemporaryFolder { get }
    var settings: HubSettings { get }
}

extension HubSuite {
    static func setUp() throws -> (cache: TemporaryFolder, settings: HubSettings) {
        let cache = try TemporaryFolder()
        var settings = HubSettings(environment: [
            "HF_HUB_CACHE": cache.path, "HF_ENDPOINT": "https://hub.example/", "HF_TOKEN": "secret",
        ])
        settings.retryDelay = .zero
        return (cache, settings)
    }

    var model: String {
        "models--org--name"
    }

    var weights: [UInt8] {
        (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    }

    func files() -> [String: FakeHub.File] {
        [
            "config.json": .init(Array("{}".utf8)), "vocab.txt": .init(Array("[PAD]\n".utf8)),
            "model.safetensors": .init(weights, isLarge: true),
        ]
    }

    /// Nothing is under a final name but what the Hub has.
    func expectOnlySoundBlobs(count: Int) throws {
        let names = try cache.names(in: model + "/blobs").filter { !$0.hasSuffix(".incomplete") }
        #expect(names.count == count)
        for name in names where name.count == 64 {
            #expect(try SHA256.hexDigest(ofFile: cache.path(model + "/blobs/" + name)) == name)
        }
    }
}
