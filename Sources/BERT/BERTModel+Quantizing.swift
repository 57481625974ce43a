internal import Tensors

extension BERTModel {
    /// Lets the linear layers of encoder and pooler compute with 8-bit whole numbers, for prediction.
    ///
    /// These are the products that nearly all the time goes into. Embeddings, layer normalisations, softmax and the
    /// task head stay as they are. Weights are quantised by output feature, activations by token as they come
    /// ("dynamic quantisation"; Zafrir et al., "Q8BERT", 2019, trains for it, which this does not ask for). The
    /// weights' values stay, so the model can still be saved, but not trained.
    public func quantizeLinearLayers() {
        let isQuantized = { (parameter: ParameterStore.Parameter) in
            parameter.shape.count == 2
                && (parameter.name.hasPrefix("bert.encoder.layer.") || parameter.name.hasPrefix("bert.pooler."))
        }
        parameters.quantize(parameters.parameters.filter(isQuantized).map(\.name))
    }
}
