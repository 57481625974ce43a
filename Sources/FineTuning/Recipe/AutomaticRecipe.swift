#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Epochs, learning rate and batch size chosen by the number of training examples.
///
/// Small data sets want more passes, smaller batches and a higher rate to be learned at all; large ones need neither.
/// The table is the field's practice, after the grids of Devlin et al. (2019) and Mosbach et al. (2021):
///
/// | examples | epochs | learning rate | batch |
/// |---|---|---|---|
/// | under 5,000 | 5–10 | 3e-5–5e-5 | 8–16 |
/// | 5,000 to 50,000 | 3–5 | 2e-5–3e-5 | 16–32 |
/// | over 50,000 | 2–3 | 1e-5–2e-5 | 32–64 |
///
/// Within a band, values are interpolated in the logarithm of the number of examples, between 500 examples (10 epochs,
/// 5e-5, batches of 8), 5,000 (5, 3e-5, 16), 50,000 (3, 2e-5, 32) and 500,000 (2, 1e-5, 64), and rounded: epochs to
/// whole ones, rates to multiples of 5e-6, batches to powers of two. Fewer than 500 are treated as 500, more than
/// 500,000 as 500,000.
///
/// ```swift
/// let automatic = AutomaticRecipe(exampleCount: 1_200)
/// print(automatic.reason)  // 1,200 examples: under 5,000, so …
/// ```
public struct AutomaticRecipe: Sendable, Equatable {
    /// A value that the number of examples decides.
    public enum Choice: String, Sendable, CaseIterable {
        /// ``Recipe/epochs``.
        case epochs
        /// ``Recipe/learningRate``.
        case learningRate
        /// ``Recipe/batchSize``.
        case batchSize
    }

    /// The number of training examples.
    public let exampleCount: Int
    /// Passes over the training data.
    public let epochs: Double
    /// The learning rate at its peak.
    public let learningRate: Double
    /// Examples per optimizer step.
    public let batchSize: Int

    /// Chooses for a number of examples.
    ///
    /// - Parameter exampleCount: The training examples that are left once validation data have been held back.
    public init(exampleCount: Int) {
        self.exampleCount = exampleCount
        // 0 at 500 examples, and 1 more with every ten times as many.
        let position = min(max(log10(Double(max(exampleCount, 1)) / 500), 0), 3)
        let band = min(Int(position), 2)
        let part = position - Double(band)
        func between(_ values: [Double]) -> Double {
            values[band] + (values[band + 1] - values[band]) * part
        }
        epochs = between([10, 5, 3, 2]).rounded()
        learningRate = (between([10, 6, 4, 2]).rounded() * 5) / 1e6
        batchSize = 1 << Int((3 + position).rounded())
    }

    /// A recipe in which the chosen values stand, save those that somebody set.
    ///
    /// ``batchSize`` is that of an optimizer step: where gradients of several passes are summed, each pass has a part
    /// of it.
    ///
    /// - Parameters:
    ///   - recipe: The recipe.
    ///   - set: What has been set and stays as it is.
    /// - Returns: The recipe, completed.
    public func completing(_ recipe: Recipe, except set: Set<Choice> = []) -> Recipe {
        var recipe = recipe
        if !set.contains(.epochs) { recipe.epochs = epochs }
        if !set.contains(.learningRate) { recipe.learningRate = learningRate }
        if !set.contains(.batchSize) { recipe.batchSize = max(1, batchSize / recipe.gradientAccumulationSteps) }
        return recipe
    }
}

extension AutomaticRecipe {
    /// What was chosen and why, in a line.
    ///
    /// - Parameter set: What somebody set, and what is therefore not spoken of.
    /// - Returns: Such as `1,200 examples: under 5,000, so 8 epochs (of 5–10), …`; `nil` where nothing was chosen.
    public func reason(except set: Set<Choice> = []) -> String? {
        let band = exampleCount < 5_000 ? 0 : exampleCount <= 50_000 ? 1 : 2
        let bands = [
            ("under 5,000", "5–10", "3e-5–5e-5", "8–16"), ("5,000 to 50,000", "3–5", "2e-5–3e-5", "16–32"),
            ("over 50,000", "2–3", "1e-5–2e-5", "32–64"),
        ][band]
        var values: [String] = []
        if !set.contains(.epochs) { values.append("\(Int(epochs)) epochs (of \(bands.1))") }
        if !set.contains(.learningRate) { values.append("learning rate \(learningRate) (of \(bands.2))") }
        if !set.contains(.batchSize) { values.append("batches of \(batchSize) (of \(bands.3))") }
        guard !values.isEmpty else { return nil }
        let count = RunPlanSummary.grouped(exampleCount)
        return "\(count) examples: \(bands.0), so " + values.joined(separator: ", ")
    }
}

extension Recipe {
    /// The default recipe with epochs, learning rate and batch size for a number of training examples.
    ///
    /// - Parameter exampleCount: The number of training examples.
    /// - Returns: The recipe, see ``AutomaticRecipe``.
    public static func automatic(exampleCount: Int) -> Recipe {
        AutomaticRecipe(exampleCount: exampleCount).completing(Recipe())
    }
}
