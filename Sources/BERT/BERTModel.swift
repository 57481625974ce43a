public import Tensors

/// A BERT with a task head, its weights on a device.
public final class BERTModel {
    /// The extents and settings; dropout and labels may be changed, extents may not.
    public var configuration: BERTConfiguration
    /// The task head.
    public let head: any TaskHead
    /// All weights, by their names in Hugging Face checkpoints.
    public let parameters: ParameterStore

    /// A model of new weights: N(0, `initializerRange`), biases zero, layer normalisation the identity.
    ///
    /// - Parameters:
    ///   - configuration: The extents and settings.
    ///   - head: The task head.
    ///   - device: Where the weights live and the computing is done.
    ///   - seed: Decides the weights; each parameter's are a function of the seed and its name alone.
    public convenience init(
        configuration: BERTConfiguration,
        head: any TaskHead,
        device: any Device,
        seed: UInt64
    ) {
        self.init(zero: configuration, head: head, device: device)
        for parameter in parameters.parameters {
            initialize(parameter, seed: seed)
        }
    }

    /// A model whose weights are all zero, to be loaded.
    init(zero configuration: BERTConfiguration, head: any TaskHead, device: any Device) {
        self.configuration = configuration
        self.head = head
        parameters = ParameterStore(BERTModel.declarations(configuration, head: head), device: device)
    }

    /// All parameters of a model.
    static func declarations(_ configuration: BERTConfiguration, head: any TaskHead) -> [ParameterStore.Declaration] {
        Encoder.declarations(configuration) + (head.usesPooler ? Pooler.declarations(configuration) : [])
            + head.declarations(configuration)
    }

    /// The embeddings and encoder layers.
    public var encoder: Encoder {
        Encoder(configuration: configuration, parameters: parameters)
    }

    /// Where the weights live.
    public var device: any Device {
        parameters.device
    }

    /// The head's scores for a batch.
    ///
    /// - Parameters:
    ///   - batch: The tokens, each sequence at most `maxPositionEmbeddings` long.
    ///   - tape: The tape of this forward pass.
    /// - Returns: The logits, of the head's own shape.
    public func logits(_ batch: PackedBatch, tape: Tape) -> Tensor {
        head.logits(self, batch: batch, tape: tape)
    }

    /// The pooler's output for each sequence.
    ///
    /// - Parameters:
    ///   - batch: The tokens.
    ///   - tape: The tape of this forward pass.
    /// - Returns: `[sequences, hiddenSize]`.
    /// - Precondition: The head uses the pooler.
    public func pooledOutput(_ batch: PackedBatch, tape: Tape) -> Tensor {
        Pooler(parameters: parameters)(encoder.firstTokenState(batch, tape: tape), tape: tape)
    }

    /// Gives some parameters new weights, those that a model without a checkpoint has.
    ///
    /// - Parameters:
    ///   - seed: Decides the weights.
    ///   - isChosen: Whether a parameter, known by its name, is one of them.
    package func reinitialize(seed: UInt64, where isChosen: (String) -> Bool) {
        for parameter in parameters.parameters where isChosen(parameter.name) {
            initialize(parameter, seed: seed)
        }
    }

    /// Gives a parameter the weights it starts from when no checkpoint has any.
    func initialize(_ parameter: ParameterStore.Parameter, seed: UInt64) {
        let tensor = parameters[parameter.name]
        let name = parameter.name
        unsafe device.withHostMemory(of: tensor) { values in
            if name.hasSuffix("LayerNorm.weight") {
                unsafe values.update(repeating: 1)
            } else if name.hasSuffix(".bias") {
                unsafe values.update(repeating: 0)
            } else {
                var noise = NormalNoise(seed: seed, name: name)
                for index in values.indices {
                    unsafe values[index] = Float(noise.next() * configuration.initializerRange)
                }
            }
        }
    }
}
