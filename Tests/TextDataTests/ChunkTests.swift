import TestSupport
import Testing
import TextData

/// A file is read in windows of a megabyte; nothing may depend on where one ends.
@Suite("reading in chunks")
struct ChunkTests {
    static let chunkSize = 1 << 20

    /// What stands around the end of the first chunk, and the fields it must give.
    static let borders: [(String, [String])] = [
        ("\"a\"\"b\",x\r\n", ["a\"b", "x"]),
        ("\"\",x\r\n", ["", "x"]),
        ("a\rb,x\r\n", ["a\rb", "x"]),
        ("\"a\r\nb\",\"x\"\r\n", ["a\r\nb", "x"]),
        ("é한😀,x\r\n", ["é한😀", "x"]),
    ]

    @Test("gives the same rows wherever a chunk ends", arguments: borders)
    func border(_ row: String, _ fields: [String]) throws {
        let folder = try TemporaryFolder()
        let header = Array("text,label\r\n".utf8)
        for shift in -1...row.utf8.count {
            let padding = Self.chunkSize - header.count - shift - 4
            var bytes = header + [UInt8](repeating: UInt8(ascii: "p"), count: padding) + Array(",p\r\n".utf8)
            bytes += Array(row.utf8) + Array("end,z\r\n".utf8)
            let path = try folder.write(bytes, to: "a.csv")
            let read = try TextDataset.read(path).examples
            #expect(read.map(\.label) == ["p", fields[1], "z"])
            #expect(read.dropFirst().first.map { Array($0.text.utf8) } == Array(fields[0].utf8))
            let lineEnds = row.utf8.count { $0 == UInt8(ascii: "\n") }
            #expect(read.map(\.line) == [2, 3, 3 + lineEnds])
        }
    }

    @Test("places faults beyond the first chunk", arguments: [0, 1, 2, 3, 40])
    func places(_ shift: Int) throws {
        let folder = try TemporaryFolder()
        var bytes = Array("text,label\n".utf8)
        var lines = 1
        while bytes.count < Self.chunkSize - 30 {
            bytes += Array("some words of text,label\n".utf8)
            lines += 1
        }
        bytes += [UInt8](repeating: UInt8(ascii: "x"), count: shift) + Array("ab한".utf8.dropLast()) + Array(",x\n".utf8)
        bytes += [UInt8](repeating: UInt8(ascii: "x"), count: 100)
        let path = try folder.write(bytes, to: "a.csv")
        let error = #expect(throws: DataError.self) { try TextDataset.read(path) }
        #expect(error?.code == .invalidUTF8)
        #expect(error?.line == lines + 1)
        #expect(error?.column == shift + 3)  // where the broken sequence begins
    }

    @Test("reads back what was written, at random")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 7)
        let pieces = ["a", " ", ",", "\"", "\n", "\r", "\r\n", "\t", "é", "한", "😀", "", "word"]
        let folder = try TemporaryFolder()
        for round in 0..<40 {
            let rows = (0..<200).map { _ in
                (0..<Int.random(in: 0...8, using: &generator)).map { _ in
                    pieces[Int.random(in: 0..<pieces.count, using: &generator)]
                }.joined()
            }
            let lineEnd = round.isMultiple(of: 2) ? "\n" : "\r\n"
            let content = (["text,label"] + rows.map { quoted($0) + ",x" }).joined(separator: lineEnd)
            let path = try folder.write(Array(content.utf8), to: "a.csv")
            let read = try TextDataset.read(path).examples
            #expect(read.map { Array($0.text.utf8) } == rows.map { Array($0.utf8) })
        }
    }

    @Test("never traps, whatever the bytes")
    func arbitraryBytes() throws {
        var generator = SeededGenerator(seed: 11)
        let alphabet = Array("text,label\n\r\t\"\"{}[]:;1 ".utf8) + [0xEF, 0xBB, 0xBF, 0xC3, 0xA9, 0xFF, 0x00]
        var accepted = 0
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
            }
            let name = ["a.csv", "a.tsv", "a.jsonl", "a"][Int.random(in: 0..<4, using: &generator)]
            let options = TableOptions(
                hasHeader: [nil, true, false][Int.random(in: 0..<3, using: &generator)],
                textColumn: [nil, "1"][Int.random(in: 0..<2, using: &generator)],
                labelsRequired: false
            )
            if (try? TextDataset.read(bytes: bytes, name: name, options: options)) != nil { accepted += 1 }
        }
        #expect(accepted > 0)
    }

    private func quoted(_ text: String) -> String {
        let doubled = text.utf8.flatMap { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] }
        return "\"" + String(decoding: doubled, as: UTF8.self) + "\""
    }
}
