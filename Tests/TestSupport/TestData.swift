public import StrictJSON
import Foundation

/// Where tests find their data.
public enum TestData {
    /// The path of a file in the folder `Fixtures` beside the calling test file.
    public static func fixture(_ name: String, from testFile: String = #filePath) -> String {
        URL(fileURLWithPath: testFile).deletingLastPathComponent().path + "/Fixtures/" + name
    }

    /// The path of a file in the folder `Fixtures` of another module's tests.
    public static func fixture(_ name: String, of testModule: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path
            + "/\(testModule)/Fixtures/" + name
    }

    /// A fixture that is a JSON document.
    public static func jsonFixture(_ name: String, from testFile: String = #filePath) throws -> JSONValue {
        try JSONValue.parse(try readBytes(fixture(name, from: testFile)))
    }

    /// The folder of shared data: `$BERTUNE_SHARED`, else `shared` beside the checkout or its parent folder.
    ///
    /// It is too large to be part of the repository, so tests that need it are enabled only if it is there.
    public static let sharedFolder: String? = {
        let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let candidates =
            [ProcessInfo.processInfo.environment["BERTUNE_SHARED"]].compactMap { $0 } + [
                checkout.deletingLastPathComponent().path + "/shared",
                checkout.deletingLastPathComponent().deletingLastPathComponent().path + "/shared",
            ]
        return candidates.first { FileManager.default.fileExists(atPath: $0) }
    }()

    /// The path of a file or folder of the shared data, or `nil` where it is not there.
    public static func shared(_ name: String) -> String? {
        guard let sharedFolder, FileManager.default.fileExists(atPath: sharedFolder + "/" + name) else { return nil }
        return sharedFolder + "/" + name
    }
}
