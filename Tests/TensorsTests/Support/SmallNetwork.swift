import Tensors

/// One layer of BERT with a classifier, made of this module's operations alone.
struct SmallNetwork {
    let device: CPUDevice
    private let store: ParameterStore
    private let hidden: Int
    private let batch: PackedBatch
    private let dropoutProbability = 0.1

    init(device: CPUDevice, hidden: Int = 144, inner: Int = 592, lengths: [Int] = [1, 7, 130, 33]) {
        self.device = device
        self.hidden = hidden
        batch = PackedBatch(tokenIDs: lengths.map { length in (0..<length).map { Int32($0 * 7 % 50) } })
        store = ParameterStore(
            [
                .init("word", [50, hidden]), .init("position", [130, hidden]), .init("type", [2, hidden]),
                .init("embedding.gamma", [hidden]), .init("embedding.beta", [hidden]),
                .init("qkv.weight", [3 * hidden, hidden]), .init("qkv.bias", [3 * hidden]),
                .init("output.weight", [hidden, hidden]), .init("output.bias", [hidden]),
                .init("output.gamma", [hidden]), .init("output.beta", [hidden]),
                .init("inner.weight", [inner, hidden]), .init("inner.bias", [inner]),
                .init("outer.weight", [hidden, inner]), .init("outer.bias", [hidden]),
                .init("outer.gamma", [hidden]), .init("outer.beta", [hidden]),
                .init("classifier.weight", [3, hidden]), .init("classifier.bias", [3]),
            ],
            device: device
        )
        for (index, parameter) in store.parameters.enumerated() {
            let values = randomFloats(parameter.elementCount, seed: UInt64(index), scale: 0.1)
            let shift: Float = parameter.name.hasSuffix("gamma") ? 1 : 0
            unsafe device.withHostMemory(of: store[parameter.name]) { memory in
                for element in values.indices {
                    unsafe memory[element] = values[element] + shift
                }
            }
        }
        store.prepareForTraining()
    }

    /// All parameters.
    var parameters: [Float] {
        device.read(store.values)
    }

    /// One step of training; the loss.
    func train(step: Int) -> Double {
        let noise = DropoutNoise(seed: 42, step: UInt32(step))
        let tape = Tape(device: device, isRecording: true, dropout: noise)
        let loss = loss(tape)
        tape.backward()
        guard let gradients = store.gradients, let moments = store.moments else { return .nan }
        var constants = AdamWConstants.forTests(learningRate: 1e-3, step: step)
        constants.gradientScale = min(1, 1 / (device.sumOfSquares(gradients).squareRoot() + 1e-6))
        device.adamW(
            parameters: store.values,
            gradients: gradients,
            firstMoments: moments.first,
            secondMoments: moments.second,
            constants: constants
        )
        return loss
    }

    private func loss(_ tape: Tape) -> Double {
        let tables = EmbeddingTables(
            word: store["word"],
            position: store["position"],
            type: store["type"],
            gamma: store["embedding.gamma"],
            beta: store["embedding.beta"]
        )
        let embedded = tape.embedding(
            batch,
            tables: tables,
            epsilon: 1e-12,
            paddingTokenID: 0,
            dropoutProbability: dropoutProbability
        )
        let context = tape.selfAttention(
            linear(tape, embedded, "qkv"),
            sequenceOffsets: batch.sequenceOffsets,
            headCount: 4,
            dropoutProbability: dropoutProbability
        )
        let attended = normalize(tape, linear(tape, context, "output"), residual: embedded, "output")
        let inner = linear(tape, attended, "inner", .gelu)
        let encoded = normalize(tape, linear(tape, inner, "outer"), residual: attended, "outer")
        let first = tape.dropout(tape.gatherRows(encoded, rows: batch.firstTokenRows), probability: dropoutProbability)
        let targets = (0..<batch.sequenceCount).map { Int32($0 % 3) }
        return tape.crossEntropy(linear(tape, first, "classifier"), targets: targets)
    }

    private func linear(_ tape: Tape, _ input: Tensor, _ name: String, _ activation: Activation = .none) -> Tensor {
        tape.linear(input, weight: store["\(name).weight"], bias: store["\(name).bias"], activation: activation)
    }

    private func normalize(_ tape: Tape, _ input: Tensor, residual: Tensor, _ name: String) -> Tensor {
        tape.residualLayerNorm(
            input,
            residual: residual,
            gamma: store["\(name).gamma"],
            beta: store["\(name).beta"],
            epsilon: 1e-12,
            dropoutProbability: dropoutProbability
        )
    }
}
