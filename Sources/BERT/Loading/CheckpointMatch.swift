internal import Checkpoints
internal import Tensors

/// Which tensor of a checkpoint is which parameter of a model; found out without reading an element.
struct CheckpointMatch {
    /// The tensors to read, by the names of the parameters.
    private(set) var found: [String: TensorDescription] = [:]
    /// What is to be created, and what is left over.
    private(set) var report = BERTModel.LoadReport()

    /// Matches a checkpoint with the parameters that a configuration and a head ask for.
    ///
    /// - Throws: ``ModelError`` with code `missingWeight` or `wrongShape`.
    init(
        _ checkpoint: Checkpoint,
        configuration: BERTConfiguration,
        head: any TaskHead,
        keepsHead: Bool
    ) throws(ModelError) {
        let declarations = BERTModel.declarations(configuration, head: head)
        let names = Set(declarations.map(\.name))
        let headNames = Set(head.declarations(configuration).map(\.name))
        for description in checkpoint.tensors {
            let name = CheckpointNames.canonical(description.name, headNames: headNames)
            guard let name, names.contains(name), keepsHead || !headNames.contains(name) else {
                // A layer too many would be left out in silence, and every answer would be another model's.
                if let name, name.hasPrefix("bert.encoder."), !name.hasSuffix("position_ids") {
                    throw ModelError(
                        .wrongShape,
                        "belongs to no layer: config.json says that there are \(configuration.hiddenLayerCount)",
                        path: checkpoint.path,
                        field: description.name
                    )
                }
                report.ignored.append(description.name)
                continue
            }
            guard found.updateValue(description, forKey: name) == nil else {
                throw ModelError(
                    .wrongShape,
                    "is there twice, under an old name and a new one",
                    path: checkpoint.path,
                    field: description.name
                )
            }
        }
        for declaration in declarations {
            let isHead = headNames.contains(declaration.name)
            guard let description = found[declaration.name] else {
                guard isHead || declaration.name.hasPrefix("bert.pooler.") else {
                    throw ModelError(
                        .missingWeight,
                        "not in the checkpoint; is this a BERT with \(configuration.hiddenLayerCount) layers?",
                        path: checkpoint.path,
                        field: declaration.name
                    )
                }
                report.created.append(declaration.name)
                continue
            }
            guard description.shape != declaration.shape else { continue }
            guard isHead else {
                throw ModelError(
                    .wrongShape,
                    "has the shape \(description.shape) in the checkpoint; config.json asks for \(declaration.shape)",
                    path: checkpoint.path,
                    field: description.name
                )
            }
            found[declaration.name] = nil
            report.replaced.append(declaration.name)
        }
    }
}
