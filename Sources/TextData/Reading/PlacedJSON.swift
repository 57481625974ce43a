import StrictJSON

/// A JSON text that is held whole while it is read, to find the line of what is wrong.
struct JSONSource: Sendable {
    /// The file as the caller named it.
    let path: String
    /// The text, which is known to be JSON.
    let bytes: [UInt8]
    /// The line of the file on which the text begins.
    let firstLine: Int
}

/// A value of a JSON document that knows where it stands, so that every complaint can name the place.
struct PlacedJSON: Sendable {
    /// The value.
    let value: JSONValue
    /// Where it stands in the document.
    let place: JSONPlace
    /// The document.
    let source: JSONSource

    /// The root of a document.
    ///
    /// - Throws: ``DataError`` with code `invalidJSON`, at the exact place.
    static func document(_ source: JSONSource, called name: String) throws(DataError) -> PlacedJSON {
        do {
            return PlacedJSON(value: try JSONValue.parse(source.bytes), place: .root, source: source)
        } catch {
            throw DataError(
                .invalidJSON,
                "\(name) is not JSON: \(error.message)",
                path: source.path,
                line: source.firstLine + error.line - 1,
                column: error.column
            )
        }
    }

    /// A complaint about this value.
    func error(_ code: DataError.Code, _ message: String, field: String? = nil) -> DataError {
        let found = JSONPlaceFinder.lineAndColumn(of: place, in: source.bytes)
        return DataError(
            code,
            place == .root ? message : "\(place): \(message)",
            path: source.path,
            line: source.firstLine + found.line - 1,
            column: found.column,
            field: field
        )
    }

    /// The line on which the value begins.
    var line: Int {
        source.firstLine + JSONPlaceFinder.lineAndColumn(of: place, in: source.bytes).line - 1
    }

    /// A member, or `nil` if there is none or it is null.
    func member(_ name: String) -> PlacedJSON? {
        guard let member = value[name], !member.isNull else { return nil }
        return PlacedJSON(value: member, place: .member(of: place, name), source: source)
    }

    /// A member that must be there.
    ///
    /// - Throws: ``DataError`` with code `missingColumn`.
    func required(_ name: String) throws(DataError) -> PlacedJSON {
        guard let member = member(name) else {
            throw error(.missingColumn, "the object has no member '\(name)'", field: name)
        }
        return member
    }

    /// The value as a string.
    ///
    /// - Throws: ``DataError`` with code `invalidField`.
    func string() throws(DataError) -> String {
        guard let string = value.string else { throw error(.invalidField, "this is not a string") }
        return string
    }

    /// The value as an integer.
    ///
    /// - Throws: ``DataError`` with code `invalidField`.
    func integer() throws(DataError) -> Int {
        guard let integer = value.int else { throw error(.invalidField, "this is not an integer") }
        return integer
    }

    /// The value as true or false.
    ///
    /// - Throws: ``DataError`` with code `invalidField`.
    func boolean() throws(DataError) -> Bool {
        guard let boolean = value.bool else { throw error(.invalidField, "this is neither true nor false") }
        return boolean
    }

    /// The elements of a list.
    ///
    /// - Throws: ``DataError`` with code `invalidField`.
    func elements() throws(DataError) -> [PlacedJSON] {
        guard let elements = value.array else { throw error(.invalidField, "this is not a list") }
        return elements.enumerated().map {
            PlacedJSON(value: $1, place: .element(of: place, $0), source: source)
        }
    }

    /// Makes sure that the value is an object.
    ///
    /// - Throws: ``DataError`` with code `invalidField`.
    func requireObject() throws(DataError) {
        if value.object == nil { throw error(.invalidField, "this is not an object") }
    }
}
