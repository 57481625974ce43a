public import Prediction

/// Everything a training run is made from: `recipe.yaml` of its run folder.
///
/// A run folder's file can be given back to `bertune train --recipe` to run the same thing again; a file that a
/// person writes may hold as few of the keys as it likes.
public struct RunDescription: Sendable, Equatable {
    /// The part that a data file plays.
    public enum DataRole: String, Sendable, CaseIterable {
        /// What the model is trained on.
        case training
        /// What decides which model is best.
        case validation
        /// What measures the result.
        case test
    }

    /// The version of BERTune that wrote the description; `nil` if a person did.
    public var version: String?
    /// The task's name on the Hugging Face Hub, such as `text-classification`.
    public var task: String?
    /// The pretrained model: a folder or a Hub id.
    public var model: String?
    /// The labels, in the order of their ids.
    public var labels: [String]?
    /// What else was said about the task.
    public var options = TaskOptions()
    /// The data files.
    public var data: [DataRole: DataSource] = [:]
    /// How the data files are read.
    public var layout = DataLayout()
    /// How the model is fine-tuned.
    public var recipe = Recipe()

    /// A description that holds the default recipe and nothing else.
    public init() {}
}
