import ArgumentParser

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How the program ends when a command fails: one line on standard error, and a status that says what kind it is.
enum Failure {
    /// Ends the program; help and version requests, which travel as errors too, end it with success.
    ///
    /// - Parameter error: What a command or the parser threw.
    static func exit(with error: any Error) -> Never {
        let code = Bertune.exitCode(for: error)
        if code.isSuccess || error is ExitCode { Bertune.exit(withError: error) }
        if isUsageError(error) {
            let command = CommandLine.arguments.dropFirst().first { !$0.hasPrefix("-") }
            let known = Bertune.configuration.subcommands.contains { $0._commandName == command }
            let help = known ? "bertune \(command ?? "")" : "bertune"
            write(line: "\(oneLine(Bertune.message(for: error))); see `\(help) --help`")
            terminate(.usage)
        }
        write(line: oneLine("\(error)"))
        terminate(ExitStatus(error))
    }

    /// Whether the parser, or a command's own check of its arguments, refused the command line.
    private static func isUsageError(_ error: any Error) -> Bool {
        error is ValidationError || Bertune.exitCode(for: error) == .validationFailure
    }

    private static func write(line: String) {
        StandardError.write("bertune: error: \(line)\n")
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    private static func terminate(_ status: ExitStatus) -> Never {
        #if canImport(Glibc)
            Glibc.exit(status.rawValue)
        #elseif canImport(Musl)
            Musl.exit(status.rawValue)
        #else
            Darwin.exit(status.rawValue)
        #endif
    }
}
