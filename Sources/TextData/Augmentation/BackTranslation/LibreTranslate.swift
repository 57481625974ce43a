public import Foundation
internal import StrictJSON

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Translates by a server that speaks LibreTranslate's protocol: `POST /translate`.
public struct LibreTranslate: Translator, Sendable {
    /// How patient the client is.
    public struct Patience: Sendable {
        /// How long an answer may take.
        public var timeout: Duration
        /// How often a request is made again after a fault that may pass.
        public var retries: Int
        /// The wait before the first repetition; each further one is twice as long, up to a minute.
        public var firstWait: Duration

        /// Patience with each choice spelled out.
        public init(timeout: Duration = .seconds(120), retries: Int = 5, firstWait: Duration = .seconds(1)) {
            self.timeout = timeout
            self.retries = retries
            self.firstWait = firstWait
        }
    }

    /// The server's address, such as `http://localhost:5000`.
    public let endpoint: URL
    /// How many texts are sent in one request.
    public let batchSize: Int
    /// How patient the client is.
    public let patience: Patience
    private let key: String?

    /// The address.
    public var identity: String { endpoint.absoluteString }

    /// A client.
    ///
    /// - Parameters:
    ///   - endpoint: The server's address, with or without `/translate` at its end.
    ///   - key: The key that the server asks for, if it does; it is sent to the server and written nowhere.
    ///   - batchSize: How many texts are sent in one request.
    ///   - patience: How patient the client is.
    public init(endpoint: URL, key: String? = nil, batchSize: Int = 32, patience: Patience = Patience()) {
        self.endpoint = endpoint.lastPathComponent == "translate" ? endpoint.deletingLastPathComponent() : endpoint
        self.key = key
        self.batchSize = max(1, batchSize)
        self.patience = patience
    }

    /// Asks the server once, and again after faults that may pass.
    ///
    /// - Parameters:
    ///   - texts: The texts.
    ///   - source: The code of their language.
    ///   - target: The code of the other language.
    /// - Returns: As many texts.
    /// - Throws: ``AugmentationError`` with code `refused` if the server says no, `unreachable` if it gives no answer
    ///   however often it is asked, `badTranslation` if the answer is not one text for each.
    public func translated(
        _ texts: [String],
        from source: String,
        to target: String
    ) async throws(AugmentationError) -> [String] {
        let request = request(for: texts, from: source, to: target)
        var wait = patience.firstWait
        var attempt = 0
        while true {
            let fault: String
            var demandedWait: Duration?
            do {
                let (data, response) = try await Self.session.data(for: request)
                let status = (response as? HTTPURLResponse)?.statusCode ?? 0
                if status == 200 { return try self.translations(in: data, count: texts.count) }
                let reason = Self.reason(in: data)
                guard [408, 425, 429, 500, 502, 503, 504].contains(status) else {
                    throw failure(.refused, "the server answers \(status)\(reason)")
                }
                fault = "the server answers \(status)\(reason)"
                demandedWait = Self.demandedWait(response)
            } catch let error as AugmentationError {
                throw error
            } catch {
                fault = "the server gives no answer: \(error.localizedDescription)"
            }
            attempt += 1
            guard attempt <= patience.retries, !Task.isCancelled else {
                let times = attempt == 1 ? "asked once" : "asked \(attempt) times"
                throw failure(.unreachable, "\(fault) (\(times)); what has been translated is in the cache")
            }
            try? await Task.sleep(for: min(max(wait, demandedWait ?? .zero), .seconds(60)))
            wait *= 2
        }
    }

    private static let session: URLSession = {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpShouldSetCookies = false
        configuration.urlCache = nil
        return URLSession(configuration: configuration)
    }()

    private func request(for texts: [String], from source: String, to target: String) -> URLRequest {
        var object = JSONObject([
            .init("q", .array(texts.map(JSONValue.string))), .init("source", .string(source)),
            .init("target", .string(target)), .init("format", "text"),
        ])
        if let key { object["api_key"] = .string(key) }
        var request = URLRequest(url: endpoint.appendingPathComponent("translate"))
        request.httpMethod = "POST"
        request.timeoutInterval = patience.timeout / .seconds(1)
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = Data(JSONValue.object(object).serialized())
        return request
    }

    private func translations(in data: Data, count: Int) throws(AugmentationError) -> [String] {
        guard let value = try? JSONValue.parse([UInt8](data)), let elements = value["translatedText"]?.array else {
            throw failure(
                .badTranslation,
                "the answer has no list \"translatedText\"; is this a LibreTranslate server?"
            )
        }
        let texts = elements.compactMap(\.string)
        guard texts.count == count, elements.count == count else {
            throw failure(.badTranslation, "\(texts.count) texts came back for \(count); every text must give one")
        }
        return texts
    }

    /// What the server says is wrong, as LibreTranslate writes it.
    private static func reason(in data: Data) -> String {
        guard let message = try? JSONValue.parse([UInt8](data))["error"]?.string else { return "" }
        return ": " + message.prefix(300)
    }

    private static func demandedWait(_ response: URLResponse) -> Duration? {
        let field = (response as? HTTPURLResponse)?.value(forHTTPHeaderField: "Retry-After")
        return field.flatMap { Int($0) }.map { .seconds(min(max($0, 0), 60)) }
    }

    private func failure(_ code: AugmentationError.Code, _ message: String) -> AugmentationError {
        AugmentationError(code, message, path: identity)
    }
}
