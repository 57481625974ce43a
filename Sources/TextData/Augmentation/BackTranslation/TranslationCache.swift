internal import StrictJSON

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Translations on disk: a file of one JSON object a line, to which every answer is added as soon as it comes.
///
/// A run that was broken off goes on where it stopped, since what it had asked for is there. Each line says what was
/// translated by whom, from and to which language, so no other text or translator is taken for it:
///
/// ```json
/// {"by":"http://localhost:5000","from":"en","to":"de","text":"good film","translation":"guter Film"}
/// ```
public final class TranslationCache {
    /// The file.
    public let path: String
    private var translations: [Key: String] = [:]
    private let descriptor: Int32

    private struct Key: Hashable {
        let translator: UTF8Key
        let source: UTF8Key
        let target: UTF8Key
        let text: UTF8Key

        init(_ translator: String, _ source: String, _ target: String, _ text: String) {
            self.translator = UTF8Key(translator)
            self.source = UTF8Key(source)
            self.target = UTF8Key(target)
            self.text = UTF8Key(text)
        }
    }

    /// Opens a cache, or makes it.
    ///
    /// A part of a line that a crash left at the end is cut off.
    ///
    /// - Parameter path: The file.
    /// - Throws: ``AugmentationError`` with code `cacheFailed` if it can't be read or written, or holds something else.
    public init(path: String) throws(AugmentationError) {
        self.path = path
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Self.failure("cannot be opened", path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw AugmentationError(
                .cacheFailed,
                "another process is using it; wait for it or name another",
                path: path
            )
        }
        let bytes: [UInt8]
        do {
            bytes = try FileDescriptor(opening: path).readToEnd()
        } catch {
            throw AugmentationError(.cacheFailed, error.message, path: path)
        }
        let lineEnd = UInt8(ascii: "\n")
        let wholeCount = bytes.lastIndex(of: lineEnd).map { $0 + 1 } ?? 0
        for (index, line) in bytes[..<wholeCount].dropLast().split(
            separator: lineEnd,
            omittingEmptySubsequences: false
        ).enumerated() where wholeCount > 0 {
            try read(Array(line), line: index + 1)
        }
        // Only now: a file that is no cache is left as it was.
        try mendLastLine(Array(bytes[wholeCount...]), after: wholeCount)
    }

    /// Cuts off what an addition left that was cut short, or ends the line if only its end is missing.
    private func mendLastLine(_ line: [UInt8], after wholeCount: Int) throws(AugmentationError) {
        if line.isEmpty { return }
        let beginning = Array("{\"by\":".utf8)
        guard line.starts(with: beginning) || beginning.starts(with: line) else {
            throw AugmentationError(
                .cacheFailed,
                "its last line is not the beginning of a translation; name another file as the cache",
                path: path
            )
        }
        if (try? read(line, line: 0)) != nil {
            try append([UInt8(ascii: "\n")])
        } else if ftruncate(descriptor, off_t(wholeCount)) != 0 {
            throw Self.failure("its unfinished last line cannot be cut off", path)
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The number of translations.
    public var count: Int { translations.count }

    func translation(of text: String, from source: String, to target: String, by translator: any Translator) -> String?
    {
        translations[Key(translator.identity, source, target, text)]
    }

    func store(
        _ translation: String,
        for text: String,
        from source: String,
        to target: String,
        by translator: any Translator
    ) throws(AugmentationError) {
        let object = JSONObject([
            .init("by", .string(translator.identity)), .init("from", .string(source)), .init("to", .string(target)),
            .init("text", .string(text)), .init("translation", .string(translation)),
        ])
        try append(JSONValue.object(object).serialized() + [UInt8(ascii: "\n")])
        translations[Key(translator.identity, source, target, text)] = translation
    }

    private func append(_ bytes: [UInt8]) throws(AugmentationError) {
        var offset = 0
        while offset < bytes.count {
            let taken = unsafe bytes.withUnsafeBytes {
                unsafe write(descriptor, $0.baseAddress?.advanced(by: offset), $0.count - offset)
            }
            if taken < 0, errno == EINTR { continue }
            guard taken > 0 else { throw Self.failure("a translation cannot be added", path) }
            offset += taken
        }
    }

    /// Waits until the disk has all translations.
    func synchronize() throws(AugmentationError) {
        guard fsync(descriptor) == 0 else { throw Self.failure("cannot be synced to the disk", path) }
    }

    private func read(_ bytes: [UInt8], line: Int) throws(AugmentationError) {
        let value = try? JSONValue.parse(bytes)
        guard let translator = value?["by"]?.string, let source = value?["from"]?.string,
            let target = value?["to"]?.string, let text = value?["text"]?.string,
            let translation = value?["translation"]?.string
        else {
            throw AugmentationError(
                .cacheFailed,
                "the line is not a translation; name another file as the cache, or take the line out",
                path: path,
                line: line
            )
        }
        translations[Key(translator, source, target, text)] = translation
    }

    private static func failure(_ what: String, _ path: String) -> AugmentationError {
        AugmentationError(.cacheFailed, "\(what): \(unsafe String(cString: strerror(errno)))", path: path)
    }
}
