import Foundation
import TestSupport

/// One run of the built `bertune`, from its arguments to its exit status.
struct BertuneProcess {
    /// The exit status, or 128 and the signal.
    let status: Int32
    /// What it wrote on standard output.
    let output: String
    /// What it wrote on standard error.
    let errors: String

    /// The lines on standard error.
    var errorLines: [Substring] { errors.split(separator: "\n", omittingEmptySubsequences: true) }

    /// The built program, which stands beside the tests' own.
    static let executable: URL = {
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        let beside = tests.deletingLastPathComponent().appendingPathComponent("bertune")
        if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
        let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return checkout.appendingPathComponent(".build/release/bertune")
    }()

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - arguments: What stands after the program's name.
    ///   - input: What it reads on standard input.
    ///   - folder: The folder it runs in.
    ///   - environment: Variables beside, or in place of, this process's.
    /// - Throws: What the system says if the program cannot be started.
    init(
        _ arguments: [String],
        input: String = "",
        in folder: TemporaryFolder? = nil,
        environment: [String: String] = [:]
    ) throws {
        let process = Process()
        process.executableURL = Self.executable
        process.arguments = arguments
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder.path) }
        // Tests never ask the network for a model.
        let environment = ["HF_HUB_OFFLINE": "1"].merging(environment) { $1 }
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        // Files, not pipes: nothing can fill up and wait.
        let streams = try TemporaryFolder()
        let files = try ["in", "out", "err"].map { name in
            try streams.write(name == "in" ? Array(input.utf8) : [], to: name)
        }
        let (inFile, outFile, errFile) = (
            FileHandle(forReadingAtPath: files[0]), FileHandle(forWritingAtPath: files[1]),
            FileHandle(forWritingAtPath: files[2])
        )
        process.standardInput = inFile
        process.standardOutput = outFile
        process.standardError = errFile
        try process.run()
        process.waitUntilExit()
        status =
            process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
        output = String(decoding: try streams.bytes(of: "out"), as: UTF8.self)
        errors = String(decoding: try streams.bytes(of: "err"), as: UTF8.self)
    }
}

extension TemporaryFolder {
    /// Every file in the folder with its size and a checksum, to tell whether anything was touched.
    func listing() throws -> [String: String] {
        var listing: [String: String] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
            var isFolder: ObjCBool = false
            _ = unsafe FileManager.default.fileExists(atPath: path(name), isDirectory: &isFolder)
            if isFolder.boolValue {
                listing[name] = "folder"
            } else {
                let bytes = try bytes(of: name)
                let checksum = bytes.reduce(UInt64(14_695_981_039_346_656_037)) {
                    ($0 ^ UInt64($1)) &* 1_099_511_628_211
                }
                listing[name] = "\(bytes.count) bytes, \(checksum)"
            }
        }
        return listing
    }
}
