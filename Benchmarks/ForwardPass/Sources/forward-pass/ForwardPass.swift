import BERT
import Foundation
import Tensors

/// Times the forward pass of a sequence classifier over batches of token ids, and prints one line of JSON.
///
///     forward-pass MODEL BATCHES.json THREADS REPETITIONS float32|int8
///
/// `Benchmarks/onnxruntime_int8.py` writes the batches and times ONNX Runtime on the same ones.
@main
struct ForwardPass {
    let model: BERTModel
    let batches: [[[Int32]]]

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 6, let threads = Int(arguments[3]), let repetitions = Int(arguments[4]) else {
            print("forward-pass MODEL BATCHES.json THREADS REPETITIONS float32|int8")
            exit(64)
        }
        let pass = try ForwardPass(folder: arguments[1], batches: arguments[2], threads: threads)
        if arguments[5] == "int8" { pass.model.quantizeLinearLayers() }
        pass.time(repetitions)
    }

    init(folder: String, batches: String, threads: Int) throws {
        self.batches = try JSONDecoder().decode(
            [[[Int32]]].self,
            from: Data(contentsOf: URL(fileURLWithPath: batches))
        )
        let configuration = try BERTConfiguration(folder: folder)
        model = try BERTModel.load(
            folder: folder,
            configuration: configuration,
            head: SequenceClassificationHead(labelCount: max(configuration.labels.count, 2)),
            device: CPUDevice(threads: threads),
            seed: 0
        ).model
    }

    /// Times every batch, after a round that packs the weights and fills the caches.
    private func time(_ repetitions: Int) {
        for batch in batches { answer(batch) }
        var seconds: [Double] = []
        let processor = processorSeconds()
        for _ in 0..<repetitions {
            for batch in batches {
                let start = ContinuousClock.now
                answer(batch)
                seconds.append(start.duration(to: .now) / .seconds(1))
            }
        }
        let used = (processorSeconds() - processor) / Double(repetitions)
        seconds.sort()
        let median = seconds[seconds.count / 2]
        let ninetyNinth = seconds[seconds.count * 99 / 100]
        print(#"{"cpu": \#(used), "median": \#(median), "p99": \#(ninetyNinth), "least": \#(seconds[0])}"#)
    }

    private func answer(_ batch: [[Int32]]) {
        let packed = PackedBatch(tokenIDs: batch, tokenTypeIDs: batch.map { $0.map { _ in 0 } })
        _ = model.device.read(model.logits(packed, tape: Tape(device: model.device)))
    }

    private func processorSeconds() -> Double {
        Double(clock()) / Double(CLOCKS_PER_SEC)
    }
}
