internal import Foundation

/// Translates by a command that reads texts from its standard input, one a line, and writes as many lines.
///
/// The command is a line of shell, in which `{source}` and `{target}` stand for the languages:
///
/// ```swift
/// let translator = CommandTranslator(command: "argos-translate --from {source} --to {target}")
/// ```
public struct CommandTranslator: Translator, Sendable {
    /// The command.
    public let command: String
    /// How many lines it is given at a time.
    public let batchSize: Int
    /// How long it may take for them.
    public let timeout: Duration

    /// The command itself.
    public var identity: String { command }

    /// A translator.
    ///
    /// - Parameters:
    ///   - command: A line of shell; `{source}` and `{target}` become the codes of the languages.
    ///   - batchSize: How many lines it is given at a time; a program that takes long to start wants many.
    ///   - timeout: How long it may take for them.
    public init(command: String, batchSize: Int = 256, timeout: Duration = .seconds(600)) {
        self.command = command
        self.batchSize = max(1, batchSize)
        self.timeout = timeout
    }

    /// Whether a command says where the languages go; one that doesn't can only go one way.
    ///
    /// - Parameter command: The command.
    /// - Returns: Whether it names at least one.
    public static func namesLanguages(_ command: String) -> Bool {
        command.contains("{source}") || command.contains("{target}")
    }

    /// Runs the command once.
    ///
    /// - Parameters:
    ///   - texts: The texts, each on one line.
    ///   - source: The code of their language.
    ///   - target: The code of the other language.
    /// - Returns: The lines that it writes.
    /// - Throws: ``AugmentationError`` with code `commandFailed`, `timedOut`, or `badTranslation` if it doesn't write as
    ///   many lines as it is given.
    public func translated(
        _ texts: [String],
        from source: String,
        to target: String
    ) async throws(AugmentationError) -> [String] {
        let line = command.replacing("{source}", with: Self.quoted(source))
            .replacing("{target}", with: Self.quoted(target))
        let output = try await run(line, input: texts.map { $0 + "\n" }.joined())
        guard let text = String(validating: output, as: UTF8.self) else {
            throw failure(.badTranslation, "what it writes is not UTF-8")
        }
        var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            String(Substring(line.last == UInt8(ascii: "\r") ? line.dropLast() : line))
        }
        if lines.last?.isEmpty ?? false { lines.removeLast() }
        guard lines.count == texts.count else {
            throw failure(
                .badTranslation,
                "\(lines.count) lines came back for \(texts.count); it must write one line for each that it reads"
            )
        }
        return lines
    }

    /// Runs a line of shell, with files for its streams: nothing can fill up and wait for the other side.
    private func run(_ line: String, input: String) async throws(AugmentationError) -> Data {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("bertune-translate-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = ["in", "out", "err"].map { folder.appendingPathComponent($0) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", line]
        do {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            try Data(input.utf8).write(to: files[0])
            for file in files.dropFirst() { try Data().write(to: file) }
            process.standardInput = try FileHandle(forReadingFrom: files[0])
            process.standardOutput = try FileHandle(forWritingTo: files[1])
            process.standardError = try FileHandle(forWritingTo: files[2])
        } catch {
            throw failure(.commandFailed, "its input can't be written to \(folder.path): \(error.localizedDescription)")
        }
        guard try await end(of: process) else {
            throw failure(.timedOut, "was not done after \(timeout); give it more time or fewer texts at a time")
        }
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            let errors = (try? Data(contentsOf: files[2])) ?? Data()
            let last = String(decoding: errors, as: UTF8.self).split(whereSeparator: \.isNewline).last ?? "no message"
            let how =
                process.terminationReason == .exit
                ? "ended with status \(process.terminationStatus)" : "was ended by signal \(process.terminationStatus)"
            throw failure(.commandFailed, "\(how): \(last.prefix(300))")
        }
        do {
            return try Data(contentsOf: files[1])
        } catch {
            throw failure(.commandFailed, "what it wrote can't be read: \(error.localizedDescription)")
        }
    }

    /// Starts a process and waits for its end.
    ///
    /// - Returns: Whether it ended by itself; if not, it and what it started have been ended.
    private func end(of process: Process) async throws(AugmentationError) -> Bool {
        let (ends, continuation) = AsyncStream<Bool>.makeStream()
        process.terminationHandler = { _ in continuation.yield(true) }
        do {
            try process.run()
        } catch {
            throw failure(.commandFailed, "can't be started: \(error.localizedDescription)")
        }
        let timer = Task { [timeout] in
            try? await Task.sleep(for: timeout)
            continuation.yield(false)
        }
        defer { timer.cancel() }
        var iterator = ends.makeAsyncIterator()
        // A cancelled task gets no answer, and wants none.
        let ended = await iterator.next() ?? false
        if !ended {
            // The shell leads a group of its own, with all that it started in it.
            _ = kill(-process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        return ended
    }

    private func failure(_ code: AugmentationError.Code, _ message: String) -> AugmentationError {
        AugmentationError(code, message, path: command)
    }

    /// A word as the shell takes it literally.
    private static func quoted(_ word: String) -> String {
        "'" + word.replacing("'", with: "'\\''") + "'"
    }
}
