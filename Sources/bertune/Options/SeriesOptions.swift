import ArgumentParser
import FineTuning

/// The options that make several runs of one recipe.
struct SeriesOptions: ParsableArguments {
    @Option(
        name: .customLong("seeds"),
        parsing: .upToNextOption,
        help: ArgumentHelp(
            """
            Train once with each of these seeds, as in --seeds 1 2 3: a run folder for each in --output, and a table \
            of mean and spread.
            """,
            valueName: "seed"
        )
    )
    var seedTexts: [String] = []

    /// The seeds; those that are no whole numbers are refused by ``validate()``.
    var seeds: [UInt64] {
        seedTexts.flatMap(Self.parts).compactMap { UInt64($0) }
    }

    /// What stands between the commas of a word, also where nothing does.
    private static func parts(of text: String) -> [Substring] {
        text.split(separator: ",", omittingEmptySubsequences: false)
    }

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            """
            Cross-validate: cut the training data into N parts and train N times, each time validating on another \
            part.
            """,
            valueName: "N"
        )
    )
    var folds: Int?

    func validate() throws {
        for text in seedTexts where Self.parts(of: text).contains(where: { UInt64($0) == nil }) {
            throw ValidationError(
                "--seeds takes whole numbers of at least 0, as in --seeds 1 2 3, and '\(text)' is none"
            )
        }
        if seeds.count == 1 {
            throw ValidationError(
                "--seeds takes the seeds themselves, two or more, as in --seeds 1 2 3; for one run say --seed \(seeds[0])"
            )
        }
        if Set(seeds).count < seeds.count { throw ValidationError("--seeds has a seed twice; give each once") }
        if let folds, folds < 2 { throw ValidationError("--folds must be at least 2, but is \(folds)") }
        if !seeds.isEmpty, folds != nil {
            throw ValidationError("--seeds and --folds exclude each other; give one of them")
        }
    }

    /// One run of several.
    struct Member {
        /// Its name and its folder's.
        let name: String
        /// What it is made from.
        let description: RunDescription
    }

    /// The runs that are asked for; none if it is a single one.
    ///
    /// Runs with different seeds hold back the same examples, or their validation data would differ as well.
    ///
    /// - Parameter description: What all of them are made from.
    /// - Returns: The runs.
    func members(of description: RunDescription) -> [Member] {
        var description = description
        description.layout.splitSeed = description.layout.splitSeed ?? description.recipe.seed
        if let folds {
            return (1...folds).map { fold in
                var member = description
                member.data[.validation] = nil
                member.layout.validationSplit = nil
                (member.layout.folds, member.layout.fold) = (folds, fold)
                return Member(name: "fold-\(fold)", description: member)
            }
        }
        let isSplit = description.layout.validationSplit != nil || description.layout.folds != nil
        if !isSplit { description.layout.splitSeed = nil }
        return seeds.map { seed in
            var member = description
            member.recipe.seed = seed
            return Member(name: "seed-\(seed)", description: member)
        }
    }
}
