public import Foundation

/// Where models come from and where they are kept, as the variables of Hugging Face's own tools say.
public struct HubSettings: Sendable {
    /// The folder of the cache: `HF_HUB_CACHE`, else `hub` in `HF_HOME`, else
    /// `huggingface/hub` in `XDG_CACHE_HOME`, else `~/.cache/huggingface/hub`.
    public var cacheFolder: String
    /// The address of the Hub, without a slash at its end: `HF_ENDPOINT`, else `https://huggingface.co`.
    public var endpoint: String
    /// The token sent to the endpoint, and to no other host: `HF_TOKEN`.
    public var token: String?
    /// Whether nothing may be fetched: `HF_HUB_OFFLINE` or `TRANSFORMERS_OFFLINE`.
    public var isOffline: Bool
    /// How long to wait before trying again; each further wait is twice as long.
    package var retryDelay: Duration = .milliseconds(500)

    /// Takes the settings from variables.
    ///
    /// - Parameter environment: Variables by name, by default those of the process.
    public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        func value(_ name: String) -> String? {
            environment[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        func isOn(_ name: String) -> Bool {
            ["1", "on", "yes", "true"].contains(value(name)?.lowercased())
        }
        let home = value("HOME") ?? NSHomeDirectory()
        let caches = Self.expand(value("XDG_CACHE_HOME") ?? home + "/.cache", home: home)
        let huggingFace = Self.expand(value("HF_HOME") ?? caches + "/huggingface", home: home)
        cacheFolder = Self.expand(value("HF_HUB_CACHE") ?? huggingFace + "/hub", home: home)
        var endpoint = value("HF_ENDPOINT") ?? "https://huggingface.co"
        while endpoint.hasSuffix("/") { endpoint.removeLast() }
        self.endpoint = endpoint
        token = value("HF_TOKEN")?.trimmingCharacters(in: .whitespacesAndNewlines)
        isOffline = isOn("HF_HUB_OFFLINE") || isOn("TRANSFORMERS_OFFLINE")
    }

    private static func expand(_ path: String, home: String) -> String {
        path == "~" || path.hasPrefix("~/") ? home + path.dropFirst() : path
    }
}
