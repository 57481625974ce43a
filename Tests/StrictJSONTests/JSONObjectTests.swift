import StrictJSON
import Testing

@Suite("JSON objects")
struct JSONObjectTests {
    @Test("finds, sets, adds and removes members", arguments: [3, 16, 17, 40, 5_000])
    func members(count: Int) {
        var object = JSONObject((0..<count).map { JSONObject.Member("name \($0)", .init($0)) })
        #expect((0..<count).allSatisfy { object["name \($0)"]?.int == $0 })
        #expect(object["name \(count)"] == nil)
        object["name 1"] = "changed"
        object["new"] = true
        #expect(object["name 1"]?.string == "changed")
        #expect(object.members.last?.name == "new")
        object["name 0"] = nil
        object["absent"] = nil
        #expect(object["name 0"] == nil)
        #expect(object.members.count == count)
        #expect(object["name \(count - 1)"]?.int == count - 1)
        #expect(object["new"]?.bool == true)
    }

    @Test("grows one by one past the size at which it is indexed")
    func growing() {
        var object = JSONObject()
        for number in 0..<1_000 {
            object["\(number)"] = .init(number)
            object["\(number / 2)"] = "again"
        }
        #expect(object.members.count == 1_000)
        #expect(object["499"]?.string == "again")
        #expect(object["500"]?.int == 500)
    }

    @Test("reads an object of 120,000 names and refuses the one that comes twice")
    func largeObject() throws {
        let names = (0..<120_000).map { "\"token\($0)\":\($0)" }
        let text = "{" + names.joined(separator: ",") + "}"
        let value = try JSONValue.parse([UInt8](text.utf8))
        #expect(value["token119999"]?.int == 119_999)
        #expect(value.object?.members.count == 120_000)
        #expect(value.serialized() == [UInt8](text.utf8))
        let twice = text.dropLast() + ",\"token5\":1}"
        let error = try #require(throws: JSONError.self) { _ = try JSONValue.parse([UInt8](twice.utf8)) }
        #expect(error.code == .duplicateName)
        #expect(error.byteOffset == text.utf8.count)
    }
}
