internal import Tensors

/// The one linear layer in which every head for a task ends, with dropout before it.
struct OutputLayer {
    /// The parameters' name in Hugging Face checkpoints, without `.weight` and `.bias`.
    let name: String
    /// The number of outputs.
    let outputCount: Int

    /// Its weight and bias.
    func declarations(_ configuration: BERTConfiguration) -> [ParameterStore.Declaration] {
        [
            .init(name + ".weight", [outputCount, configuration.hiddenSize]),
            .init(name + ".bias", [outputCount]),
        ]
    }

    /// The scores of every row: `[rows, hiddenSize]` to `[rows, outputCount]`.
    ///
    /// - Parameters:
    ///   - hidden: The rows.
    ///   - parameters: The model's parameters.
    ///   - dropoutProbability: That of the rows' elements; `nil` where the model has no dropout at this place.
    ///   - tape: The tape of this forward pass.
    /// - Returns: The scores.
    func callAsFunction(
        _ hidden: Tensor,
        parameters: ParameterStore,
        dropoutProbability: Double?,
        tape: Tape
    ) -> Tensor {
        tape.linear(
            dropoutProbability.map { tape.dropout(hidden, probability: $0) } ?? hidden,
            weight: parameters[name + ".weight"],
            bias: parameters[name + ".bias"]
        )
    }
}
