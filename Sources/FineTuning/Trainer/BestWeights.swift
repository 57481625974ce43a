internal import BERT
internal import Prediction
internal import Tensors

/// Keeps the best evaluated weights of a run: on disk where there is a run folder, else in memory.
final class BestWeights<Task: BERTTask> {
    /// The evaluation of the weights that are kept, or `nil`.
    private(set) var report: EvaluationReport?
    private let model: TaskModel<Task>
    private let folder: RunFolder?
    private var values: [Float] = []
    private var task: Task?

    init(_ model: TaskModel<Task>, folder: RunFolder?) {
        self.model = model
        self.folder = folder
    }

    /// Keeps the model's present weights.
    ///
    /// - Parameters:
    ///   - report: How they did.
    ///   - task: The task with the thresholds that belong to them.
    /// - Throws: ``/Checkpoints/CheckpointError`` if they cannot be written; what was kept before is unharmed.
    ///   ``RunFolderError`` if they can't take an earlier run's place.
    func keep(_ report: EvaluationReport, task: Task) throws {
        self.task = task
        if let folder {
            try model.saveWeights(to: folder.workingFolder.path)
            try folder.replaceEarlierRun()
        } else {
            values = model.model.device.read(model.model.parameters.values)
        }
        self.report = report
    }

    /// Gives the model the kept weights back.
    func restore() throws {
        if let task { model.task = task }
        if let folder {
            try model.model.restoreWeights(from: folder.weightsPath)
        } else {
            let model = self.model.model
            unsafe model.device.withHostMemory(of: model.parameters.values) { memory in
                _ = unsafe memory.update(fromContentsOf: values)
            }
        }
    }
}
