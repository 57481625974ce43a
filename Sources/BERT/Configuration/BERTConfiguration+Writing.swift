internal import StrictJSON
internal import Tensors

extension BERTConfiguration {
    /// The `config.json` of this configuration, as transformers 4 and 5 read it.
    ///
    /// Keys of the file it was read from stay, in their order, unless this configuration says otherwise.
    ///
    /// - Parameter architecture: The transformers class that the folder is for.
    /// - Returns: The document's bytes, indented by two blanks as transformers does.
    public func json(architecture: String) -> [UInt8] {
        var object = source
        object["_name_or_path"] = nil
        object["architectures"] = [JSONValue.string(architecture)]
        object["model_type"] = "bert"
        object["vocab_size"] = JSONValue(vocabularySize)
        object["hidden_size"] = JSONValue(hiddenSize)
        object["num_hidden_layers"] = JSONValue(hiddenLayerCount)
        object["num_attention_heads"] = JSONValue(attentionHeadCount)
        object["intermediate_size"] = JSONValue(intermediateSize)
        object["hidden_act"] = .string(activationName)
        object["hidden_dropout_prob"] = JSONValue(hiddenDropoutProbability)
        object["attention_probs_dropout_prob"] = JSONValue(attentionDropoutProbability)
        object["classifier_dropout"] = classifierDropoutProbability.map { JSONValue($0) } ?? .null
        object["max_position_embeddings"] = JSONValue(maxPositionEmbeddings)
        object["type_vocab_size"] = JSONValue(typeVocabularySize)
        object["layer_norm_eps"] = JSONValue(layerNormEpsilon)
        object["initializer_range"] = JSONValue(initializerRange)
        object["pad_token_id"] = paddingTokenID.map { JSONValue($0) } ?? .null
        object["problem_type"] = problemType.map { .string($0.rawValue) }
        object["torch_dtype"] = nil
        object["dtype"] = "float32"
        let members = labels.enumerated()
        object["id2label"] =
            labels.isEmpty
            ? nil : .object(JSONObject(members.map { .init(String($0.offset), .string($0.element)) }))
        object["label2id"] =
            labels.isEmpty
            ? nil : .object(JSONObject(members.map { .init($0.element, JSONValue($0.offset)) }))
        return JSONValue.object(object).serialized(pretty: true) + [UInt8(ascii: "\n")]
    }

    /// The activation by the name that the file gave it, where that still holds.
    private var activationName: String {
        let given = source["hidden_act"]?.string
        switch hiddenActivation {
        case .geluTanh: return given == "gelu_pytorch_tanh" ? "gelu_pytorch_tanh" : "gelu_new"
        case .silu: return given == "swish" ? "swish" : "silu"
        default: return hiddenActivation.rawValue
        }
    }
}
