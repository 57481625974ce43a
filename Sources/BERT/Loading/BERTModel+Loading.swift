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
            // A head of the same name that was trained for something else is there, and yet new.
            let others = created.filter(ignored.contains)
            let created = created.filter { !others.contains($0) }
            let replaced = others + replaced
            let ignored = ignored.filter { !others.contains($0) }
            if !created.isEmpty {
                notes.append("new weights (not in the checkpoint): \(created.joined(separator: ", "))")
            }
            if !replaced.isEmpty {
                notes.append(
                    "new weights (the checkpoint's are for another task or other labels): \(replaced.joined(separator: ", "))"
                )
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
        // Before the model takes memory: what config.json asks for may be far more than the files hold.
        let match = try CheckpointMatch(checkpoint, configuration: configuration, head: head, keepsHead: keepsHead)
        let model = BERTModel(zero: configuration, head: head, device: device)
        for parameter in model.parameters.parameters {
            if let description = match.found[parameter.name] {
                try model.copy(description.name, of: checkpoint, into: parameter)
            } else {
                model.initialize(parameter, seed: seed)
            }
        }
        return (model, match.report)
    }

    private func copy(_ name: String, of checkpoint: Checkpoint, into parameter: ParameterStore.Parameter) throws {
        let tensor = parameters[parameter.name]
        unsafe try device.withHostMemory(of: tensor) { memory in
            unsafe try checkpoint.readFloats(name, into: memory)
        }
        // The squares of floats add up to a finite double, unless one of them is NaN or infinite.
        guard device.sumOfSquares(tensor).isFinite else {
            throw ModelError(
                .notFinite,
                "holds NaN or an infinity; the file is damaged, fetch it again",
                path: checkpoint.path,
                field: name
            )
        }
    }
}
