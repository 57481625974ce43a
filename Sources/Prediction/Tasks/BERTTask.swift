public import BERT
public import EvaluationMetrics
public import StrictJSON
public import Tensors
public import TextData

/// One kind of task, from the data file to the metric.
///
/// A task is a small value: the labels and the settings of decoding. Everything that differs from one kind of task to
/// another is here, and nothing else is: loading and saving (``TaskModel``), training (`Trainer`) and the run folder
/// work for any type that conforms. So evaluation in training, `evaluate` and `predict` share one decoder.
///
/// What the command line wants beyond that is ``RegisteredTask``. Documentation/WriteYourOwnTask.md writes a task.
public protocol BERTTask: Sendable {
    /// What the task learns from.
    associatedtype Dataset: ExampleSet
    /// One sequence as the model reads it.
    associatedtype Feature: TaskFeature
    /// What the model says about one example.
    associatedtype Answer: Sendable
    /// How good the answers are.
    associatedtype Evaluation: TaskEvaluation

    /// The task's name on the Hugging Face Hub, such as `text-classification`.
    var name: String { get }
    /// The layers on top of the encoder.
    var head: any TaskHead { get }
    /// The labels in the order of the model's outputs; empty where outputs are not labels.
    var labelNames: [String] { get }
    /// The most tokens of a sequence where nobody says otherwise.
    static var usualLength: Int { get }
    /// Whether the task's targets are numbers, which have no classes to weigh and no labels to smooth.
    static var learnsNumbers: Bool { get }
    /// How answers are decoded, kept in the run folder's `task.json`: thresholds, limits.
    var settings: JSONObject { get }

    /// Writes what transformers wants to know of the task, labels and problem type, where there is a class for it.
    ///
    /// - Parameter configuration: The model's configuration.
    func describe(in configuration: inout BERTConfiguration)

    /// This task for a model that already has a head.
    ///
    /// - Parameter configuration: The model's configuration.
    /// - Returns: The task, with the model's order of the labels where they are the same, and whether the model's head
    ///   stands for exactly this task.
    func adopting(_ configuration: BERTConfiguration) -> (task: Self, keepsHead: Bool)

    /// Checks that a data set can be trained or evaluated on: that every label is known.
    ///
    /// - Parameter dataset: The data.
    /// - Throws: ``/TextData/DataError``, naming the line.
    func check(_ dataset: Dataset) throws(DataError)

    /// What the owner of the data should know before training, a line each.
    ///
    /// - Parameters:
    ///   - training: The training data.
    ///   - validation: The validation data, if there are any.
    /// - Returns: The lines.
    /// - Throws: ``/TextData/DataError`` with code `scratchFailed` if there is no room on the disk to find out.
    func warnings(training: Dataset, validation: Dataset?) throws -> [String]

    /// Tokenizes a data set.
    ///
    /// - Parameters:
    ///   - dataset: The data.
    ///   - context: Tokenizer, length and threads.
    ///   - withTargets: Whether each example must say what the model should answer.
    /// - Returns: The features in the examples' order, and what did not fit.
    /// - Throws: ``/TextData/DataError``, naming the line.
    func features(of dataset: Dataset, context: FeatureContext, withTargets: Bool) throws -> FeatureSet<Feature>

    /// What a feature counts in the mean loss: 1 for an example, the number of its labelled words for a sentence.
    ///
    /// - Parameters:
    ///   - feature: A feature with targets.
    ///   - options: Smoothing and class weights.
    /// - Returns: The weight; 0 for a feature without a target.
    func lossWeight(of feature: Feature, options: LossOptions) -> Double

    /// How many targets of each class there are, for weights that balance them.
    ///
    /// - Parameter features: All training features; the windows of one text count as one.
    /// - Returns: A count for each of ``labelNames``, or `nil` if the loss knows no class weights.
    func classCounts(of features: some Sequence<Feature>) -> [Double]?

    /// The loss of a batch, whose gradient the tape records.
    ///
    /// - Parameters:
    ///   - logits: The head's outputs for the batch.
    ///   - features: The batch, each with targets.
    ///   - options: Smoothing and class weights.
    ///   - normalizer: What the sum of losses is divided by.
    ///   - tape: The tape of this forward pass.
    /// - Returns: The sum of the losses, divided by `normalizer`.
    func loss(
        _ logits: Tensor,
        of features: [Feature],
        options: LossOptions,
        normalizer: Double,
        tape: Tape
    ) -> Double

    /// What the model says about each example.
    ///
    /// - Parameters:
    ///   - logits: The head's outputs, `[features][rows * outputs]`, where a feature has one row or one per token.
    ///   - features: The features, in the same order.
    ///   - dataset: The examples they were made of.
    /// - Returns: An answer per example.
    func decode(_ logits: [[Float]], features: [Feature], dataset: Dataset) -> [Answer]

    /// Scores answers.
    ///
    /// - Parameters:
    ///   - answers: An answer per example.
    ///   - dataset: The examples, with what the answers should have been.
    /// - Returns: The scores.
    /// - Throws: ``/TextData/DataError`` if an example can't be scored.
    func evaluate(_ answers: [Answer], dataset: Dataset) throws -> Evaluation

