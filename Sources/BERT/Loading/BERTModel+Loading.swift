internal import Checkpoints
public import Tensors

extension BERTModel {
    /// What loading did beyond copying weights; each list holds names.
    public struct LoadReport: Sendable {
        /// Weights of the model that the checkpoint lacks and that were created: a new task head, as a rule.
        public var created: [String] = []
        /// Weights of the checkpoint that the model has no use for: the heads of pre-training, as a rule.
        public var ignored: [String] = []
        /// Weights of another extent in the checkpoint, created anew because the labels differ.
        public var replaced: [String] = []

        /// The report in sentences, one a line; empty when there is nothing to say.
        public var notes: [String] {
            var notes: [String] = []
            if !created.isEmpty {
                notes.append("new weights (not in the checkpoint): \(created.joined(separator: ", "))")
            }
            if !replaced.isEmpty {
                notes.append("new weights (the checkpoint's are for other labels): \(replaced.joined(separator: ", "))")
            }
            if !ignored.isEmpty {
                let shown = ignored.prefix(4).joined(separator: ", ")
                let rest = ignored.count > 4 ? " and \(ignored.count - 4) more" : ""
                notes.append("weights of the checkpoint that this task does not use: \(shown)\(rest)")
            }
            return notes
        }
    }

    /// Loads a pretrained or fine-tuned model.
    ///
    /// Reads safetensors and PyTorch files, sharded or not, with old and new weight names, with and without the
    /// `bert.` prefix. The encoder's weights must all be there. The pooler and the task head are created where they
    /// are missing, the head also where the checkpoint's has another number of outputs.
    ///
    /// - Parameters:
    ///   - folder: The model folder.
    ///   - configuration: Its configuration, possibly with other labels and dropout than the file's.
    ///   - head: The task head.
    ///   - keepsHead: Whether the checkpoint's head may be used, which is wrong when it stands for other labels.
    ///   - device: Where the weights are to live.
    ///   - seed: Decides the created weights.
    /// - Returns: The model, and what was created or ignored.
    /// - Throws: ``/Checkpoints/CheckpointError`` if the files cannot be read, ``ModelError`` with code
    ///   `missingWeight`, `wrongShape` or `notFinite` if the weights do not fit.
    public static func load(
        folder: String,
        configuration: BERTConfiguration,
        head: any TaskHead,
        keepsHead: Bool = true,
        device: any Device,
        seed: UInt64
    ) throws -> (model: BERTModel, report: LoadReport) {
        let checkpoint = try Checkpoint.open(folder)
        let model = BERTModel(zero: configuration, head: head, device: device)
        let report = try model.copyWeights(from: checkpoint, keepsHead: keepsHead)
        let missing = Set(report.created + report.replaced)
        for parameter in model.parameters.parameters where missing.contains(parameter.name) {
            model.initialize(parameter, seed: seed)
        }
        return (model, report)
    }

    private func copyWeights(from checkpoint: Checkpoint, keepsHead: Bool) throws -> LoadReport {
        let headNames = Set(head.declarations(configuration).map(\.name))
        var report = LoadReport()
        var found: [String: TensorDescription] = [:]
        for description in checkpoint.tensors {
            let name = CheckpointNames.canonical(description.name, headNames: headNames)
            guard let name, parameters.contains(name), keepsHead || !headNames.contains(name) else {
                report.ignored.append(description.name)
                continue
            }
            found[name] = description
        }
        for parameter in parameters.parameters {
            let isHead = headNames.contains(parameter.name)
            guard let description = found[parameter.name] else {
                guard isHead || parameter.name.hasPrefix("bert.pooler.") else {
                    throw ModelError(
                        .missingWeight,
                        "not in the checkpoint; is this a BERT with \(configuration.hiddenLayerCount) layers?",
                        path: checkpoint.path,
                        field: parameter.name
                    )
                }
                report.created.append(parameter.name)
                continue
            }
            guard description.shape == parameter.shape else {
                guard isHead else {
                    throw ModelError(
                        .wrongShape,
                        "has the shape \(description.shape) in the checkpoint; config.json asks for \(parameter.shape)",
                        path: checkpoint.path,
                        field: description.name
                    )
                }
                report.replaced.append(parameter.name)
                continue
            }
            unsafe try device.withHostMemory(of: parameters[parameter.name]) { memory in
                unsafe try checkpoint.readFloats(description.name, into: memory)
                guard unsafe memory.allSatisfy(\.isFinite) else {
                    throw ModelError(
                        .notFinite,
                        "holds NaN or an infinity; the file is damaged, fetch it again",
                        path: checkpoint.path,
                        field: description.name
                    )
                }
            }
        }
        return report
    }
}
