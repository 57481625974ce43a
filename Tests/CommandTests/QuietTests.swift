import TestSupport
import Testing

@Suite("--quiet")
struct QuietTests {
    private static let training = [
        "train", "--model", "model", "--train", "train.csv", "--output", "run", "--max-steps", "1", "--quiet",
    ]

    @Test("hides plan and progress")
    func silence() throws {
        let folder = try TemporaryFolder.withTinyModel()
        try folder.write("text,label\na good film,positive\na bad film,negative\n".utf8, to: "train.csv")
        let process = try BertuneProcess(Self.training, in: folder)
        #expect(process.status == 0)
        #expect(!process.errors.contains("step 1/1") && !process.errors.contains("learning rate"))
    }

    @Test("keeps what the data lose and what is wrong with them")
    func warnings() throws {
        let folder = try TemporaryFolder.withTinyModel()
        let process = try BertuneProcess(Self.training + ["--max-length", "8"], in: folder)
        #expect(process.status == 0, "\(process.errors)")
        #expect(process.errors.contains("warning: training: of 15 examples 11 (73.3 %) cut at 8 tokens, which loses"))
        #expect(process.errors.contains("unknown to the model's vocabulary"))
        #expect(!process.errors.contains("step 1/1"))
    }
}
