/// The members of a JSON object, in their order, found by the bytes of their names.
public struct JSONObject: Sendable {
    /// One name and its value.
    public struct Member: Sendable {
        /// The name.
        public let name: String
        /// The value.
        public var value: JSONValue

        /// Creates a member.
        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// Up to here a scan is as fast as an index, and most objects are this small.
    private static let largestScan = 16

    /// The members, in the order of the document.
    public private(set) var members: [Member]

    /// Where each name stands, once there are too many to scan.
    private var index: NameIndex?

    /// An object of members whose names differ.
    ///
    /// - Precondition: No two names have the same bytes; ``JSONValue/parse(_:limits:)`` refuses such documents
    ///   before it comes here.
    public init(_ members: [Member] = []) {
        self.members = members
        index = members.count > Self.largestScan ? NameIndex(members) : nil
    }

    /// The value under a name, compared by bytes; setting `nil` removes the member.
    ///
    /// - Complexity: O(1) on average, O(members) for removing.
    public subscript(name: String) -> JSONValue? {
        get {
            position(of: name).map { members[$0].value }
        }
        set {
            switch (position(of: name), newValue) {
            case (let position?, let value?): members[position].value = value
            case (let position?, nil): remove(at: position)
            case (nil, let value?): _ = append(Member(name, value))
            case (nil, nil): break
            }
        }
    }

    private func position(of name: String) -> Int? {
        if let index { return index.position(of: name, in: members) }
        return members.firstIndex { $0.name.utf8.elementsEqual(name.utf8) }
    }

    /// Adds a member at the end unless its name is taken, and says whether it did.
    mutating func append(_ member: Member) -> Bool {
        if index != nil {
            guard index?.insert(member.name, at: members.count, in: members) == true else { return false }
            members.append(member)
            return true
        }
        guard position(of: member.name) == nil else { return false }
        members.append(member)
        if members.count > Self.largestScan { index = NameIndex(members) }
        return true
    }

    private mutating func remove(at position: Int) {
        members.remove(at: position)
        index = members.count > Self.largestScan ? NameIndex(members) : nil
    }
}
