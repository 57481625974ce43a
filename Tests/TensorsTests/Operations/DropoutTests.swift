import Tensors
import TestSupport
import Testing

@Suite("Dropout")
struct DropoutTests {
    private func mask(
        seed: UInt64 = 1,
        step: UInt32 = 1,
        operation: UInt32 = 1,
        probability: Double = 0.1,
        rows: Int = 100,
        columns: Int = 77
    ) -> [Double] {
        dropoutMask(
            rows: rows,
            columns: columns,
            probability: probability,
            noise: DropoutNoise(seed: seed, step: step),
            operation: operation
        )
    }

    @Test("drops the same elements for the same seed, step and operation, and others for others")
    func dependsOnSeedStepAndOperation() {
        #expect(mask() == mask())
        let masks = [mask(), mask(seed: 2), mask(seed: 1 << 32 + 1), mask(step: 2), mask(operation: 2)]
        #expect(Set(masks).count == masks.count)
    }

    @Test("keeps the share it should", arguments: [0.1, 0.5, 0.9])
    func keepsItsShare(probability: Double) {
        let count = 1_000_000
        let factors = mask(probability: probability, rows: 1000, columns: 1000)
        let threshold = (probability * 65536).rounded()
        let dropped = threshold / 65536
        let kept = factors.filter { $0 != 0 }
        // Five standard deviations of the binomial distribution.
        let bound = 5 * (Double(count) * dropped * (1 - dropped)).squareRoot()
        #expect(abs(Double(kept.count) - Double(count) * (1 - dropped)) < bound)
        #expect(kept.allSatisfy { abs($0 * (1 - dropped) - 1) < 1e-6 })
        // No column is kept or dropped more than chance explains (six deviations, 1000 columns).
        for column in 0..<1000 {
            let count = stride(from: column, to: factors.count, by: 1000).filter { factors[$0] == 0 }.count
            #expect(abs(Double(count) - 1000 * dropped) < 6 * (1000 * dropped * (1 - dropped)).squareRoot())
        }
    }

    @Test("has the same mask for every instruction set", arguments: CPUDevice.availableInstructionSets)
    func sameMaskForEveryInstructionSet(instructionSet: String) {
        let expected = mask()
        CPUDevice.withInstructionSet(instructionSet) {
            #expect(mask() == expected)
        }
    }

    @Test("agrees with double precision, backwards with the same mask", arguments: [1, 7, 33])
    func agreesWithDoublePrecision(columns: Int) {
        let noise = DropoutNoise(seed: 3, step: 4)
        let mask = dropoutMask(rows: 5, columns: columns, probability: 0.4, noise: noise)
        GradientCheck(
            operands: [
                .random("input", [5, 3], seed: 1), .random("weight", [columns, 3], seed: 2, isParameter: true),
            ],
            outputCount: 5 * columns,
            noise: noise
        ) { tape, inputs in
            .tensor(tape.dropout(tape.linear(inputs[0], weight: inputs[1], bias: nil), probability: 0.4))
        } reference: { inputs in
            let product = referenceLinear(
                inputs[0],
                weight: inputs[1],
                bias: [Double](repeating: 0, count: columns),
                rows: 5,
                columns: columns,
                depth: 3,
                activation: .none
            )
            return zip(product, mask).map { $0 * $1 }
        }
        .expectAgreement()
    }

    @Test("is off at probability 0, and without noise at any")
    func canBeOff() {
        let device = CPUDevice(threads: 1)
        let values = randomFloats(33, seed: 1)
        for (noise, probability) in [(DropoutNoise(seed: 1, step: 1), 0.0), (nil, 0.5)] {
            let tape = Tape(device: device, dropout: noise)
            let output = tape.dropout(device.makeTensor([3, 11], values), probability: probability)
            #expect(device.read(output) == values)
        }
    }

    @Test("counts the operations of a tape")
    func countsOperations() {
        let device = CPUDevice(threads: 1)
        let noise = DropoutNoise(seed: 7, step: 1)
        let tape = Tape(device: device, dropout: noise)
        for operation in 1...3 as ClosedRange<UInt32> {
            let ones = device.makeTensor([9, 40], [Float](repeating: 1, count: 360))
            let expected = dropoutMask(rows: 9, columns: 40, probability: 0.3, noise: noise, operation: operation)
            #expect(device.read(tape.dropout(ones, probability: 0.3)).map(Double.init) == expected)
        }
    }

    @Test("of attention keeps its share and differs between heads, queries and sequences", arguments: [false, true])
    func ofAttention(firstTokenOnly: Bool) {
        var layout = AttentionLayout(offsets: [0, 50, 100, 133], headCount: 4, headSize: 8)
        layout.firstTokenOnly = firstTokenOnly
        let mask = AttentionMask(layout, probability: 0.25, noise: DropoutNoise(seed: 8, step: 1))
        var rows: [[Double]] = []
        for (sequence, tokens) in layout.sequences.enumerated() {
            for head in 0..<4 {
                for query in 0..<(firstTokenOnly ? 1 : tokens.count) {
                    rows.append(
                        (0..<tokens.count).map {
                            mask.factor(sequence: sequence, head: head, query: query, key: $0)
                        }
                    )
                }
            }
        }
        #expect(Set(rows).count == rows.count)
        let factors = rows.flatMap(\.self)
        let kept = Double(factors.filter { $0 != 0 }.count)
        let count = Double(factors.count)
        #expect(abs(kept - 0.75 * count) < 5 * (0.75 * 0.25 * count).squareRoot())
        #expect(factors.allSatisfy { $0 == 0 || abs($0 - 4.0 / 3) < 1e-5 })
    }
}
