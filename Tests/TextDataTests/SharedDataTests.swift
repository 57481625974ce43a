import StrictJSON
import TestSupport
import Testing
import TextData

/// One line of `Fixtures/shared_tables.tsv`: a public file and what `make_fixtures.py` found in it.
struct SharedTable: Sendable, CustomTestStringConvertible {
    let path: String
    let hasHeader: Bool
    let text: String
    let pair: String?
    let label: String?
    let quoting: TableOptions.Quoting
    let count: Int
    let hash: UInt64

    var testDescription: String { "\(path), quoting \(quoting)" }

    static let all: [SharedTable] = {
        let bytes = (try? readBytes(TestData.fixture("shared_tables.tsv"))) ?? []
        return bytes.split(separator: UInt8(ascii: "\n")).dropFirst().compactMap { line in
            let fields = line.split(separator: UInt8(ascii: "\t")).map { String(decoding: $0, as: UTF8.self) }
            guard fields.count == 8, let count = Int(fields[6]),
                let quoting = TableOptions.Quoting(rawValue: fields[5]),
                let hash = UInt64(fields[7], radix: 16)
            else {
                return nil
            }
            return SharedTable(
                path: fields[0],
                hasHeader: fields[1] == "1",
                text: fields[2],
                pair: fields[3] == "0" ? nil : fields[3],
                label: fields[4] == "0" ? nil : fields[4],
                quoting: quoting,
                count: count,
                hash: hash
            )
        }
    }()
}

@Suite(
    "public data sets",
    .enabled(if: TestData.sharedFolder != nil, "the folder of shared data is not there (BERTUNE_SHARED)")
)
struct SharedDataTests {
    @Test("are read as an independent reader reads them", arguments: SharedTable.all)
    func parity(_ table: SharedTable) throws {
        let path = try #require(TestData.shared("data/" + table.path))
        let options = TableOptions(
            quoting: table.quoting,
            textColumn: table.text,
            pairColumn: table.pair,
            labelColumn: table.label,
            labelsRequired: table.label != nil
        )
        let dataset = try TextDataset.read(path, options: options)
        #expect(dataset.examples.count == table.count)
        var hash = FNV1a()
        for example in dataset.examples {
            for field in [example.text, example.pair, example.label] { hash.add(field) }
        }
        #expect(hash.state == table.hash)
    }

    @Test(
        "need no options where their columns have names",
        arguments: [
            ("glue/SST-2/train.tsv", 67_349, 2), ("glue/RTE/dev.tsv", 277, 2), ("glue/WNLI/train.tsv", 635, 2),
            ("glue/QNLI/dev.tsv", 5_463, 2), ("glue/MRPC/train.tsv", 3_668, 2),
            ("korean/nsmc/ratings_test.txt", 50_000, 2), ("korean/kor-nlu/KorNLI/xnli.test.ko.tsv", 5_010, 3),
        ]
    )
    func automatic(_ name: String, _ count: Int, _ labelCount: Int) throws {
        let dataset = try TextDataset.read(try #require(TestData.shared("data/" + name)))
        #expect(dataset.examples.count == count)
        #expect(try LabelSet(dataset).count == labelCount)
    }

    /// The tables of csv-spectrum; its reading of `location_coordinates` has another number in one field and is
    /// no list, so that one is compared by hand.
    @Test(
        "csv-spectrum is read as its authors read it",
        arguments: [
            "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines", "newlines_crlf",
            "quotes_and_newlines", "simple", "simple_crlf", "utf8",
        ]
    )
    func spectrum(_ name: String) throws {
        let folder = try #require(TestData.shared("data/robustness/csv"))
        let bytes = try readBytes("\(folder)/csvs/\(name).csv")
        let rows = try #require(try JSONValue.parse(readBytes("\(folder)/json/\(name).json")).array)
        for member in try #require(rows.first?.object).members {
            let expected = rows.compactMap { $0[member.name]?.string.map { Array($0.utf8) } }
            #expect(try column(member.name, of: bytes, name + ".csv").map { Array($0.utf8) } == expected)
        }
    }

    @Test("csv-spectrum's quotes within unquoted fields are text")
    func coordinates() throws {
        let folder = try #require(TestData.shared("data/robustness/csv"))
        let bytes = try readBytes("\(folder)/csvs/location_coordinates.csv")
        let reading = try JSONValue.parse(readBytes("\(folder)/json/location_coordinates.json"))
        for name in ["Location Coordinates", "Cities"] {
            #expect(try column(name, of: bytes, "a.csv") == [reading[name]?.string])
        }
        #expect(try column("Counties", of: bytes, "a.csv") == ["Stanislaus"])
    }
}

/// The 64-bit FNV-1a hash of fields, each ended by a NUL.
private struct FNV1a {
    var state: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ field: String?) {
        for byte in field?.utf8 ?? "".utf8 { add(byte) }
        add(0)
    }

    private mutating func add(_ byte: UInt8) {
        state = (state ^ UInt64(byte)) &* 0x100_0000_01B3
    }
}
