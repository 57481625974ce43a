import Foundation
import Synchronization

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Carries requests by Foundation's `URLSession`, which brings the system's TLS and proxies.
public final class URLSessionTransport: HubTransport {
    /// The transport of the process: one session, never invalidated.
    public static let shared = URLSessionTransport()

    private let session: URLSession
    private let exchanges = Exchanges()

    private init() {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = 30
        configuration.httpShouldSetCookies = false
        configuration.urlCache = nil
        session = URLSession(configuration: configuration, delegate: exchanges, delegateQueue: nil)
    }

    /// Sends a request and returns as soon as the answer's header is there.
    ///
    /// Redirects are not followed.
    ///
    /// - Parameter request: The request.
    /// - Returns: The answer, its body still on the way; letting go of the body cancels the rest.
    /// - Throws: What `URLSession` reports when there is no answer.
    public func send(_ request: HubRequest) async throws -> HubResponse {
        var urlRequest = URLRequest(url: request.url)
        urlRequest.httpMethod = request.method.rawValue
        for (name, value) in request.headers { urlRequest.setValue(value, forHTTPHeaderField: name) }
        let task = session.dataTask(with: urlRequest)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                exchanges.begin(task, answer: continuation)
                task.resume()
            }
        } onCancel: {
            task.cancel()
        }
    }
}

/// What is on the way, by the number of its task; the session calls here.
private final class Exchanges: NSObject, URLSessionDataDelegate {
    private struct Exchange {
        var answer: CheckedContinuation<HubResponse, any Error>?
        var body: AsyncThrowingStream<[UInt8], any Error>.Continuation?
    }

    private let exchanges = Mutex<[Int: Exchange]>([:])

    func begin(_ task: URLSessionTask, answer: CheckedContinuation<HubResponse, any Error>) {
        exchanges.withLock { $0[task.taskIdentifier] = Exchange(answer: answer) }
    }

    func urlSession(
        _ session: URLSession,
        task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest,
        completionHandler: @escaping (URLRequest?) -> Void
    ) {
        // The Hub's client decides where to go, and what to say there.
        completionHandler(nil)
    }

    func urlSession(
        _ session: URLSession,
        dataTask: URLSessionDataTask,
        didReceive response: URLResponse,
        completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
    ) {
        answer(dataTask, with: response)
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let body = exchanges.withLock { $0[dataTask.taskIdentifier]?.body }
        body?.yield([UInt8](data))
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        // A redirect that is not followed may come here without an answer having been reported.
        if error == nil, let response = task.response { answer(task, with: response) }
        guard let exchange = exchanges.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else { return }
        exchange.answer?.resume(throwing: error ?? URLError(.badServerResponse))
        exchange.body?.finish(throwing: error)
    }

    private func answer(_ task: URLSessionTask, with response: URLResponse) {
        guard let response = response as? HTTPURLResponse else { return }
        let (stream, body) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
        body.onTermination = { reason in
            if case .cancelled = reason { task.cancel() }
        }
        let continuation = exchanges.withLock { exchanges in
            let answer = exchanges[task.taskIdentifier]?.answer
            if answer != nil { exchanges[task.taskIdentifier] = Exchange(answer: nil, body: body) }
            return answer
        }
        var headers: [String: String] = [:]
        for (name, value) in response.allHeaderFields {
            if let name = name as? String, let value = value as? String { headers[name] = value }
        }
        continuation?.resume(returning: HubResponse(status: response.statusCode, headers: headers, body: stream))
    }
}
