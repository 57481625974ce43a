import Foundation
import StrictJSON
import TestSupport
import Testing

/// The public JSONTestSuite (github.com/nst/JSONTestSuite): its file names say what a parser must do.
private let suiteFolder = TestData.shared("data/robustness/json/test_parsing")

@Suite("JSONTestSuite", .enabled(if: suiteFolder != nil, "needs data/robustness/json of the shared data"))
struct JSONTestSuiteTests {
    private func documents(_ prefix: String) throws -> [(name: String, bytes: [UInt8])] {
        let folder = try #require(suiteFolder)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix(prefix) }.sorted()
        return try names.map { ($0, try readBytes(folder + "/" + $0)) }
    }

    @Test("accepts all that must be accepted, and writes it so that it reads the same")
    func accepted() throws {
        let documents = try documents("y_")
        #expect(documents.count == 95)
        // Two of the documents give a name twice, which this reader takes only when asked to.
        var limits = JSONLimits()
        limits.acceptsDuplicateNames = true
        for (name, bytes) in documents {
            let value = try #require(try? JSONValue.parse(bytes, limits: limits), "\(name)")
            let written = value.serialized(pretty: true)
            #expect(try JSONValue.parse(written).serialized(pretty: true) == written, "\(name)")
        }
        for (name, bytes) in documents where name.hasPrefix("y_object_duplicated_key") {
            let error = try #require(throws: JSONError.self) { _ = try JSONValue.parse(bytes) }
            #expect(error.code == .duplicateName, "\(name)")
        }
    }

    @Test("refuses all that must be refused")
    func refused() throws {
        let documents = try documents("n_")
        #expect(documents.count == 188)
        for (name, bytes) in documents {
            #expect(throws: JSONError.self, "\(name)") { try JSONValue.parse(bytes) }
        }
    }

    @Test("comes through all that is left open")
    func open() throws {
        let documents = try documents("i_")
        #expect(documents.count == 35)
        for (_, bytes) in documents { _ = try? JSONValue.parse(bytes) }
    }
}
