/// Which rule orders the examples of an epoch.
public enum BatchOrderKind: String, Sendable, CaseIterable {
    /// BERTune's own order: an unbiased shuffle that is a pure function of seed, epoch and example count.
    case bertune
    /// The order of the Hugging Face trainer, so that two loss curves can be compared step by step.
    case reference
}
