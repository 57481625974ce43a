public import Foundation

/// What carries requests to the Hub; tests put their own in its place.
public protocol HubTransport: Sendable {
    /// Sends a request and returns as soon as the answer's header is there.
    ///
    /// Redirects are not followed.
    ///
    /// - Parameter request: The request.
    /// - Returns: The answer, its body still on the way.
    /// - Throws: Whatever stands for "no answer"; it is taken for a fault that may pass.
    func send(_ request: HubRequest) async throws -> HubResponse
}

/// A request without a body.
public struct HubRequest: Sendable {
    /// What is asked for.
    public enum Method: String, Sendable {
        /// The header and the body.
        case get = "GET"
        /// The header alone.
        case head = "HEAD"
    }

    /// What is asked for.
    public var method: Method
    /// Where.
    public var url: URL
    /// The header's fields.
    public var headers: [String: String]

    /// Creates a request.
    public init(method: Method, url: URL, headers: [String: String] = [:]) {
        self.method = method
        self.url = url
        self.headers = headers
    }
}

/// An answer whose body arrives piece by piece.
public struct HubResponse: Sendable {
    /// The status code.
    public let status: Int
    /// The header's fields, their names in lower case.
    public let headers: [String: String]
    /// The body, which ends with an error if the connection breaks.
    public let body: AsyncThrowingStream<[UInt8], any Error>

    /// Creates an answer.
    ///
    /// - Parameters:
    ///   - status: The status code.
    ///   - headers: The header's fields, their names in any case.
    ///   - body: The body.
    public init(status: Int, headers: [String: String], body: AsyncThrowingStream<[UInt8], any Error>) {
        self.status = status
        self.headers = Dictionary(headers.map { ($0.lowercased(), $1) }) { first, _ in first }
        self.body = body
    }
}
