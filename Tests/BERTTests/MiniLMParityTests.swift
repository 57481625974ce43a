import BERT
import Checkpoints
import Foundation
import StrictJSON
import Tensors
import TestSupport
import Testing

/// The folder that `Fixtures/parity/minilm_reference.py` wrote, too large to be part of the repository.
private let parityFolder = ProcessInfo.processInfo.environment["BERTUNE_PARITY"]

@Suite(
    "all-MiniLM-L6-v2",
    .enabled(if: parityFolder != nil, "BERTUNE_PARITY names no folder of Fixtures/parity/minilm_reference.py")
)
struct MiniLMParityTests {
    @Test(
        "hidden states and logits of 200 real texts and pairs are transformers' within 1e-5",
        arguments: ["singles", "pairs"]
    )
    func values(_ kind: String) throws {
        let folder = try #require(parityFolder)
        let model = try BERTModel.load(
            folder: folder + "/model",
            configuration: BERTConfiguration(folder: folder + "/model"),
            head: SequenceClassificationHead(labelCount: 2),
            device: CPUDevice(),
            seed: 0
        ).model
        let lines = try String(decoding: readBytes("\(folder)/\(kind).jsonl"), as: UTF8.self).split(separator: "\n")
        let hidden = try Checkpoint.open("\(folder)/\(kind).safetensors").readFloats("lastHiddenStates")
        var first = 0
        var (hiddenDifference, logitDifference): (Float, Float) = (0, 0)
        for line in lines {
            let example = try JSONValue.parse(Array(line.utf8))
            func numbers(_ key: String) throws -> [JSONValue] { try #require(example[key]?.array) }
            let batch = PackedBatch(
                tokenIDs: [try numbers("inputIDs").compactMap { $0.int.map(Int32.init) }],
                tokenTypeIDs: [try numbers("tokenTypeIDs").compactMap { $0.int.map(Int32.init) }]
            )
            let tape = Tape(device: model.device)
            let states = model.device.read(model.encoder.lastHiddenState(batch, tape: tape))
            let logits = model.device.read(model.logits(batch, tape: tape))
            for (ours, theirs) in zip(states, hidden[first..<(first + states.count)]) {
                hiddenDifference = max(hiddenDifference, abs(ours - theirs))
            }
            for (ours, theirs) in zip(logits, try numbers("logits")) {
                logitDifference = max(logitDifference, abs(ours - Float(try #require(theirs.double))))
            }
            first += states.count
        }
        print(
            "\(kind): \(lines.count) texts, hidden states within \(hiddenDifference), logits within \(logitDifference)"
        )
        #expect(first == hidden.count)
        #expect(hiddenDifference <= 1e-5)
        #expect(logitDifference <= 1e-5)
    }
}
