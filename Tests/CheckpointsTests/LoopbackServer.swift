import Checkpoints
import Foundation
import Synchronization

/// A web server on this machine, for requests that really travel: each connection carries one, answered by a
/// ``FakeHub``; a body that breaks off closes the connection.
final class LoopbackServer: Sendable {
    private let listener: Int32
    let port: UInt16
    private let authorizations = Mutex<[String: [String?]]>([:])

    /// The `Authorization` fields that came to a host name.
    func authorizations(of host: String) -> [String?] {
        authorizations.withLock { $0[host] ?? [] }
    }

    init(_ hub: FakeHub) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        port = unsafe withUnsafeMutablePointer(to: &address) { [listener] pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                guard unsafe bind(listener, pointer, size) == 0, listen(listener, 64) == 0,
                    unsafe getsockname(listener, pointer, &size) == 0
                else { return 0 }
                return unsafe UInt16(
                    bigEndian: UnsafeRawPointer(pointer).loadUnaligned(fromByteOffset: 2, as: UInt16.self)
                )
            }
        }
        guard port != 0 else { throw POSIXError(.EADDRNOTAVAIL) }
        Thread.detachNewThread { [self, listener] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                Thread.detachNewThread { [self] in serve(connection, hub) }
            }
        }
    }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func serve(_ connection: Int32, _ hub: FakeHub) {
        guard let request = readRequest(connection) else {
            close(connection)
            return
        }
        Task {
            defer { close(connection) }
            guard let response = try? await hub.send(request) else { return }
            var head = "HTTP/1.1 \(response.status) Answer\r\nConnection: close\r\n"
            for (name, value) in response.headers { head += "\(name): \(value)\r\n" }
            if response.headers["content-length"] == nil { head += "Content-Length: 0\r\n" }
            send(Array((head + "\r\n").utf8), to: connection)
            guard request.method == .get else { return }
            // The rest of a broken body is never sent, whatever length was announced.
            do { for try await bytes in response.body { send(bytes, to: connection) } } catch {}
        }
    }

    private func readRequest(_ connection: Int32) -> HubRequest? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while !bytes.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            guard unsafe recv(connection, &byte, 1, 0) == 1 else { return nil }
            bytes.append(byte)
        }
        let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].components(separatedBy: " ")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[String(line[..<colon])] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        let host = headers["Host"] ?? ""
        authorizations.withLock { $0[host, default: []].append(headers["Authorization"]) }
        guard words.count == 3, let method = HubRequest.Method(rawValue: words[0]),
            let url = URL(string: "http://\(host)\(words[1])")
        else { return nil }
        return HubRequest(method: method, url: url, headers: headers)
    }

    private func send(_ bytes: [UInt8], to connection: Int32) {
        var start = 0
        while start < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { bytes in
                unsafe Foundation.send(
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
}
