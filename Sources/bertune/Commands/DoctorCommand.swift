import ArgumentParser
import Foundation

/// `bertune doctor`: looks whether the machine has what training wants.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look whether this machine has what training wants.",
        discussion: """
            Version, processor and the kernels that are chosen for it, threads, memory, disk, the Hub's cache: what is \
            as it should be, what could be better and how, and what will not work. The exit status is 0 unless \
            something will not work.

            Example:

              bertune doctor
            """
    )

    @Flag(help: "Print the findings as one JSON object.")
    var json = false

    func run() throws {
        let checkup = Checkup()
        try OutputFile(path: nil).write(json ? checkup.json : checkup.text)
        if checkup.hasProblem { throw ExitCode(ExitStatus.unavailable.rawValue) }
    }
}
