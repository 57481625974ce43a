import Foundation
import Prediction

extension RegisteredTask {
    /// A command that asks a model of this task something.
    ///
    /// - Parameter folder: The model's folder.
    /// - Returns: The command, as a shell takes it.
    func askingCommand(folder: String) -> String {
        let sample = sampleInput
        let start = "bertune predict " + Self.quoted(folder)
        guard Self.asksQuestions else {
            return start + " \"\(sample.text)\"" + (sample.pair.map { " --pair \"\($0)\"" } ?? "")
        }
        return start + " --question \"\(sample.pair ?? "")\" --context \"\(sample.text)\""
    }

    /// A path in quotes, if it has characters that mean something to a shell.
    private static func quoted(_ path: String) -> String {
        let isPlain = path.wholeMatch(of: /[A-Za-z0-9_.\/:@%+,-][A-Za-z0-9_.\/:@%+,~-]*/) != nil
        return isPlain ? path : "'" + path.replacing("'", with: "'\\''") + "'"
    }
}
