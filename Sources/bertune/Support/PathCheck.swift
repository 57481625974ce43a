import ArgumentParser

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What is refused of paths before anything is read or written.
enum PathCheck {
    /// The path under which a command finds what it reads when no file is named.
    static let standardInput = "/dev/stdin"

    /// Refuses an option whose path is empty, as from a shell variable that is not set.
    ///
    /// - Parameters:
    ///   - path: The option's value, if it was given.
    ///   - option: The option, or what else the value stands for.
    /// - Throws: `ValidationError`.
    static func requireName(_ path: String?, _ option: String) throws {
        if let path, path.isEmpty { throw ValidationError("\(option) is empty; give a path") }
    }

    /// Refuses a result that would replace the very file it is made from.
    ///
    /// - Parameters:
    ///   - output: The file that is to be written, or `nil` for standard output.
    ///   - input: The file that is read.
    ///   - option: The option that names what is read.
    /// - Throws: `ValidationError`.
    static func requireDistinct(output: String?, input: String, _ option: String) throws {
        guard let output, let written = plainFile(at: output), let read = plainFile(at: input) else { return }
        if written.st_dev == read.st_dev && written.st_ino == read.st_ino {
            throw ValidationError("--output is the file that \(option) reads; name another one")
        }
    }

    /// Whether a path leads to a plain file with something in it.
    static func holdsSomething(_ path: String) -> Bool {
        (plainFile(at: path)?.st_size ?? 0) > 0
    }

    /// The plain file that a path leads to; others, such as `/dev/null`, lose nothing when they are written to.
    private static func plainFile(at path: String) -> stat? {
        var information = stat()
        guard unsafe stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFREG else { return nil }
        return information
    }
}
