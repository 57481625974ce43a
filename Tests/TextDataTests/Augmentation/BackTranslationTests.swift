import Foundation
import StrictJSON
import TestSupport
import Testing
import TextData

@Suite("back-translation", .serialized)
struct BackTranslationTests {
    private let folder: TemporaryFolder
    private let impatient = LibreTranslate.Patience(
        timeout: .seconds(20),
        retries: 2,
        firstWait: .milliseconds(1)
    )

    init() throws {
        folder = try TemporaryFolder()
    }

    private func rewritten(_ texts: [String], by command: String) async throws -> [String] {
        try await RoundTrip(CommandTranslator(command: command)).rewritten(texts, copy: 0)
    }

    @Test("a command reads lines and writes lines, with the languages in their places")
    func command() async throws {
        let translator = CommandTranslator(command: "sed 's/^/'{source}'>'{target}': /'", batchSize: 2)
        let method = BackTranslation(translator, language: "en", pivots: ["de", "fr"])
        let texts = ["one", "two\nlines", " ", "one", "three"]
        #expect(
            try await method.rewritten(texts, copy: 0) == [
                "de>en: en>de: one", "de>en: en>de: two lines", " ", "de>en: en>de: one", "de>en: en>de: three",
            ]
        )
        #expect(try await method.rewritten(["x"], copy: 1) == ["fr>en: en>fr: x"])
        #expect(try await method.rewritten(["x"], copy: 2) == ["de>en: en>de: x"])
    }

    @Test("a language's code is nothing to the shell but a word")
    func quoting() async throws {
        let translator = CommandTranslator(command: "sed \"s/^/$(printf %s {source} | wc -c) /\" # {target}")
        #expect(try await translator.translated(["x"], from: "a'; exit 3; '", to: "b") == ["13 x"])
    }

    @Test(
        "a command that fails is said to, with its last words",
        arguments: [
            (
                "echo first >&2; echo no model for it >&2; exit 3", AugmentationError.Code.commandFailed,
                "status 3: no model"
            ),
            ("kill -9 $$", .commandFailed, "signal 9"),
            ("head -n 1", .badTranslation, "1 lines came back for 2"),
            ("cat; echo more", .badTranslation, "3 lines came back for 2"),
            ("printf '\\377\\n\\377\\n'", .badTranslation, "not UTF-8"),
            ("surely-no-such-program-anywhere", .commandFailed, "status 127"),
        ]
    )
    func failingCommand(command: String, code: AugmentationError.Code, message: String) async throws {
        let error = await #expect(throws: AugmentationError.self) { try await rewritten(["one", "two"], by: command) }
        #expect(error?.code == code)
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
        #expect(error?.path == command)
    }

    @Test("a command that hangs is ended, with all that it started")
    func hangingCommand() async throws {
        let mark = folder.path("mark")
        let command = "(sleep 30; touch '\(mark)') | cat"
        let translator = CommandTranslator(command: command, timeout: .milliseconds(200))
        let error = await #expect(throws: AugmentationError.self) {
            try await translator.translated(["one"], from: "en", to: "de")
        }
        #expect(error?.code == .timedOut)
    }

    @Test("a server is asked in batches, there and back")
    func server() async throws {
        let server = try TranslationServer { request, _ in .translations(request) }
        defer { server.stop() }
        let translator = LibreTranslate(endpoint: server.address, key: "secret", batchSize: 2, patience: impatient)
        let method = BackTranslation(translator, language: "en", pivots: ["de"])
        #expect(try await method.rewritten(["a", "b", "c"], copy: 0) == ["en:de:a", "en:de:b", "en:de:c"])
        #expect(server.requests.map(\.texts) == [["a", "b"], ["c"], ["de:a", "de:b"], ["de:c"]])
        #expect(server.requests.allSatisfy { $0.key == "secret" && $0.format == "text" })
        #expect(server.requests.map(\.source) == ["en", "en", "de", "de"])
    }

    @Test("faults that may pass are tried again, and no more often than asked")
    func retries() async throws {
        let server = try TranslationServer { request, number in
            switch number {
            case 0: .failure(503, "busy", headers: ["Retry-After: 0"])
            case 1: nil
            case 2: .translations(request)
            default: .failure(500, "broken")
            }
        }
        defer { server.stop() }
        let translator = LibreTranslate(endpoint: server.address, patience: impatient)
        #expect(try await translator.translated(["a"], from: "en", to: "de") == ["de:a"])
        #expect(server.requests.count == 3)
        let error = await #expect(throws: AugmentationError.self) {
            try await translator.translated(["a"], from: "en", to: "de")
        }
        #expect(error?.code == .unreachable)
        #expect(error?.message.contains("500: broken (asked 3 times)") == true)
        #expect(server.requests.count == 6)
    }

    @Test("a refusal and an answer that does not fit are not asked for again")
    func refusals() async throws {
        let server = try TranslationServer { request, number in
            switch number {
            case 0: .failure(403, "Invalid API key")
            case 1: .init(body: ["translatedText": ["one"]])
            case 2: .init(body: ["translatedText": "one"])
            default: .init(body: ["translatedText": ["one", 2]])
            }
        }
        defer { server.stop() }
        let translator = LibreTranslate(endpoint: server.address, patience: impatient)
        for (code, message) in [
            (AugmentationError.Code.refused, "403: Invalid API key"), (.badTranslation, "1 texts came back for 2"),
            (.badTranslation, "no list"), (.badTranslation, "1 texts"),
        ] {
            let error = await #expect(throws: AugmentationError.self) {
                try await translator.translated(["a", "b"], from: "en", to: "de")
            }
            #expect(error?.code == code)
            #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
        }
        #expect(server.requests.count == 4)
    }

    @Test("what was translated before a fault is not asked for again, in this run or the next")
    func cache() async throws {
        let server = try TranslationServer { request, number in
            number == 1 ? .failure(403, "quota") : .translations(request)
        }
        defer { server.stop() }
        let translator = LibreTranslate(endpoint: server.address, key: "secret", batchSize: 2, patience: impatient)
        func method() throws -> BackTranslation {
            let cache = try TranslationCache(path: folder.path("cache.jsonl"))
            return BackTranslation(translator, language: "en", pivots: ["de"], cache: cache)
        }
        await #expect(throws: AugmentationError.self) { try await method().rewritten(["a", "b", "c"], copy: 0) }
        // A crash in the midst of writing leaves half a line.
        let half = try folder.bytes(of: "cache.jsonl") + Array("{\"by\":\"htt".utf8)
        try folder.write(half, to: "cache.jsonl")
        #expect(try await method().rewritten(["a", "b", "c"], copy: 0) == ["en:de:a", "en:de:b", "en:de:c"])
        #expect(server.requests.map(\.texts) == [["a", "b"], ["c"], ["c"], ["de:a", "de:b"], ["de:c"]])
        let count = server.requests.count
        #expect(try await method().rewritten(["c", "a"], copy: 0) == ["en:de:c", "en:de:a"])
        #expect(server.requests.count == count)
        let file = String(decoding: try folder.bytes(of: "cache.jsonl"), as: UTF8.self)
        #expect(file.split(separator: "\n").count == 6)
        #expect(!file.contains("secret"))
    }

    @Test("another translator or language finds nothing in the cache")
    func otherTranslator() async throws {
        let cache = try TranslationCache(path: folder.path("cache.jsonl"))
        let first = BackTranslation(
            CommandTranslator(command: "sed 's/^/'{source}{target}'/'"),
            language: "en",
            pivots: ["de"],
            cache: cache
        )
        #expect(try await first.rewritten(["x"], copy: 0) == ["deenendex"])
        let second = BackTranslation(
            CommandTranslator(command: "cat # {source} {target}"),
            language: "en",
            pivots: ["de"],
            cache: cache
        )
        #expect(try await second.rewritten(["x"], copy: 0) == ["x"])
        #expect(cache.count == 4)
    }

    @Test("a file that is no cache is refused and left as it was")
    func foreignFile() throws {
        let content = "text,label\ngood,1\nunfinished"
        try folder.write(content.utf8, to: "train.csv")
        let error = #expect(throws: AugmentationError.self) { try TranslationCache(path: folder.path("train.csv")) }
        #expect(error?.code == .cacheFailed)
        #expect(error?.line == 1)
        #expect(try folder.bytes(of: "train.csv") == Array(content.utf8))
        #expect(throws: AugmentationError.self) { try TranslationCache(path: folder.path) }
        // Without a line end there is no whole line to look at.
        let json = "{\"data\": []}"
        try folder.write(json.utf8, to: "dev.json")
        #expect(throws: AugmentationError.self) { try TranslationCache(path: folder.path("dev.json")) }
        #expect(try folder.bytes(of: "dev.json") == Array(json.utf8))
    }

    @Test("a last line that lacks only its end is kept, one that was cut short is not")
    func lastLine() throws {
        let line = #"{"by":"x","from":"en","to":"de","text":"a","translation":"b"}"#
        try folder.write(line.utf8, to: "whole.jsonl")
        #expect(try TranslationCache(path: folder.path("whole.jsonl")).count == 1)
        #expect(try folder.bytes(of: "whole.jsonl") == Array((line + "\n").utf8))
        try folder.write((line + "\n" + line.dropLast(9)).utf8, to: "short.jsonl")
        #expect(try TranslationCache(path: folder.path("short.jsonl")).count == 1)
        #expect(try folder.bytes(of: "short.jsonl") == Array((line + "\n").utf8))
    }
}
