import ArgumentParser

/// The root command.
@main
struct Bertune: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bertune",
        abstract: "Fine-tune BERT on your own text, evaluate it, and ask it.",
        subcommands: [TokenizeCommand.self]
    )
}
