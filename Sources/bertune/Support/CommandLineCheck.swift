import ArgumentParser
import FineTuning
import StrictJSON

/// What the parser lets pass, or says only after other things: an option given twice, of which the last would win in
/// silence, a text that begins with a dash and would be read letter by letter as options, and a mistyped word that hides
/// behind the complaint of what is missing.
///
/// It knows the commands and their options from the parser's own description of them, whose form is not promised:
/// `ParserTests` demand it, since without the description nothing is checked here.
struct CommandLineCheck {
    /// One of a command's options or flags.
    private struct Option {
        /// The name by which it is known.
        let name: String
        /// Whether a word follows it that is its value.
        let takesValue: Bool
        /// Whether its values are all words up to the next option.
        let takesSeveral: Bool
        /// Whether it may be given several times.
        let isRepeating: Bool

        init(_ argument: JSONValue, name: String) {
            self.name = name
            takesValue = argument["kind"]?.string == "option"
            takesSeveral = argument["parsingStrategy"]?.string == "upToNextOption"
            isRepeating = argument["isRepeating"]?.bool == true
        }
    }

    private let commandNames: [String]
    private let command: String?
    private let options: [(name: String, option: Option)]
    private let takesTexts: Bool
    private let words: [String]

    /// Looks at the words after the program's name.
    private init(_ words: [String]) {
        let description = (try? JSONValue.parse(Array(Bertune._dumpHelp().utf8)))?["command"]
        let commands = description?["subcommands"]?.array ?? []
        commandNames = commands.compactMap { $0["commandName"]?.string }
        let first = words.firstIndex { !$0.hasPrefix("-") }
        command = first.map { words[$0] }
        self.words = Array(words.dropFirst(first.map { $0 + 1 } ?? 0))
        let chosen = commands.first { $0["commandName"]?.string == first.map { words[$0] } }
        let arguments = chosen?["arguments"]?.array ?? []
        takesTexts = arguments.contains { $0["kind"]?.string == "positional" && $0["isRepeating"]?.bool == true }
        options = arguments.flatMap { argument in
            let names = (argument["names"]?.array ?? []).compactMap { name in
                name["name"]?.string.map { ($0.count == 1 ? "-" : "--") + $0 }
            }
            return names.map { ($0, Option(argument, name: names[0])) }
        }
    }

    /// The options in the order in which they stand, without the words that are their values.
    private var given: [String] {
        var found: [String] = []
        var index = 0
        while index < words.count, words[index] != "--" {
            let word = words[index]
            index += 1
            guard word.hasPrefix("-"), word != "-", Double(word) == nil else { continue }
            let name = String(word.prefix { $0 != "=" })
            found.append(name)
            let option = option(name)
            if let option, option.takesValue, !option.takesSeveral, name == word { index += 1 }
        }
        return found
    }

    private func option(_ name: String) -> Option? {
        options.first { $0.name == name }?.option
    }

    /// Whether a word would be read as several options of one letter each.
    private static func isDashAndText(_ word: some StringProtocol) -> Bool {
        word.hasPrefix("-") && !word.hasPrefix("--") && word.count > 2 && Double(word) == nil
    }
}

// MARK: - Faults

extension CommandLineCheck {
    /// Refuses an option of one value that is given twice.
    ///
    /// - Parameter words: The words after the program's name.
    /// - Throws: `ValidationError`, naming the option.
    static func refuseRepetition(in words: [String]) throws {
        // The options are asked for only where a word stands twice: the description costs some milliseconds.
        let names = words.filter { $0.hasPrefix("--") }.map { $0.prefix { $0 != "=" } }
        guard Set(names).count < names.count else { return }
        let check = CommandLineCheck(words)
        var seen: Set<String> = []
        for option in check.given.compactMap(check.option) where option.takesValue && !option.isRepeating {
            if !seen.insert(option.name).inserted {
                throw ValidationError("\(option.name) is given twice and takes one value; give it once")
            }
        }
    }

    /// Refuses a word that begins with a dash and is no option: `-I hate it` holds an `h`, which would ask for help.
    ///
    /// - Parameter words: The words after the program's name.
    /// - Throws: `ValidationError`, naming the word.
    static func refuseDashedTexts(in words: [String]) throws {
        func isSuspect(_ word: some StringProtocol) -> Bool {
            word.hasPrefix("-") && (isDashAndText(word) || word.contains(where: \.isWhitespace))
        }
        guard words.contains(where: isSuspect) else { return }
        let check = CommandLineCheck(words)
        if let word = check.given.first(where: { check.option($0) == nil && isSuspect($0) }) {
            throw check.unknown(word)
        }
    }

    /// A word that is no option, and what may have been meant.
    private func unknown(_ word: String) -> ValidationError {
        if takesTexts, !word.hasPrefix("--") || word.contains(where: \.isWhitespace) {
            return ValidationError("there is no option '\(word)'; put -- before texts that begin with a dash")
        }
        return ValidationError(
            "there is no option \(word)" + (Self.suggestion(word, among: options.map(\.name)) ?? "")
        )
    }

    /// What is to be said in place of the parser's own complaint: a mistyped command or option comes first.
    ///
    /// - Parameters:
    ///   - error: What the parser threw.
    ///   - words: The words after the program's name.
    /// - Returns: The error to report.
    static func first(of error: any Error, in words: [String]) -> any Error {
        guard !Bertune.exitCode(for: error).isSuccess else { return error }
        let check = CommandLineCheck(words)
        if let command = check.command, !check.commandNames.contains(command), command != "help" {
            let all = check.commandNames.joined(separator: ", ")
            return ValidationError(
                "there is no command '\(command)'"
                    + (Self.suggestion(command, among: check.commandNames) ?? "; the commands are \(all)")
            )
        }
        guard check.command != nil, check.command != "help",
            let unknown = check.given.first(where: { check.option($0) == nil })
        else { return error }
        return check.unknown(unknown)
    }

    /// `; did you mean …?`, or `nil` if no name is near.
    private static func suggestion(_ typed: String, among names: [String]) -> String? {
        DidYouMean.suggestion(for: typed, among: names.map { ($0, []) }).map { "; did you mean \($0)?" }
    }
}
