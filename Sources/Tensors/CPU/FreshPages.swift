#if canImport(Glibc)
    internal import Glibc
#endif

/// Memory as the system gives it: zero, and not there until it is written.
package enum FreshPages {
    /// Gives whole pages back to the system, which gives zeros when they are next looked at.
    ///
    /// - Parameters:
    ///   - address: The first element.
    ///   - count: The elements.
    /// - Returns: The elements that are zero now, those on whole pages; none where the system can't do this.
    package static func renew(_ address: UnsafeMutablePointer<Float>, count: Int) -> Range<Int> {
        #if canImport(Glibc)
            let pages = unsafe wholePages(address, count)
            guard !pages.isEmpty else { return 0..<0 }
            let start = unsafe UnsafeMutableRawPointer(address + pages.lowerBound)
            guard unsafe madvise(start, pages.count * stride, MADV_DONTNEED) == 0 else { return 0..<0 }
            return pages
        #else
            return 0..<0
        #endif
    }

    /// Asks for pages of the usual size, so that what is written takes no more memory than it must.
    ///
    /// - Parameters:
    ///   - address: The first element.
    ///   - count: The elements.
    package static func preferSmall(_ address: UnsafeMutablePointer<Float>, count: Int) {
        #if canImport(Glibc)
            let pages = unsafe wholePages(address, count)
            guard !pages.isEmpty else { return }
            // A system that won't do so does what it did before.
            unsafe madvise(UnsafeMutableRawPointer(address + pages.lowerBound), pages.count * stride, MADV_NOHUGEPAGE)
        #endif
    }

    private static let stride = MemoryLayout<Float>.stride

    #if canImport(Glibc)
        private static let pageSize = max(sysconf(Int32(_SC_PAGESIZE)), 4096)

        /// The elements that lie on pages which hold nothing else.
        private static func wholePages(_ address: UnsafeMutablePointer<Float>, _ count: Int) -> Range<Int> {
            let first = Int(bitPattern: UnsafeMutableRawPointer(address))
            let start = (first + pageSize - 1) / pageSize * pageSize
            let end = (first + count * stride) / pageSize * pageSize
            guard start < end else { return 0..<0 }
            return (start - first) / stride..<(end - first) / stride
        }
    #endif
}
