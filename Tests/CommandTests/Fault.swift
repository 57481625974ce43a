import TestSupport
import Testing

/// A way to spoil the folder of ``TemporaryFolder/withTinyModel(from:)``, and what is to be said of it.
struct Fault: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let status: Int32
    let message: String
    var arguments = [
        "train", "--model", "model", "--train", "train.csv", "--validation", "validation.csv", "--output", "run",
    ]
    var input = ""
    var spoil: @Sendable (TemporaryFolder) throws -> Void = { _ in }
}
