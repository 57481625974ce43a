import Checkpoints
import FineTuning
import Foundation
import StrictJSON
import Tensors

/// What `bertune doctor` finds out about the machine, each thing with what to do about it.
struct Checkup: BenchmarkResult {
    /// How a thing stands.
    enum Standing: String {
        /// As it should be.
        case good
        /// It works, and could work better.
        case note
        /// Something will not work.
        case problem
    }

    /// One thing that was looked at.
    struct Finding {
        /// What it is, such as `processor`.
        let name: String
        /// How it stands.
        let standing: Standing
        /// What was found.
        let text: String
        /// What to do; `nil` where nothing is to be done.
        let advice: String?

        init(_ name: String, _ text: String) {
            self.init(name, .good, text)
        }

        init(_ name: String, _ standing: Standing, _ text: String, advice: String? = nil) {
            self.name = name
            self.standing = standing
            self.text = text
            self.advice = advice
        }
    }

    /// All findings.
    let findings: [Finding]

    /// Looks at the machine.
    ///
    /// - Parameter settings: Where models of the Hub are kept.
    init(settings: HubSettings = HubSettings()) {
        findings = [
            Finding(
                "version",
                "bertune \(BERTuneVersion.current), \(ProcessInfo.processInfo.operatingSystemVersionString)"
            ),
            Self.processor, Self.kernels, Self.threads, Self.load, Self.memory, Self.largePages,
            Self.disk(".", name: "disk here"), Self.cache(settings),
        ].compactMap { $0 }
    }

    /// Whether anything will not work.
    var hasProblem: Bool { findings.contains { $0.standing == .problem } }

    var lines: [String] {
        let width = findings.map(\.name.count).max() ?? 0
        return findings.flatMap { finding in
            let name = finding.name + String(repeating: " ", count: width - finding.name.count)
            let mark = finding.standing == .good ? "" : finding.standing == .note ? "note: " : "PROBLEM: "
            let indentation = String(repeating: " ", count: width + 2)
            return ["\(name)  \(mark)\(finding.text)"] + (finding.advice.map { ["\(indentation)→ \($0)"] } ?? [])
        }
    }

    var members: [JSONObject.Member] {
        findings.map { finding in
            let value: JSONValue = [
                "standing": .string(finding.standing.rawValue), "text": .string(finding.text),
                "advice": finding.advice.map { .string($0) } ?? .null,
            ]
            return .init(finding.name, value)
        }
    }
}

// MARK: - The processor

extension Checkup {
    private static var processor: Finding {
        Finding("processor", "\(ProcessorDescription.name), \(ProcessInfo.processInfo.processorCount) cores")
    }

    private static var kernels: Finding {
        let text = "\(CPUDevice.instructionSet) for floats, \(CPUDevice.int8InstructionSet) for 8 bits"
        #if arch(x86_64)
            if !CPUDevice.availableInstructionSets.contains(where: { $0.hasPrefix("AVX") }) {
                return Finding(
                    "kernels",
                    .note,
                    text,
                    advice: "this processor, or the virtual machine, has no AVX2: elsewhere it is several times as fast"
                )
            }
        #endif
        return Finding("kernels", text)
    }

    private static var threads: Finding {
        let (all, active) = (ProcessInfo.processInfo.processorCount, ProcessInfo.processInfo.activeProcessorCount)
        guard active < all else { return Finding("threads", "\(active), one for each core; --threads takes fewer") }
        return Finding(
            "threads",
            .note,
            "\(active) of \(all) cores are allowed to this process",
            advice: "a container's limit or taskset holds the others back"
        )
    }

    private static var load: Finding? {
        var loads = [0.0, 0, 0]
        let count = unsafe loads.withUnsafeMutableBufferPointer { buffer -> Int32 in
            guard let first = buffer.baseAddress else { return 0 }
            return unsafe getloadavg(first, 3)
        }
        guard count > 0 else { return nil }
        let text = "\(TrainingText.fixed(loads[0], 1)) processes were busy in the last minute"
        guard loads[0] > 0.5 * Double(ProcessInfo.processInfo.activeProcessorCount) else {
            return Finding("load", text)
        }
        return Finding("load", .note, text, advice: "training shares the processor with them, and takes longer")
    }
}

// MARK: - Memory and disk

extension Checkup {
    private static var memory: Finding {
        let total = Double(ProcessInfo.processInfo.physicalMemory) * 1e-9
        guard let available = availableMemory else { return Finding("memory", "\(gigabytes(total)) in all") }
        let text = "\(gigabytes(available)) of \(gigabytes(total)) are free"
        // A BERT-base takes some 2 GB to train: weights, gradients, two moments, and a batch's activations.
        guard available < 2.5 else { return Finding("memory", text) }
        return Finding(
            "memory",
            .note,
            text,
            advice:
                "a small model such as all-MiniLM-L6-v2 trains in 1 GB; for BERT-base close other programs, or take "
                + "smaller batches with --gradient-accumulation-steps"
        )
    }

    /// What the kernel could give to a program, in gigabytes.
    private static var availableMemory: Double? {
        guard let data = FileManager.default.contents(atPath: "/proc/meminfo") else { return nil }
        for line in String(decoding: data, as: UTF8.self).split(separator: "\n") where line.hasPrefix("MemAvailable:") {
            return line.split(separator: " ").dropFirst().first.flatMap { Double($0) }.map { $0 * 1024e-9 }
        }
        return nil
    }

    private static var largePages: Finding? {
        let path = "/sys/kernel/mm/transparent_hugepage/enabled"
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        guard String(decoding: data, as: UTF8.self).contains("[never]") else {
            return Finding("large pages", "allowed: tensors of 2 MB and more use them")
        }
        return Finding(
            "large pages",
            .note,
            "switched off on this system",
            advice: "training is some 5 % faster with them: echo madvise > \(path), as root"
        )
    }

    private static func disk(_ path: String, name: String) -> Finding {
        guard let attributes = try? FileManager.default.attributesOfFileSystem(forPath: path),
            let free = (attributes[.systemFreeSize] as? NSNumber)?.doubleValue
        else {
            return Finding(name, .problem, "\(path) can't be looked at", advice: "check its permissions")
        }
        let text = "\(gigabytes(free * 1e-9)) are free"
        guard free < 2e9 else { return Finding(name, text) }
        return Finding(
            name,
            free < 2e8 ? .problem : .note,
            text,
            advice: "a run folder of BERT-base takes 0.5 GB, and twice that for the moment in which it is replaced"
        )
    }

    private static func cache(_ settings: HubSettings) -> Finding {
        let path = settings.cacheFolder
        let isThere = FileManager.default.fileExists(atPath: path)
        let offline = settings.isOffline ? ", and the Hub is not asked (HF_HUB_OFFLINE)" : ""
        guard isThere else { return Finding("Hub's cache", "\(path), not made yet\(offline)") }
        guard FileManager.default.isWritableFile(atPath: path) else {
            return Finding(
                "Hub's cache",
                .problem,
                "\(path) can't be written to",
                advice: "set HF_HOME to a folder of yours, or mend the permissions"
            )
        }
        return Finding("Hub's cache", path + offline)
    }

    private static func gigabytes(_ value: Double) -> String {
        "\(TrainingText.fixed(value, 1)) GB"
    }
}
