import Checkpoints
import Foundation
import TextData

/// The answers for the benchmark's server: a file for each task, and all of them in one archive.
struct GLUESubmission {
    /// The archive, if there is anything in it.
    let path: String?
    /// The files in it.
    let files: [String]
    /// The files that the server wants and that are not in it, with what is missing where that is the test data.
    let missing: [(file: String, reason: String?)]

    /// The names of all files that the server wants.
    static let names: [String] = GLUELayout.all.flatMap { layout in
        layout.parts.compactMap { layout.submissionName(of: $0) }
    }

    /// Writes the answers to one test set.
    ///
    /// - Parameters:
    ///   - answers: The answers in the test set's order.
    ///   - name: The name that the server wants, without `.tsv`.
    ///   - output: The output folder.
    /// - Throws: `CheckpointError` with code `writeFailed`.
    static func write(_ answers: [String], name: String, output: String) throws {
        var text = "index\tprediction\n"
        for (index, answer) in answers.enumerated() { text += "\(index)\t\(answer)\n" }
        let folder = output + "/submission"
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw CheckpointError(.writeFailed, "can't be made: \(error.localizedDescription)", path: folder)
        }
        try DurableFile.write(Array(text.utf8), to: "\(folder)/\(name).tsv")
    }

    /// Packs the answers to all measured tasks, those of earlier commands too, into `submission.zip`.
    ///
    /// Answers of a run that is gone are left out, and the archive is removed if no others are there.
    ///
    /// - Parameters:
    ///   - output: The output folder.
    ///   - tasks: The tasks whose runs stand in the folder.
    ///   - data: The benchmark's folder, to say which test data are missing.
    /// - Throws: `CheckpointError` with code `writeFailed`.
    init(pack output: String, tasks: [String], data: String) throws {
        var archive = StoredZip()
        var files: [String] = []
        var missing: [(String, String?)] = []
        for layout in GLUELayout.all {
            for part in layout.parts {
                guard let name = layout.submissionName(of: part).map({ $0 + ".tsv" }) else { continue }
                if tasks.contains(layout.name),
                    let content = FileManager.default.contents(atPath: "\(output)/submission/\(name)")
                {
                    try archive.add(name, Array(content))
                    files.append(name)
                } else {
                    let isThere = layout.path(of: part, in: data) != nil
                    missing.append((name, isThere ? nil : "there is no \(layout.paths(of: part, in: data)[0])"))
                }
            }
        }
        let path = output + "/submission.zip"
        if files.isEmpty {
            try? FileManager.default.removeItem(atPath: path)
        } else {
            try DurableFile.write(archive.archive, to: path)
        }
        self.path = files.isEmpty ? nil : path
        self.files = files
        self.missing = missing
    }

    /// What is in the archive and what it lacks, for a person.
    var lines: [String] {
        guard let path else { return ["There are no answers to submit: none of the tasks' test data are there."] }
        var lines = ["\(path) holds " + files.joined(separator: ", ")]
        if !missing.isEmpty {
            let lacking = missing.map { $0.file + ($0.reason.map { " (\($0))" } ?? "") }
            lines.append("It lacks " + lacking.joined(separator: ", "))
            lines.append("The benchmark's server takes it only with all \(Self.names.count) files.")
        }
        return lines
    }
}
