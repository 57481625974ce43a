/// The part of a model that a parameter belongs to.
public enum ModelPart: Sendable, Hashable {
    /// Word, position and segment embeddings and their layer normalisation.
    case embeddings
    /// An encoder layer, counted from 1 at the bottom.
    case layer(Int)
    /// The pooler, which learns with the head.
    case pooler
    /// The task's own layers.
    case head

    /// The part of a parameter.
    ///
    /// - Parameter name: Its name in Hugging Face checkpoints, such as `bert.encoder.layer.3.output.dense.weight`;
    ///   what stands neither in the embeddings, in a layer nor in the pooler is the head's.
    public init(parameter name: String) {
        let words = name.split(separator: ".")
        if let position = words.firstIndex(of: "layer"), words[..<position].last == "encoder",
            let index = words[position...].dropFirst().first.flatMap({ Int($0) })
        {
            self = .layer(index + 1)
        } else if words.prefix(2).contains("embeddings") {
            self = .embeddings
        } else if words.prefix(2).contains("pooler") {
            self = .pooler
        } else {
            self = .head
        }
    }
}

extension ModelPart: CustomStringConvertible {
    /// `embeddings`, `layer 3`, `pooler` or `head`.
    public var description: String {
        switch self {
        case .embeddings: "embeddings"
        case .layer(let number): "layer \(number)"
        case .pooler: "pooler"
        case .head: "head"
        }
    }
}
