import StrictJSON
import Testing

@Suite("Looking at the machine")
struct DoctorTests {
    @Test("doctor names what training runs on, for a person and for a program")
    func findings() throws {
        let process = try BertuneProcess(["doctor"])
        #expect(process.status == 0, "\(process.errors)")
        for part in ["version", "processor", "kernels", "threads", "memory", "disk here", "Hub's cache"] {
            #expect(process.output.contains(part), "no '\(part)' in \(process.output)")
        }
        let json = try BertuneProcess(["doctor", "--json"])
        let findings = try #require(try JSONValue.parse(Array(json.output.utf8)).object)
        let standings = findings.members.compactMap { $0.value["standing"]?.string }
        #expect(standings.count == findings.members.count)
        #expect(standings.allSatisfy { ["good", "note", "problem"].contains($0) })
        #expect(findings["processor"]?["text"]?.string?.contains("cores") == true)
    }
}
