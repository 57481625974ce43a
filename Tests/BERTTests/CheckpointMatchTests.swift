import BERT
import Tensors
import TestSupport
import Testing

@Suite("matching a checkpoint with a configuration")
struct CheckpointMatchTests {
    private let folder = TestData.fixture("bert")

    /// The error of loading the fixture's weights with another configuration.
    private func loadingError(_ configuration: BERTConfiguration) throws -> ModelError {
        try #require(
            throws: ModelError.self,
            performing: {
                try BERTModel.load(
                    folder: folder,
                    configuration: configuration,
                    head: SequenceClassificationHead(labelCount: 3),
                    device: CPUDevice(threads: 1),
                    seed: 1
                )
            }
        )
    }

    /// A model of terabytes: taking memory before looking at the file would end the process.
    @Test("sizes that the file doesn't have are refused before memory is taken")
    func hugeSizes() throws {
        var configuration = try BERTConfiguration(folder: folder)
        configuration.vocabularySize = 100_000_000
        configuration.hiddenSize = 65_536
        configuration.intermediateSize = 1_000_000
        configuration.hiddenLayerCount = 1024
        let error = try loadingError(configuration)
        #expect(error.code == .wrongShape)
        #expect(error.message.contains("config.json asks for [100000000, 65536]"))
    }

    @Test("a layer that config.json does not know is refused, not left out")
    func layerTooMany() throws {
        var configuration = try BERTConfiguration(folder: folder)
        configuration.hiddenLayerCount = 2
        let error = try loadingError(configuration)
        #expect(error.code == .wrongShape)
        #expect(error.field?.hasPrefix("bert.encoder.layer.2.") == true)
    }
}
