import Foundation
import StrictJSON
import Synchronization

/// A stand-in for a LibreTranslate server on this machine, whose answers a test decides.
final class TranslationServer: Sendable {
    /// A request to translate.
    struct Request: Sendable {
        let texts: [String]
        let source: String
        let target: String
        let format: String
        let key: String?
    }

    /// What the server says.
    struct Answer: Sendable {
        var status = 200
        var headers: [String] = []
        var body: JSONValue

        /// Texts with a mark that says which way they went.
        static func translations(_ request: Request) -> Answer {
            Answer(body: ["translatedText": .array(request.texts.map { .string("\(request.target):\($0)") })])
        }

        static func failure(_ status: Int, _ message: String, headers: [String] = []) -> Answer {
            Answer(status: status, headers: headers, body: ["error": .string(message)])
        }
    }

    let address: URL
    private let listener: Int32
    private let answers: @Sendable (Request, Int) -> Answer?
    private let received = Mutex<[Request]>([])

    /// The requests so far.
    var requests: [Request] { received.withLock { $0 } }

    /// Starts a server.
    ///
    /// - Parameter answers: The answer to a request, which is the n-th from 0; `nil` hangs up without one.
    /// - Throws: `POSIXError` if no port is free.
    init(_ answers: @escaping @Sendable (Request, Int) -> Answer?) throws {
        self.answers = answers
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.listener = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer -> UInt16 in
                guard unsafe bind(listener, pointer, size) == 0, listen(listener, 64) == 0,
                    unsafe getsockname(listener, pointer, &size) == 0
                else { return 0 }
                return unsafe UInt16(
                    bigEndian: UnsafeRawPointer(pointer).loadUnaligned(fromByteOffset: 2, as: UInt16.self)
                )
            }
        }
        guard port != 0, let url = URL(string: "http://127.0.0.1:\(port)") else { throw POSIXError(.EADDRNOTAVAIL) }
        self.address = url
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                serve(connection)
                close(connection)
            }
        }
    }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func serve(_ connection: Int32) {
        guard let request = readRequest(connection) else { return }
        let number = received.withLock { requests in
            requests.append(request)
            return requests.count - 1
        }
        guard let answer = answers(request, number) else { return }
        let body = answer.body.serialized()
        let head =
            ["HTTP/1.1 \(answer.status) Answer", "Content-Length: \(body.count)", "Connection: close"] + answer.headers
        let bytes = Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
        var start = 0
        while start < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { bytes in
                unsafe send(
                    connection,
                    bytes.baseAddress?.advanced(by: start),
                    bytes.count - start,
                    Int32(MSG_NOSIGNAL)
                )
            }
            guard count > 0 else { return }
            start += count
        }
    }

    private func readRequest(_ connection: Int32) -> Request? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        func readByte() -> Bool {
            guard unsafe recv(connection, &byte, 1, 0) == 1 else { return false }
            bytes.append(byte)
            return true
        }
        while !bytes.suffix(4).elementsEqual("\r\n\r\n".utf8) { guard readByte() else { return nil } }
        let head = String(decoding: bytes, as: UTF8.self)
        let lengthLine = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
        guard head.hasPrefix("POST /translate HTTP/1.1"), let lengthLine,
            let length = Int(lengthLine.dropFirst("content-length:".count).trimmingCharacters(in: .whitespaces))
        else { return nil }
        bytes.removeAll()
        while bytes.count < length { guard readByte() else { return nil } }
        guard let json = try? JSONValue.parse(bytes) else { return nil }
        return Request(
            texts: (json["q"]?.array ?? []).compactMap(\.string),
            source: json["source"]?.string ?? "",
            target: json["target"]?.string ?? "",
            format: json["format"]?.string ?? "",
            key: json["api_key"]?.string
        )
    }
}
