internal import BERT
internal import Prediction
internal import Tensors

/// Keeps the best evaluated weights of a run: on disk where there is a run folder, else in memory.
final class BestWeights {
    /// The evaluation of the weights that are kept, or `nil`.
    private(set) var report: EvaluationReport?
    private let classifier: TextClassifier
    private let folder: RunFolder?
    private var values: [Float] = []

    init(classifier: TextClassifier, folder: RunFolder?) {
        self.classifier = classifier
        self.folder = folder
    }

    /// Keeps the classifier's present weights.
    ///
    /// - Parameter report: How they did.
    /// - Throws: ``/Checkpoints/CheckpointError`` if they cannot be written; what was kept before is unharmed.
    ///   ``RunFolderError`` if they can't take an earlier run's place.
    func keep(_ report: EvaluationReport) throws {
        if let folder {
            try classifier.saveWeights(to: folder.workingFolder.path)
            try folder.replaceEarlierRun()
        } else {
            values = classifier.model.device.read(classifier.model.parameters.values)
        }
        self.report = report
    }

    /// Gives the classifier the kept weights back.
    func restore() throws {
        if let folder {
            try classifier.model.restoreWeights(from: folder.weightsPath)
        } else {
            let model = classifier.model
            unsafe model.device.withHostMemory(of: model.parameters.values) { memory in
                _ = unsafe memory.update(fromContentsOf: values)
            }
        }
    }
}
