import Tensors
import TestSupport
import Testing

@Suite("Row gathering")
struct GatherRowsTests {
    @Test("matches torch")
    func matchesTorch() throws {
        let reference = try ReferenceValues.shared.get()
        let rows = Indices(try reference.integers("gather", "rowIndices").map(Int32.init))
        let upstream = try reference.array("gather.upstream").values
        let run = OperationRun([try reference.operand("gather", "input")], upstream: upstream) { tape, inputs in
            .tensor(tape.gatherRows(inputs[0], rows: rows))
        }
        try reference.expect(run, matches: "gather")
    }

    @Test("agrees with double precision", arguments: [1, 7, 33])
    func agreesWithDoublePrecision(columns: Int) {
        let rows: [Int32] = [4, 0, 4, 2]
        GradientCheck(operands: [.random("input", [5, columns], seed: 1)], outputCount: 4 * columns) { tape, inputs in
            .tensor(tape.gatherRows(inputs[0], rows: Indices(rows)))
        } reference: { inputs in
            rows.flatMap { inputs[0][(Int($0) * columns)..<((Int($0) + 1) * columns)] }
        }
        .expectAgreement()
    }
}
