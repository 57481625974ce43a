import CLibCrypto

/// The SHA-256 checksum of bytes that come piece by piece.
///
/// The work is done by the system's libcrypto, which uses the processor's own instructions. The package
/// swift-crypto would say the same in Swift, but builds 243 CPU seconds of BoringSSL for every configuration.
///
/// ```swift
/// var hasher = SHA256()
/// hasher.update([UInt8]("BERT".utf8))
/// let digest = hasher.finish()
/// ```
@safe public struct SHA256: ~Copyable {
    private let context: OpaquePointer

    /// Begins a checksum.
    public init() {
        guard let context = unsafe EVP_MD_CTX_new(), unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            preconditionFailure("libcrypto has no memory for a checksum")
        }
        unsafe self.context = context
    }

    deinit {
        unsafe EVP_MD_CTX_free(context)
    }

    /// Takes in some bytes.
    public mutating func update(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { unsafe update($0) }
    }

    /// Takes in some bytes.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        let result = unsafe EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(result == 1, "libcrypto failed in the middle of a checksum")
    }

    /// Ends the checksum.
    ///
    /// - Returns: Its 32 bytes as 64 hexadecimal digits in lower case.
    public consuming func finish() -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        let result = unsafe EVP_DigestFinal_ex(context, &digest, nil)
        precondition(result == 1, "libcrypto failed at the end of a checksum")
        return digest.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    /// The checksum of bytes that are all there.
    ///
    /// - Parameter bytes: The bytes.
    /// - Returns: 64 hexadecimal digits in lower case.
    public static func hexDigest(of bytes: [UInt8]) -> String {
        var hasher = SHA256()
        hasher.update(bytes)
        return hasher.finish()
    }

    /// The checksum of a file.
    ///
    /// The file is read a block at a time: mapped, every page of it would count as this process's memory.
    ///
    /// - Parameter path: The file.
    /// - Returns: 64 hexadecimal digits in lower case.
    /// - Throws: ``CheckpointError`` with code `notFound` or `unreadable`.
    public static func hexDigest(ofFile path: String) throws(CheckpointError) -> String {
        let file = try FileBlocks(path: path)
        var hasher = SHA256()
        while let block = try file.next() { hasher.update(block) }
        return hasher.finish()
    }
}
