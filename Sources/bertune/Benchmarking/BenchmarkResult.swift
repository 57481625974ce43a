import Foundation
import StrictJSON

/// What a benchmark found, for a person and for a program.
protocol BenchmarkResult {
    /// The lines for a person.
    var lines: [String] { get }
    /// The members of the JSON object.
    var members: [JSONObject.Member] { get }
}

extension BenchmarkResult {
    /// The lines as one text.
    var text: String { lines.joined(separator: "\n") + "\n" }

    /// One object on one line.
    var json: String {
        String(decoding: JSONValue.object(JSONObject(members)).serialized(), as: UTF8.self) + "\n"
    }
}
