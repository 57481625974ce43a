public import TextData

/// What a training run is going to do, known before it starts.
public struct RunPlanSummary: Sendable {
    /// One set of examples.
    public struct DataSet: Sendable, Equatable {
        /// The part it plays.
        public var role: RunDescription.DataRole
        /// How many examples and tokens there are, and what is cut off.
        public var truncation: TruncationReport

        /// Describes a set of examples.
        public init(role: RunDescription.DataRole, truncation: TruncationReport) {
            self.role = role
            self.truncation = truncation
        }
    }

    /// The task, by its name on the Hub.
    public var task: String
    /// The pretrained model, as it was named.
    public var model: String
    /// The model's parameters, frozen ones among them.
    public var parameters: Int
    /// The labels, in the order of their ids.
    public var labels: [String]
    /// The sets of examples.
    public var dataSets: [DataSet]
    /// The tokens that an example may have.
    public var maximumLength: Int
    /// Batches, steps and epochs.
    public var plan: TrainingPlan
    /// How the model is fine-tuned.
    public var recipe: Recipe
    /// Why the recipe is as it is, where the number of examples chose.
    public var recipeReason: String?
    /// The metric that decides which weights are best.
    public var decidingMetric: String
    /// The threads that compute.
    public var threads: Int
    /// The learning rates of the model's parts; `nil` leaves them out.
    public var groups: ParameterGroups?
    /// The estimated time of training in seconds; `nil` until the first steps have been timed.
    public var estimatedSeconds: Double?

    /// Describes a run.
    public init(
        task: String,
        model: String,
        parameters: Int,
        labels: [String],
        dataSets: [DataSet],
        maximumLength: Int,
        plan: TrainingPlan,
        recipe: Recipe,
        recipeReason: String? = nil,
        decidingMetric: String,
        threads: Int,
        groups: ParameterGroups? = nil,
        estimatedSeconds: Double? = nil
    ) {
        self.task = task
        self.model = model
        self.parameters = parameters
        self.labels = labels
        self.dataSets = dataSets
        self.maximumLength = maximumLength
        self.plan = plan
        self.recipe = recipe
        self.recipeReason = recipeReason
        self.decidingMetric = decidingMetric
        self.threads = threads
        self.groups = groups
        self.estimatedSeconds = estimatedSeconds
    }
}