    /// The metrics in a form that can be computed for samples of the examples, to say how sure they are.
    ///
    /// - Parameters:
    ///   - answers: An answer per example.
    ///   - dataset: The examples, with what the answers should have been.
    /// - Returns: The metrics under the names of ``evaluate(_:dataset:)``; `nil` if there are none of this form.
    /// - Throws: ``/TextData/DataError`` if an example can't be scored.
    func sampledMetrics(of answers: [Answer], dataset: Dataset) throws -> (any SampledMetrics)?

    /// The task with a temperature that makes its confidence believable, chosen on labelled data that it was not trained
    /// on.
    ///
    /// - Parameters:
    ///   - answers: The answers on the data.
    ///   - dataset: The data.
    /// - Returns: The task, or `nil` if its answers know no temperature.
    /// - Throws: ``/TextData/DataError`` if an example can't be scored.
    func temperatureScaled(on answers: [Answer], dataset: Dataset) throws -> Self?

    /// Which answers are right, to compare models example by example.
    ///
    /// - Parameters:
    ///   - answers: An answer per example.
    ///   - dataset: The examples, with what the answers should have been.
    /// - Returns: Whether each answer is right; `nil` where answers are more or less right.
    /// - Throws: ``/TextData/DataError`` if an example can't be scored.
    func correctness(of answers: [Answer], dataset: Dataset) throws -> [Bool]?

    /// An example with what was said of it, as a report shows it.
    ///
    /// - Parameters:
    ///   - answer: The answer.
    ///   - example: The example, with what the answer should have been.
    /// - Returns: What to show; `nil` if the task has no form for it.
    func reportExample(_ answer: Answer, of example: Dataset.Example) -> ReportExample?

    /// What a model of this task is able to do, to follow on "How well does it …?".
    var ability: String { get }

    /// What there is to show of the answers beyond the metrics, for the report of a run.
    ///
    /// - Parameters:
    ///   - answers: An answer per example.
    ///   - dataset: The examples, with what the answers should have been.
    /// - Returns: The parts, in the order in which they are shown.
    /// - Throws: ``/TextData/DataError`` if an example can't be scored.
    func report(on answers: [Answer], dataset: Dataset) throws -> [ReportPart]

    /// The names of the metrics that ``evaluate(_:dataset:)`` gives, without the loss.
    var metricNames: [String] { get }
    /// The metric that decides which weights are best where nobody says otherwise.
    var decidingMetric: String { get }

    /// The task with its thresholds chosen on validation data.
    ///
    /// - Parameters:
    ///   - answers: The answers on the validation data.
    ///   - dataset: The validation data.
    /// - Returns: The task, or `nil` if it has no thresholds to choose.
    /// - Throws: ``/TextData/DataError`` if an example can't be scored.
    func calibrated(on answers: [Answer], dataset: Dataset) throws -> Self?
}

extension BERTTask {
    /// 512, as far as BERT's positions reach.
    public static var usualLength: Int { 512 }

    /// False: targets are labels.
    public static var learnsNumbers: Bool { false }

    /// None.
    public var settings: JSONObject { JSONObject() }

    /// None.
    public var labelNames: [String] { [] }

    /// Nothing: there is no transformers class for a task of one's own.
    public func describe(in configuration: inout BERTConfiguration) {}

    /// Nothing is known to be wrong.
    public func check(_ dataset: Dataset) throws(DataError) {}

    /// The same task with a new head.
    public func adopting(_ configuration: BERTConfiguration) -> (task: Self, keepsHead: Bool) { (self, false) }

    /// Nothing to say.
    public func warnings(training: Dataset, validation: Dataset?) -> [String] { [] }

    /// Each feature counts once.
    public func lossWeight(of feature: Feature, options: LossOptions) -> Double { 1 }

    /// No classes to weigh.
    public func classCounts(of features: some Sequence<Feature>) -> [Double]? { nil }

    /// None.
    public func sampledMetrics(of answers: [Answer], dataset: Dataset) throws -> (any SampledMetrics)? { nil }

    /// No form.
    public func reportExample(_ answer: Answer, of example: Dataset.Example) -> ReportExample? { nil }

    /// More or less right.
    public func correctness(of answers: [Answer], dataset: Dataset) throws -> [Bool]? { nil }

    /// No temperature.
    public func temperatureScaled(on answers: [Answer], dataset: Dataset) throws -> Self? { nil }

    /// Answer, in general.
    public var ability: String { "answer" }

    /// Nothing.
    public func report(on answers: [Answer], dataset: Dataset) throws -> [ReportPart] { [] }

    /// Nothing to choose.
    public func calibrated(on answers: [Answer], dataset: Dataset) throws -> Self? { nil }
}

/// How good a model's answers are.
public protocol TaskEvaluation: Sendable {
    /// The metrics, always the same ones in the same order.
    var values: [MetricValue] { get }
    /// What a person wants to see beyond the values, a line each: a table of labels, as a rule.
    var table: [String] { get }
    /// What a program wants to know beyond the values.
    var details: [JSONObject.Member] { get }
}

extension TaskEvaluation {
    /// Nothing more.
    public var table: [String] { [] }
    /// Nothing more.
    public var details: [JSONObject.Member] { [] }
}
