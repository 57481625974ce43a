import Foundation
import TestSupport
import Testing

@Suite("Where the time goes")
struct ProfileTests {
    private static let training = [
        "train", "--model", "model", "--train", "train.csv", "--max-steps", "4", "--batch-size", "4", "--quiet",
    ]

    @Test("train --profile names the operations, and their shares are parts of the whole")
    func training() throws {
        let folder = try TemporaryFolder.withTinyModel()
        let process = try BertuneProcess(Self.training + ["--output", "run", "--profile"], in: folder)
        #expect(process.status == 0, "\(process.errors)")
        let lines = process.errorLines.map { $0.replacing("bertune: ", with: "", maxReplacements: 1) }
        for name in [
            "linear", "linear, gradient of the input", "linear, gradient of the weight", "attention",
            "attention, gradient", "layer normalisation", "AdamW", "everything else", "in all",
        ] {
            #expect(lines.contains { $0.hasPrefix(name + " ") }, "no '\(name)' in \(process.errors)")
        }
        let shares = lines.compactMap { line -> (name: Substring, share: Double)? in
            guard let match = line.firstMatch(of: /^(\S.*?)  .* (\d+\.\d) %/) else { return nil }
            return Double(match.output.2).map { (match.output.1, $0) }
        }
        let operations = shares.filter { !["everything else", "in all"].contains($0.name) }
        #expect(operations.count >= 9)
        // Each is rounded to a tenth.
        let slack = 0.05 * Double(operations.count)
        #expect(operations.reduce(0) { $0 + $1.share } <= 100 + slack)
        #expect(shares.last?.name == "in all")
        #expect(shares.last?.share == 100)
    }

    @Test("a profile changes no weight")
    func weights() throws {
        let folder = try TemporaryFolder.withTinyModel()
        for (output, options) in [("plain", []), ("profiled", ["--profile"])] {
            let process = try BertuneProcess(Self.training + ["--output", output] + options, in: folder)
            try #require(process.status == 0, "\(process.errors)")
        }
        let weights = try folder.bytes(of: "plain/model.safetensors")
        #expect(try folder.bytes(of: "profiled/model.safetensors") == weights)
    }
}
