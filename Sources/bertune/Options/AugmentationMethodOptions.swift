public import ArgumentParser
public import FineTuning
import Foundation
import Prediction
import TextData

extension AugmentationSettings.Method: ExpressibleByArgument {}

/// The options of the methods that make new examples.
struct AugmentationMethodOptions: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: "Part of a text's words that synonyms, masked, and each of eda's operations change. (default: 0.1)"
    )
    var changeRate: Double?

    @Option(parsing: .unconditional, help: "The same for eda's synonyms alone; 0 switches an operation off.")
    var replacementRate: Double?

    @Option(parsing: .unconditional, help: "The same for eda's insertions of synonyms.")
    var insertionRate: Double?

    @Option(parsing: .unconditional, help: "The same for eda's pairs of words that trade places.")
    var swapRate: Double?

    @Option(parsing: .unconditional, help: "The probability with which eda leaves a word out.")
    var deletionRate: Double?

    @Option(
        help: ArgumentHelp("WordNet's files. (default: \(WordNet.defaultFolder), wordnet-base's)", valueName: "folder")
    )
    var wordnet: String?

    @Option(help: ArgumentHelp("The model that guesses masked words, with its head.", valueName: "folder|id"))
    var maskedModel: String?

    @Option(
        help: ArgumentHelp(
            "Translate by a command: lines in, lines out. {source} and {target} stand for the languages; a command "
                + "without them goes there and back by itself.",
            valueName: "command"
        )
    )
    var backTranslateCommand: String?

    @Option(
        help: ArgumentHelp(
            "Translate by a LibreTranslate server; its key, if it wants one, is in LIBRETRANSLATE_API_KEY.",
            valueName: "url"
        )
    )
    var backTranslateURL: String?

    @Option(help: ArgumentHelp("The language of the texts. (default: en)", valueName: "code"))
    var language: String?

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Languages to go by, one for each copy in turn. (default: de)", valueName: "code")
    )
    var via: [String] = []

    @Option(
        help: ArgumentHelp("A file that keeps translations, so that a run broken off goes on.", valueName: "file")
    )
    var translationCache: String?

    @Option(parsing: .unconditional, help: "Texts translated at a time. (default: 256 by a command, 32 by a server)")
    var translationBatch: Int?

    @Option(parsing: .unconditional, help: "Seconds that a batch of translations may take. (default: 600, and 120)")
    var translationTimeout: Double?

    @Flag(help: "Leave the contexts of questions as they are.")
    var questionOnly = false

    func validate() throws {
        guard translationBatch ?? 1 >= 1 else { throw ValidationError("--translation-batch must be at least 1") }
        guard translationTimeout ?? 1 > 0, translationTimeout ?? 1 < 1e6 else {
            throw ValidationError("--translation-timeout must be above 0 and below a million seconds")
        }
        for (option, path) in [("--wordnet", wordnet), ("--translation-cache", translationCache)] {
            try PathCheck.requireName(path, option)
        }
        if backTranslateCommand != nil && backTranslateURL != nil {
            throw ValidationError("--back-translate-command and --back-translate-url exclude each other")
        }
    }

    /// What a recipe file says, with the command line's words over it.
    ///
    /// - Parameters:
    ///   - settings: The recipe file's settings, or those of a method alone.
    ///   - copies: The number of copies that the command line asks for, if it does.
    ///   - copiesOption: The option that does so.
    /// - Returns: The settings to follow.
    /// - Throws: `ValidationError` for a setting out of its range, or one that the method has no use for.
    func applied(
        to settings: AugmentationSettings,
        copies: Int?,
        by copiesOption: String
    ) throws -> AugmentationSettings {
        var settings = overlaid(on: settings)
        settings.copies = copies ?? settings.copies
        if let fault = settings.fault {
            let option = fault.name == "copies" ? copiesOption : OptionName.option(for: fault.name)
            throw ValidationError("\(option) \(fault.message)")
        }
        if settings.method != .backTranslation, let option = firstOfTranslation {
            throw ValidationError("\(option) is of no use to \(settings.method.rawValue); leave it out")
        }
        return settings
    }

    private func overlaid(on settings: AugmentationSettings) -> AugmentationSettings {
        var settings = settings
        settings.changeRate = changeRate ?? settings.changeRate
        settings.replacementRate = replacementRate ?? settings.replacementRate
        settings.insertionRate = insertionRate ?? settings.insertionRate
        settings.swapRate = swapRate ?? settings.swapRate
        settings.deletionRate = deletionRate ?? settings.deletionRate
        settings.wordnet = wordnet ?? settings.wordnet
        settings.maskedModel = maskedModel ?? settings.maskedModel
        settings.language = language ?? settings.language
        settings.via = via.isEmpty ? settings.via : via
        if questionOnly { settings.changesContexts = false }
        return settings
    }

    /// The first of the options that is given, or `nil` if none is.
    var firstGiven: String? {
        let settings = overlaid(on: AugmentationSettings(.eda))
        return settings.givenNames.first.map(OptionName.option) ?? firstOfTranslation
    }

    /// The first option given that says how to translate.
    private var firstOfTranslation: String? {
        let options = [
            ("--back-translate-command", backTranslateCommand != nil),
            ("--back-translate-url", backTranslateURL != nil),
            ("--translation-cache", translationCache != nil), ("--translation-batch", translationBatch != nil),
            ("--translation-timeout", translationTimeout != nil),
        ]
        return options.first(where: \.1)?.0
    }

    /// Refuses `--question-only` where there are no questions.
    ///
    /// - Parameters:
    ///   - task: What the examples are for.
    ///   - name: The task's name.
    /// - Throws: `ValidationError`.
    func refuseQuestionOnly(_ task: (some RegisteredTask).Type, named name: String) throws {
        guard questionOnly, !task.asksQuestions else { return }
        throw ValidationError("--question-only is of no use to \(name), which has no questions; leave it out")
    }
}
