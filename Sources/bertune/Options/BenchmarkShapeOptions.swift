import ArgumentParser
import BERT

/// The options that say which network a benchmark runs.
struct BenchmarkShapeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A model folder, or a model's id on the Hub. (default: random weights of the extents below)",
            valueName: "model"
        )
    )
    var model: String?

    @Option(parsing: .unconditional, help: "Width of the random model; its feed-forward network is 4 times as wide.")
    var hiddenSize: Int?

    @Option(parsing: .unconditional, help: "Encoder layers of the random model. (default: 6)")
    var layers: Int?

    @Option(
        parsing: .unconditional,
        help: "Attention heads of the random model. (default: one for each 64 of a width that is given)"
    )
    var attentionHeads: Int?

    func validate() throws {
        if model != nil, hiddenSize != nil || layers != nil || attentionHeads != nil {
            throw ValidationError("--model has extents of its own; take out --hidden-size, --layers, --attention-heads")
        }
        try PathCheck.requireName(model, "--model")
        try NumberCheck.require(hiddenSize, in: 1...8192, "--hidden-size")
        try NumberCheck.require(layers, in: 1...96, "--layers")
        try NumberCheck.require(attentionHeads, in: 1...256, "--attention-heads")
        let shape = configuration
        guard shape.hiddenSize % shape.attentionHeadCount == 0 else {
            throw ValidationError(
                "--hidden-size \(shape.hiddenSize) can't be shared among \(shape.attentionHeadCount) attention heads; "
                    + "give a multiple, or --attention-heads"
            )
        }
    }

    /// The extents of the random model, by default those of MiniLM: 6 layers, width 384, 12 heads.
    var configuration: BERTConfiguration {
        var configuration = BERTConfiguration()
        configuration.hiddenSize = hiddenSize ?? 384
        configuration.hiddenLayerCount = layers ?? 6
        configuration.attentionHeadCount = attentionHeads ?? hiddenSize.map { max($0 / 64, 1) } ?? 12
        configuration.intermediateSize = 4 * configuration.hiddenSize
        return configuration
    }

    /// The network, fetched where it is named by its id.
    func network() async throws -> BenchmarkNetwork {
        guard let model else { return .random(configuration) }
        return .folder(try await ModelLocation.folder(of: model))
    }
}
