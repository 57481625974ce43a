internal import Checkpoints
internal import Foundation
public import StrictJSON

/// What a run folder's `task.json` says: the kind of task, and how its answers are decoded.
///
/// transformers has no place for either; the file is beside its own and does not disturb it.
public struct TaskDescription: Sendable {
    /// The task's name, such as `question-answering`.
    public let name: String
    /// The settings, as the task wrote them.
    public let settings: JSONObject

    static let fileName = "task.json"

    init(name: String, settings: JSONObject) {
        self.name = name
        self.settings = settings
    }

    /// Reads a folder's `task.json`; `nil` if there is none.
    ///
    /// - Parameter folder: The folder.
    /// - Throws: ``PredictionError`` with code `badDescription` if it can't be read.
    public init?(folder: String) throws(PredictionError) {
        let path = folder + "/" + Self.fileName
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw PredictionError(.badDescription, "can't be read; check its permissions", path: path)
        }
        let value: JSONValue
        do {
            value = try JSONValue.parse(Array(data))
        } catch {
            throw PredictionError(.badDescription, "\(error)", path: path)
        }
        guard let name = value.object?["task"]?.string else {
            throw PredictionError(.badDescription, "task: the name of a task was expected", path: path)
        }
        self.name = name
        settings = value.object?["settings"]?.object ?? JSONObject()
    }

    /// The file's bytes.
    var bytes: [UInt8] {
        JSONValue.object(JSONObject([.init("task", .string(name)), .init("settings", .object(settings))]))
            .serialized(pretty: true) + [UInt8(ascii: "\n")]
    }
}
