import Checkpoints
import TestSupport
import Testing

@Suite("SHA-256")
struct SHA256Tests {
    @Test(
        "agrees with the examples of FIPS 180",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
            ),
            (
                String(repeating: "a", count: 1_000_000),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
            ),
        ]
    )
    func examples(text: String, digest: String) throws {
        #expect(SHA256.hexDigest(of: Array(text.utf8)) == digest)
        let folder = try TemporaryFolder()
        #expect(try SHA256.hexDigest(ofFile: try folder.write(text.utf8, to: "a")) == digest)
        var hasher = SHA256()
        for chunk in stride(from: 0, to: text.utf8.count, by: 777) {
            hasher.update(Array(text.utf8.dropFirst(chunk).prefix(777)))
        }
        #expect(hasher.finish() == digest)
    }

    @Test("says when there is no file")
    func absent() {
        let error = #expect(throws: CheckpointError.self) { try SHA256.hexDigest(ofFile: "/absent") }
        #expect(error?.code == .notFound)
    }
}
