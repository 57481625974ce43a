import BERT
import Checkpoints
import FineTuning
import Prediction
import TextData
import Tokenization

/// The exit statuses of `bertune`: those of `sysexits.h`, which scripts can tell apart.
enum ExitStatus: Int32 {
    /// The command line is wrong.
    case usage = 64
    /// A file was read and is not what it should be.
    case badInput = 65
    /// A file that is to be read is not there, or can't be opened.
    case missingInput = 66
    /// The network or the other side can't be reached.
    case unavailable = 69
    /// Anything that has no status of its own.
    case internalError = 70
    /// Something can't be written.
    case failedWrite = 74
    /// Training diverged; another recipe may not.
    case diverged = 75
}

extension ExitStatus {
    /// The status for an error: the one table that maps every module's codes.
    ///
    /// - Parameter error: What a command threw.
    init(_ error: any Error) {
        switch error {
        case let error as RecipeError:
            switch error.code {
            case .unreadableFile: self = .missingInput
            case .invalidSyntax, .unknownKey, .invalidValue, .conflictingValues: self = .badInput
            }
        case let error as RunFolderError:
            switch error.code {
            case .notEmpty, .notARunFolder, .notAFolder: self = .usage
            case .writeFailed: self = .failedWrite
            }
        case let error as DataError:
            switch error.code {
            case .unreadableFile: self = .missingInput
            case .scratchFailed: self = .failedWrite
            default: self = .badInput
            }
        case let error as CheckpointError:
            switch error.code {
            case .notFound, .unreadable, .notOnHub: self = .missingInput
            case .malformed, .unsafeContent, .unsupported, .missingTensor, .wrongShape, .checksumMismatch:
                self = .badInput
            case .writeFailed: self = .failedWrite
            case .invalidName: self = .usage
            case .offline, .network, .forbidden: self = .unavailable
            }
        case let error as TokenizationError:
            switch error.code {
            case .fileNotReadable: self = .missingInput
            default: self = .badInput
            }
        case let error as ModelError:
            switch error.code {
            case .unreadable: self = .missingInput
            default: self = .badInput
            }
        case let error as PredictionError:
            switch error.code {
            case .noHead, .vocabularyMismatch, .badLength, .badDescription: self = .badInput
            }
        case let error as TaskOptionError: self = error.option == nil ? .badInput : .usage
        case let error as TrainingError:
            switch error.code {
            case .diverged: self = .diverged
            }
        case let error as AugmentationError:
            switch error.code {
            case .missingWordNet: self = .missingInput
            case .malformedWordNet: self = .badInput
            case .unsuitableMethod: self = .usage
            case .commandFailed, .badTranslation, .timedOut, .refused, .unreachable: self = .unavailable
            case .cacheFailed: self = .failedWrite
            }
        case let error as InputError: self = error.isMissing ? .missingInput : .badInput
        case is OutputError: self = .failedWrite
        default: self = .internalError
        }
    }
}
