#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Files that can be read only once: pipes, what a shell substitutes for a process, terminals.
package enum StreamFile {
    /// Whether a path leads to one.
    package static func isStream(_ path: String) -> Bool {
        var information = stat()
        guard unsafe stat(path, &information) == 0 else { return false }
        // The null device is empty however often it is read.
        var null = stat()
        let hasNull = unsafe stat("/dev/null", &null) == 0
        let isDevice = information.st_mode & S_IFMT == S_IFCHR
        let isNull = hasNull && isDevice && information.st_rdev == null.st_rdev
        return !isNull && ![S_IFREG, S_IFDIR].contains(information.st_mode & S_IFMT)
    }

    /// Refuses a stream as a file to train on, of which a run takes the fingerprint.
    ///
    /// - Parameter path: The file.
    /// - Throws: ``DataError`` with code `unsupportedFile`.
    package static func refuseInTraining(_ path: String) throws(DataError) {
        guard isStream(path) else { return }
        throw DataError(
            .unsupportedFile,
            "training reads its files more than once, and this is a stream; write it to a file first",
            path: path
        )
    }
}
