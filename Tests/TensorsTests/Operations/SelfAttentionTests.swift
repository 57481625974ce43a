import Tensors
import TestSupport
import Testing

@Suite("Self-attention")
struct SelfAttentionTests {
    static let cases = ["attention.heads3", "attention.heads2", "attention.long"]

    private func layout(_ testCase: String) throws -> AttentionLayout {
        let reference = try ReferenceValues.shared.get()
        return AttentionLayout(
            offsets: try reference.integers(testCase, "sequenceOffsets"),
            headCount: Int(try reference.number(testCase, "heads")),
            headSize: Int(try reference.number(testCase, "headSize"))
        )
    }

    @Test("matches torch", arguments: CPUDevice.availableInstructionSets, cases)
    func matchesTorch(instructionSet: String, testCase: String) throws {
        let reference = try ReferenceValues.shared.get()
        let layout = try layout(testCase)
        let upstream = try reference.array("\(testCase).upstream").values
        let operands = try [reference.operand(testCase, "qkv")]
        let run = CPUDevice.withInstructionSet(instructionSet) {
            OperationRun(operands, upstream: upstream) { tape, inputs in
                .tensor(
                    tape.selfAttention(inputs[0], sequenceOffsets: layout.offsets, headCount: layout.headCount)
                )
            }
        }
        try reference.expect(run, matches: testCase)
    }

    @Test("of the first token matches torch", arguments: CPUDevice.availableInstructionSets, cases)
    func firstTokenMatchesTorch(instructionSet: String, testCase: String) throws {
        let reference = try ReferenceValues.shared.get()
        let layout = try layout(testCase)
        let hidden = layout.hiddenSize
        let qkv = try reference.array("\(testCase).qkv").values
        let queries = columns(0..<hidden, of: qkv, width: 3 * hidden)
        let firstQueries = layout.sequences.flatMap {
            queries[($0.lowerBound * hidden)..<(($0.lowerBound + 1) * hidden)]
        }
        let operands = [
            Operand(name: "query", shape: [layout.sequences.count, hidden], values: firstQueries),
            Operand(
                name: "keyValue",
                shape: [layout.tokenCount, 2 * hidden],
                values: columns(hidden..<(3 * hidden), of: qkv, width: 3 * hidden)
            ),
        ]
        let upstream = try reference.array("\(testCase).firstRow.upstream").values
        let run = CPUDevice.withInstructionSet(instructionSet) {
            OperationRun(operands, upstream: upstream) { tape, inputs in
                .tensor(
                    tape.firstTokenAttention(
                        query: inputs[0],
                        keyValue: inputs[1],
                        sequenceOffsets: layout.offsets,
                        headCount: layout.headCount
                    )
                )
            }
        }
        // torch's gradient is of all queries, keys and values: ours is put together in the same way.
        let queryGradient = try #require(run.gradients["query"])
        let keyValueGradient = try #require(run.gradients["keyValue"])
        var gradient: [Double] = []
        for (sequence, tokens) in layout.sequences.enumerated() {
            for token in tokens {
                gradient +=
                    token == tokens.lowerBound
                    ? queryGradient[(sequence * hidden)..<((sequence + 1) * hidden)]
                    : ArraySlice(repeating: 0, count: hidden)
                gradient += keyValueGradient[(token * 2 * hidden)..<((token + 1) * 2 * hidden)]
            }
        }
        try reference.expect(run.output, near: "output", of: "\(testCase).firstRow")
        try reference.expect(gradient, near: "gradient.qkv", of: "\(testCase).firstRow")
    }

    @Test("agrees with double precision", arguments: [(3, 8), (1, 16), (2, 5)], [0, 0.25])
    func agreesWithDoublePrecision(heads: (count: Int, size: Int), dropoutProbability: Double) {
        let layout = AttentionLayout(offsets: [0, 1, 8, 41], headCount: heads.count, headSize: heads.size)
        let noise = DropoutNoise(seed: 11, step: 2)
        let mask = AttentionMask(layout, probability: dropoutProbability, noise: noise)
        let hidden = layout.hiddenSize
        GradientCheck(
            operands: [.random("qkv", [layout.tokenCount, 3 * hidden], seed: 1)],
            outputCount: layout.tokenCount * hidden,
            noise: noise
        ) { tape, inputs in
            .tensor(
                tape.selfAttention(
                    inputs[0],
                    sequenceOffsets: layout.offsets,
                    headCount: layout.headCount,
                    dropoutProbability: dropoutProbability
                )
            )
        } reference: { inputs in
            referenceAttention(
                query: columns(0..<hidden, of: inputs[0], width: 3 * hidden),
                key: columns(hidden..<(2 * hidden), of: inputs[0], width: 3 * hidden),
                value: columns((2 * hidden)..<(3 * hidden), of: inputs[0], width: 3 * hidden),
                layout: layout,
                mask: mask.factor
            )
        }
        .expectAgreement()
    }

    @Test("of the first token agrees with double precision", arguments: [0, 0.25])
    func firstTokenAgreesWithDoublePrecision(dropoutProbability: Double) {
        var layout = AttentionLayout(offsets: [0, 1, 8, 41], headCount: 3, headSize: 8)
        layout.firstTokenOnly = true
        let noise = DropoutNoise(seed: 12, step: 2)
        let mask = AttentionMask(layout, probability: dropoutProbability, noise: noise)
        let (attention, hidden) = (layout, layout.hiddenSize)
        GradientCheck(
            operands: [
                .random("query", [3, hidden], seed: 1),
                .random("keyValue", [attention.tokenCount, 2 * hidden], seed: 2),
            ],
            outputCount: 3 * hidden,
            noise: noise
        ) { tape, inputs in
            .tensor(
                tape.firstTokenAttention(
                    query: inputs[0],
                    keyValue: inputs[1],
                    sequenceOffsets: attention.offsets,
                    headCount: attention.headCount,
                    dropoutProbability: dropoutProbability
                )
            )
        } reference: { inputs in
            referenceAttention(
                query: inputs[0],
                key: columns(0..<hidden, of: inputs[1], width: 2 * hidden),
                value: columns(hidden..<(2 * hidden), of: inputs[1], width: 2 * hidden),
                layout: attention,
                mask: mask.factor
            )
        }
        .expectAgreement()
    }

    @Test("of one token is its value")
    func oneTokenIsItsValue() {
        let device = CPUDevice(threads: 1)
        let qkv = device.makeTensor([1, 6], [3, -4, 5, 6, 0.25, 0.75])
        let context = Tape(device: device).selfAttention(qkv, sequenceOffsets: [0, 1], headCount: 1)
        #expect(device.read(context) == [0.25, 0.75])
    }
}
