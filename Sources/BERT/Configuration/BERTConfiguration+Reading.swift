internal import Foundation
public import StrictJSON
internal import Tensors

extension BERTConfiguration {
    /// Reads the `config.json` of a model folder, written by transformers 4 or 5.
    ///
    /// - Parameter folder: The folder.
    /// - Throws: ``ModelError`` with code `unreadable`, `badConfiguration` or `unsupported`; it names the key.
    public init(folder: String) throws(ModelError) {
        let path = folder + "/config.json"
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ModelError(
                .unreadable,
                "cannot be read; a model folder holds config.json, the weights and the vocabulary",
                path: path
            )
        }
        do {
            self = try BERTConfiguration(JSONValue.parse([UInt8](data)), path: path)
        } catch let error as JSONError {
            throw ModelError(
                .badConfiguration,
                "not valid JSON: line \(error.line), column \(error.column): \(error.message)",
                path: path
            )
        } catch let error as ModelError {
            throw error
        } catch {
            throw ModelError(.badConfiguration, "\(error)", path: path)
        }
    }

    /// Reads a parsed `config.json`.
    ///
    /// - Parameters:
    ///   - json: The document.
    ///   - path: Where it came from, for errors.
    /// - Throws: ``ModelError`` with code `badConfiguration` or `unsupported`; it names the key.
    public init(_ json: JSONValue, path: String) throws(ModelError) {
        guard let object = json.object else {
            throw ModelError(.badConfiguration, "a JSON object was expected", path: path)
        }
        let reader = ConfigurationReader(object: object, path: path)
        try reader.require("model_type", isOneOf: ["bert"])
        try reader.require("position_embedding_type", isOneOf: ["absolute"])
        try reader.refuse("is_decoder")
        try reader.refuse("add_cross_attention")
        source = object
        vocabularySize = try reader.integer("vocab_size", default: vocabularySize, in: 1...100_000_000)
        hiddenSize = try reader.integer("hidden_size", default: hiddenSize, in: 1...65536)
        hiddenLayerCount = try reader.integer("num_hidden_layers", default: hiddenLayerCount, in: 1...1024)
        attentionHeadCount = try reader.integer("num_attention_heads", default: attentionHeadCount, in: 1...4096)
        intermediateSize = try reader.integer("intermediate_size", default: intermediateSize, in: 1...1_000_000)
        maxPositionEmbeddings = try reader.integer(
            "max_position_embeddings",
            default: maxPositionEmbeddings,
            in: 1...1_000_000
        )
        typeVocabularySize = try reader.integer("type_vocab_size", default: typeVocabularySize, in: 1...1024)
        hiddenDropoutProbability = try reader.probability("hidden_dropout_prob", default: hiddenDropoutProbability)
        attentionDropoutProbability = try reader.probability(
            "attention_probs_dropout_prob",
            default: attentionDropoutProbability
        )
        if let value = object["classifier_dropout"], !value.isNull {
            classifierDropoutProbability = try reader.probability("classifier_dropout", default: 0)
        }
        layerNormEpsilon = try reader.number("layer_norm_eps", default: layerNormEpsilon, in: 0...1)
        initializerRange = try reader.number("initializer_range", default: initializerRange, in: 0...100)
        if let value = object["pad_token_id"] {
            paddingTokenID =
                value.isNull ? nil : try reader.integer("pad_token_id", default: 0, in: 0...(vocabularySize - 1))
        }
        hiddenActivation = try reader.activation("hidden_act", default: hiddenActivation)
        problemType = try reader.problemType("problem_type")
        labels = try reader.labels()
        guard hiddenSize % attentionHeadCount == 0 else {
            throw ModelError(
                .badConfiguration,
                "\(hiddenSize) is no multiple of num_attention_heads, \(attentionHeadCount)",
                path: path,
                field: "hidden_size"
            )
        }
    }
}

/// Reads typed values from a configuration, each fault naming its key.
private struct ConfigurationReader {
    let object: JSONObject
    let path: String

    func integer(_ key: String, default fallback: Int, in range: ClosedRange<Int>) throws(ModelError) -> Int {
        guard let value = object[key] else { return fallback }
        guard let integer = value.int, range.contains(integer) else {
            throw fault(key, "an integer from \(range.lowerBound) to \(range.upperBound) was expected")
        }
        return integer
    }

    func number(_ key: String, default fallback: Double, in range: ClosedRange<Double>) throws(ModelError) -> Double {
        guard let value = object[key] else { return fallback }
        guard let number = value.double, range.contains(number) else {
            throw fault(key, "a number from \(range.lowerBound) to \(range.upperBound) was expected")
        }
        return number
    }

    func probability(_ key: String, default fallback: Double) throws(ModelError) -> Double {
        let value = try number(key, default: fallback, in: 0...1)
        guard value < 1 else { throw fault(key, "a dropout probability below 1 was expected") }
        return value
    }

    func require(_ key: String, isOneOf allowed: [String]) throws(ModelError) {
        guard let value = object[key], !value.isNull else { return }
        guard let string = value.string, allowed.contains(string) else {
            throw ModelError(
                .unsupported,
                "BERTune computes \(allowed.joined(separator: " or ")), which this model is not",
                path: path,
                field: key
            )
        }
    }

    func refuse(_ key: String) throws(ModelError) {
        guard object[key]?.bool != true else {
            throw ModelError(.unsupported, "BERTune computes encoders only", path: path, field: key)
        }
    }

    func activation(_ key: String, default fallback: Activation) throws(ModelError) -> Activation {
        guard let value = object[key] else { return fallback }
        switch value.string {
        case "gelu": return .gelu
        case "gelu_new", "gelu_pytorch_tanh": return .geluTanh
        case "relu": return .relu
        case "silu", "swish": return .silu
        case let name:
            throw ModelError(
                .unsupported,
                "\(name ?? "this value") is none of gelu, gelu_new, gelu_pytorch_tanh, relu, silu",
                path: path,
                field: key
            )
        }
    }

    func problemType(_ key: String) throws(ModelError) -> BERTConfiguration.ProblemType? {
        guard let value = object[key], !value.isNull else { return nil }
        guard let type = value.string.flatMap(BERTConfiguration.ProblemType.init(rawValue:)) else {
            throw fault(key, "regression, single_label_classification or multi_label_classification was expected")
        }
        return type
    }

    /// The label names of `id2label`, whose keys count from zero.
    func labels() throws(ModelError) -> [String] {
        guard let value = object["id2label"], !value.isNull else { return [] }
        guard let members = value.object?.members else { throw fault("id2label", "an object was expected") }
        var labels = [String?](repeating: nil, count: members.count)
        for member in members {
            guard let index = Int(member.name), labels.indices.contains(index), labels[index] == nil,
                let name = member.value.string
            else {
                throw fault("id2label", "its keys should count from 0 to \(members.count - 1), each with a name")
            }
            labels[index] = name
        }
        return labels.compactMap(\.self)
    }

    private func fault(_ key: String, _ message: String) -> ModelError {
        ModelError(.badConfiguration, message, path: path, field: key)
    }
}
