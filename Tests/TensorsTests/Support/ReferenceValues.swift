import Checkpoints
import StrictJSON
import TestSupport
import Testing

/// The values that torch computed, from `Fixtures/operations.safetensors` and `operations.json`.
struct ReferenceValues: Sendable {
    struct Array: Sendable {
        let shape: [Int]
        let values: [Float]
    }

    let arrays: [String: Array]
    let parameters: JSONValue

    /// The fixtures, read once.
    static let shared = Result { try ReferenceValues() }

    init() throws {
        parameters = try TestData.jsonFixture("operations.json", from: #filePath.replacing("/Support", with: ""))
        let path = TestData.fixture("operations.safetensors", from: #filePath.replacing("/Support", with: ""))
        let checkpoint = try Checkpoint.open(path)
        var arrays: [String: Array] = [:]
        for tensor in checkpoint.tensors {
            arrays[tensor.name] = Array(shape: tensor.shape, values: try checkpoint.readFloats(tensor.name))
        }
        self.arrays = arrays
    }

    /// One array, such as `linear.gelu.output`.
    func array(_ name: String) throws -> Array {
        try #require(arrays[name], "No reference array \(name)")
    }

    /// An array as an operand of an operation.
    func operand(_ testCase: String, _ name: String, isParameter: Bool = false) throws -> Operand {
        let array = try array("\(testCase).\(name)")
        return Operand(name: name, shape: array.shape, values: array.values, isParameter: isParameter)
    }

    /// A case's parameters.
    private func parameters(of testCase: String) throws -> JSONValue {
        try #require(parameters["cases"]?[testCase] ?? parameters["adamW"]?[testCase], "No case \(testCase)")
    }

    /// A number among a case's parameters.
    func number(_ testCase: String, _ name: String) throws -> Double {
        try #require(parameters(of: testCase)[name]?.double)
    }

    /// A number among a case's parameters, or `nil` where it is null.
    func optionalNumber(_ testCase: String, _ name: String) throws -> Double? {
        try #require(parameters(of: testCase)[name]).double
    }

    /// A list of numbers among a case's parameters.
    func numbers(_ testCase: String, _ name: String) throws -> [Double] {
        try #require(parameters(of: testCase)[name]?.array).compactMap(\.double)
    }

    /// A list of integers among a case's parameters.
    func integers(_ testCase: String, _ name: String) throws -> [Int] {
        try #require(parameters(of: testCase)[name]?.array).compactMap(\.int)
    }

    /// Expects values as near to the truth as twice torch's own error, or as four units in the last place.
    ///
    /// The second bound is there because one float32 run of torch may have been lucky.
    func expect(
        _ actual: [Double],
        near name: String,
        of testCase: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let expected = try array("\(testCase).\(name)").values.map(Double.init)
        let torchError = try #require(parameters(of: testCase)["torchError"]?[name]?.double)
        let largest = expected.map(abs).max() ?? 0
        expectClose(
            actual,
            expected,
            absolute: max(2 * torchError, 4 * 0x1p-23 * largest),
            "\(testCase).\(name)",
            sourceLocation: sourceLocation
        )
    }

    /// Expects an operation's output and all its gradients to be torch's.
    func expect(
        _ run: OperationRun,
        matches testCase: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        try expect(run.output, near: "output", of: testCase, sourceLocation: sourceLocation)
        for (name, gradient) in run.gradients {
            try expect(gradient, near: "gradient.\(name)", of: testCase, sourceLocation: sourceLocation)
        }
    }
}
