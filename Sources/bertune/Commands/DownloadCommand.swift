import ArgumentParser
import Checkpoints
import Foundation

/// `bertune download`: fetches a model into the Hugging Face cache and prints its folder.
struct DownloadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "download",
        abstract: "Fetch a model from the Hugging Face Hub into its cache.",
        discussion: """
            Prints the folder of the model, which every --model option takes. Files that are in the cache are not \
            fetched again; a fetch that was broken off is continued; sizes and SHA-256 checksums are checked.

            The cache and the Hub are those of Hugging Face's own tools: HF_HOME, HF_HUB_CACHE, HF_ENDPOINT, \
            HF_TOKEN and HF_HUB_OFFLINE are heeded.

            Examples:

              bertune download sentence-transformers/all-MiniLM-L6-v2
              bertune download bert-base-uncased --revision main \\
                  --file config.json --file vocab.txt
            """
    )

    @Argument(help: ArgumentHelp("The model's name on the Hub.", valueName: "organisation/name"))
    var model: String

    @Option(help: "A branch, tag or commit.")
    var revision = "main"

    @Option(
        name: .customLong("file"),
        help: "A file to fetch; may be given several times. By default all that BERTune needs."
    )
    var files: [String] = []

    @Flag(name: .shortAndLong, help: "Say nothing but the folder.")
    var quiet = false

    func run() async throws {
        let folder = try await Hub().download(
            model,
            revision: revision,
            files: files.isEmpty ? nil : files,
            progress: quiet ? nil : reportFile
        )
        print(folder)
    }
}

/// Says on standard error that a file has come, once it is all there.
private let reportFile: Hub.Progress = { file, byteCount, totalByteCount in
    guard byteCount == totalByteCount else { return }
    FileHandle.standardError.write(Data("\(file): \(byteCount) bytes\n".utf8))
}
