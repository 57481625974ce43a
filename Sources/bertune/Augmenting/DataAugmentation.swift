import ArgumentParser
import FineTuning
import Foundation
import Prediction
import StrictJSON
import TextData

/// An augmentation that the command line or a recipe asks for, with the files it needs.
struct DataAugmentation {
    /// A data set after augmentation.
    struct Result<Dataset: ExampleSet> {
        /// The examples, and the new ones behind them.
        let dataset: Dataset
        /// The examples as lines of JSON.
        let originalLines: [JSONObject]
        /// The new ones.
        let addedLines: [JSONObject]
        /// What became of all copies.
        let report: AugmentationReport
    }

    private let method: AugmentationMethod
    private let settings: AugmentationSettings

    /// Prepares an augmentation.
    ///
    /// - Parameters:
    ///   - settings: What is to be done.
    ///   - translation: What translates.
    ///   - model: The model that guesses masked words if the settings name no other.
    ///   - threads: The threads that compute; `nil` for all cores.
    /// - Throws: `ValidationError` if an option that it needs is missing, or what reading its files throws.
    init(
        _ settings: AugmentationSettings,
        translation: AugmentationMethodOptions,
        model: String?,
        threads: Int?
    ) async throws {
        self.settings = settings
        switch settings.method {
        case .synonyms:
            method = .words(SynonymReplacement(try Self.synonyms(settings), rate: settings.changeRate ?? 0.1))
        case .eda:
            method = .words(try Self.easyAugmentation(settings))
        case .masked:
            guard let model = settings.maskedModel ?? model else {
                throw ValidationError("masked needs the model that guesses; name it with --masked-model")
            }
            let folder = try await ModelLocation.folder(of: model)
            let masked = try MaskedLanguageModel(folder: folder, threads: threads)
            method = .words(MaskedWordReplacement(masked, rate: settings.changeRate ?? 0.1))
        case .backTranslation:
            method = .rewriting(try translation.backTranslation(settings))
        }
    }

    /// Makes new examples and puts them behind the given ones.
    ///
    /// - Parameters:
    ///   - dataset: Training data.
    ///   - others: Data that no new example may repeat.
    ///   - seed: What decides every random choice.
    /// - Returns: All examples.
    /// - Throws: `AugmentationError`, or what the method throws.
    func augmented<Dataset: ExampleSet>(
        _ dataset: Dataset,
        avoiding others: [Dataset] = [],
        seed: UInt64
    ) async throws -> Result<Dataset> {
        guard let type = Dataset.Example.self as? any AugmentableExample.Type else {
            throw AugmentationError(
                .unsuitableMethod,
                "examples of this kind can't be augmented; leave the augmentation out",
                path: dataset.path
            )
        }
        return try await augmented(dataset, type, avoiding: others, seed: seed)
    }

    private func augmented<Dataset: ExampleSet, Example: AugmentableExample>(
        _ dataset: Dataset,
        _ type: Example.Type,
        avoiding others: [Dataset],
        seed: UInt64
    ) async throws -> Result<Dataset> {
        let augmenter = Augmenter(
            method,
            options: AugmentationOptions(
                copies: settings.copies,
                seed: seed,
                changesContexts: settings.changesContexts ?? true
            )
        )
        let examples = dataset.examples.compactMap { $0 as? Example }
        let (added, report) = try await augmenter.augmented(
            examples,
            avoiding: others.flatMap { $0.examples.compactMap { $0 as? Example } }
        )
        return Result(
            dataset: Dataset(
                examples: Array(dataset.examples) + added.compactMap { $0 as? Dataset.Example },
                name: dataset.path
            ),
            originalLines: examples.map(\.jsonLine),
            addedLines: added.map(\.jsonLine),
            report: report
        )
    }

    private static func synonyms(_ settings: AugmentationSettings) throws -> SynonymFinder {
        SynonymFinder(try WordNet(folder: settings.wordnet ?? WordNet.defaultFolder))
    }

    private static func easyAugmentation(_ settings: AugmentationSettings) throws -> EasyAugmentation {
        let rate = settings.changeRate ?? 0.1
        let rates = EasyAugmentation.Rates(
            replacement: settings.replacementRate ?? rate,
            insertion: settings.insertionRate ?? rate,
            swap: settings.swapRate ?? rate,
            deletion: settings.deletionRate ?? min(rate, 0.99)
        )
        guard rates != EasyAugmentation.Rates(replacement: 0, insertion: 0, swap: 0, deletion: 0) else {
            throw ValidationError("every rate of eda is 0; leave one above")
        }
        return EasyAugmentation(rates: rates, synonyms: rates.needsSynonyms ? try synonyms(settings) : nil)
    }
}

extension AugmentationMethodOptions {
    /// What translates there and back.
    ///
    /// - Parameter settings: The languages.
    /// - Returns: The rewriting.
    /// - Throws: `ValidationError` if nothing that translates is named; `AugmentationError` for the cache.
    fileprivate func backTranslation(_ settings: AugmentationSettings) throws -> any TextRewriting {
        let cache = try translationCache.map { try TranslationCache(path: $0) }
        let report: (String) -> Void = { StandardError.note($0) }
        let language = settings.language ?? "en"
        let pivots = settings.via.flatMap { $0.isEmpty ? nil : $0 } ?? ["de"]
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
