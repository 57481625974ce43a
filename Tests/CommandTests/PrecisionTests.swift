import TestSupport
import Testing

@Suite("--precision")
struct PrecisionTests {
    @Test("int8 predicts and evaluates nearly as float32 does")
    func int8() throws {
        let folder = try TemporaryFolder.withTinyModel()
        let text = ["predict", "model", "this film is good", "--logits"]
        let exact = try BertuneProcess(text, in: folder)
        #expect(try BertuneProcess(text + ["--precision", "float32"], in: folder).output == exact.output)
        let rounded = try BertuneProcess(text + ["--precision", "int8", "--profile"], in: folder)
        #expect(rounded.status == 0, "\(rounded.errors)")
        #expect(rounded.output != exact.output)
        #expect(rounded.errors.contains("linear, int8"))
        let evaluation = try BertuneProcess(
            ["evaluate", "model", "--data", "test.csv", "--precision", "int8", "--threads", "2"],
            in: folder
        )
        #expect(evaluation.status == 0, "\(evaluation.errors)")
        #expect(evaluation.output.contains("accuracy"))
    }

    @Test("another word is refused")
    func unknown() throws {
        let process = try BertuneProcess(["predict", "model", "a", "--precision", "int4"])
        #expect(process.status == 64)
        #expect(process.errors.contains("float32") && process.errors.contains("int8"))
    }
}
