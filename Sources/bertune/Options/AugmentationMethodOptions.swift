public import ArgumentParser
import Foundation
import Prediction
import TextData

/// The ways of making new examples, by their names on the command line.
public enum AugmentationName: String, ExpressibleByArgument, CaseIterable, Sendable {
    /// Synonyms from WordNet.
    case synonyms
    /// Random swaps, deletions, insertions and synonyms.
    case eda
    /// What a masked language model expects.
    case masked
    /// There and back by another language.
    case backTranslation = "back-translation"
}

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

    @Option(help: ArgumentHelp("The language of the texts.", valueName: "code"))
    var language = "en"

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
        let rates = [
            ("--change-rate", changeRate), ("--replacement-rate", replacementRate), ("--insertion-rate", insertionRate),
            ("--swap-rate", swapRate), ("--deletion-rate", deletionRate),
        ]
        for (option, rate) in rates {
            if let rate, !(0...1).contains(rate) {
                throw ValidationError("\(option) must be from 0 to 1, but is \(rate)")
            }
        }
        if changeRate == 0 { throw ValidationError("--change-rate must be above 0: nothing would be changed") }
        if deletionRate == 1 { throw ValidationError("--deletion-rate must be below 1: a word has to stay") }
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

    /// The method of a name.
    ///
    /// - Parameters:
    ///   - name: The name.
    ///   - model: The model that guesses masked words if no other is named.
    ///   - threads: The threads that compute; `nil` for all cores.
    /// - Returns: The method, its files read.
    /// - Throws: `ValidationError` if an option that it needs is missing, or what reading its files throws.
    func method(_ name: AugmentationName, model: String?, threads: Int?) async throws -> AugmentationMethod {
        switch name {
        case .synonyms:
            return .words(SynonymReplacement(try synonyms(), rate: changeRate ?? 0.1))
        case .eda:
            let rate = changeRate ?? 0.1
            let rates = EasyAugmentation.Rates(
                replacement: replacementRate ?? rate,
                insertion: insertionRate ?? rate,
                swap: swapRate ?? rate,
                deletion: deletionRate ?? min(rate, 0.99)
            )
            guard rates != EasyAugmentation.Rates(replacement: 0, insertion: 0, swap: 0, deletion: 0) else {
                throw ValidationError("every rate of eda is 0; leave one above")
            }
            return .words(EasyAugmentation(rates: rates, synonyms: rates.needsSynonyms ? try synonyms() : nil))
        case .masked:
            guard let model = maskedModel ?? model else {
                throw ValidationError("masked needs the model that guesses; name it with --masked-model")
            }
            let folder = try await ModelLocation.folder(of: model)
            let masked = try MaskedLanguageModel(folder: folder, threads: threads)
            return .words(MaskedWordReplacement(masked, rate: changeRate ?? 0.1))
        case .backTranslation:
            return .rewriting(try backTranslation())
        }
    }

    private func synonyms() throws -> SynonymFinder {
        SynonymFinder(try WordNet(folder: wordnet ?? WordNet.defaultFolder))
    }

    private func backTranslation() throws -> any TextRewriting {
        let cache = try translationCache.map { try TranslationCache(path: $0) }
        let report: (String) -> Void = { StandardError.note($0) }
        let pivots = via.isEmpty ? ["de"] : via
        if let command = backTranslateCommand {
            let translator = CommandTranslator(
                command: command,
                batchSize: translationBatch ?? 256,
                timeout: .seconds(translationTimeout ?? 600)
            )
            guard CommandTranslator.namesLanguages(command) else {
                return RoundTrip(translator, cache: cache, progress: report)
            }
            return BackTranslation(translator, language: language, pivots: pivots, cache: cache, progress: report)
        }
        guard let address = backTranslateURL else {
            throw ValidationError(
                "back-translation needs --back-translate-command or --back-translate-url to say what translates"
            )
        }
        guard let url = URL(string: address), let scheme = url.scheme, ["http", "https"].contains(scheme.lowercased()),
            url.host != nil
        else { throw ValidationError("--back-translate-url must be an address such as http://localhost:5000") }
        var patience = LibreTranslate.Patience()
        if let translationTimeout { patience.timeout = .seconds(translationTimeout) }
        let translator = LibreTranslate(
            endpoint: url,
            key: ProcessInfo.processInfo.environment["LIBRETRANSLATE_API_KEY"],
            batchSize: translationBatch ?? 32,
            patience: patience
        )
        return BackTranslation(translator, language: language, pivots: pivots, cache: cache, progress: report)
    }
}
