/// The version of BERTune.
public enum BERTuneVersion {
    /// The version of this build, as `bertune --version` and `recipe.yaml` say it.
    public static let current = "0.1.0"
}
