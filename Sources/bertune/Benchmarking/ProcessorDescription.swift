import Foundation
import Tensors

/// The processor of this machine, as far as it says what it is.
enum ProcessorDescription {
    /// The processor's name, such as `AMD EPYC 9R14`; its architecture where it doesn't say.
    static var name: String {
        #if os(Linux)
            guard let data = FileManager.default.contents(atPath: "/proc/cpuinfo") else { return architecture }
            for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
                let parts = line.split(separator: ":", maxSplits: 1)
                if parts.count == 2, ["model name", "Model"].contains(parts[0].trimmingCharacters(in: .whitespaces)) {
                    return parts[1].trimmingCharacters(in: .whitespaces)
                }
            }
            return architecture
        #else
            return architecture
        #endif
    }

    private static var architecture: String {
        #if arch(arm64)
            "arm64"
        #elseif arch(x86_64)
            "x86-64"
        #else
            "unknown processor"
        #endif
    }
}
