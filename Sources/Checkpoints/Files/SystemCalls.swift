#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// One call of the system's `write`, under a name that methods called `write` do not hide.
func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    unsafe write(descriptor, bytes.baseAddress, bytes.count)
}

/// The system's `open`, under a name that methods called `open` do not hide.
func systemOpen(_ path: String, _ flags: Int32) -> Int32 {
    unsafe open(path, flags | O_CLOEXEC, 0o666)
}

/// Waits until the disk has what was written; 0 if all went well.
func synchronize(_ descriptor: Int32) -> Int32 {
    #if canImport(Darwin)
        // On Darwin, fsync leaves the bytes in the drive's own memory.
        if fcntl(descriptor, F_FULLFSYNC) == 0 { return 0 }
    #endif
    return fsync(descriptor)
}

/// The processes of this machine.
enum ProcessTable {
    static func isRunning(_ process: Int32) -> Bool {
        process > 0 && (kill(process, 0) == 0 || errno == EPERM)
    }
}

/// Calls on files as a whole.
enum SystemFile {
    /// Gives a file another name in one step, replacing what has it.
    static func rename(_ path: String, to finalPath: String) throws(CheckpointError) {
        guard systemRename(path, finalPath) == 0 else {
            let reason = systemMessage(errno)
            unsafe unlink(path)
            throw CheckpointError(.writeFailed, "cannot take its name: \(reason)", path: finalPath)
        }
    }
}

private func systemRename(_ path: String, _ finalPath: String) -> Int32 {
    unsafe rename(path, finalPath)
}
