extension RunDescription {
    /// A value of the description under the path of its keys.
    public struct Entry: Sendable, Equatable {
        /// The keys with dots between, such as `data.training.path`.
        public let name: String
        /// The value as it stands in `recipe.yaml`; the members of a list with commas between.
        public let value: String
    }

    /// Everything that `recipe.yaml` says, one value after the other.
    public var entries: [Entry] {
        var entries: [Entry] = []
        var path: [String] = []
        for line in yaml.split(separator: "\n") where !line.hasPrefix("#") {
            let depth = line.prefix { $0 == " " }.count / 2
            let text = line.drop { $0 == " " }
            path.removeLast(max(0, path.count - depth))
            if text.hasPrefix("- ") {
                let name = path.joined(separator: ".")
                let member = String(text.dropFirst(2))
                if let last = entries.last, last.name == name {
                    entries[entries.count - 1] = Entry(name: name, value: last.value + ", " + member)
                } else {
                    entries.append(Entry(name: name, value: member))
                }
                continue
            }
            guard let colon = text.firstIndex(of: ":") else { continue }
            path.append(String(text[..<colon]))
            let value = text[text.index(after: colon)...].drop { $0 == " " }
            if !value.isEmpty { entries.append(Entry(name: path.joined(separator: "."), value: String(value))) }
        }
        return entries
    }

    /// What several descriptions say differently.
    ///
    /// - Parameter descriptions: The descriptions.
    /// - Returns: For each name that not all have with the same value, the values in the descriptions' order; `nil`
    ///   where one says nothing.
    public static func differences(_ descriptions: [RunDescription]) -> [(name: String, values: [String?])] {
        let all = descriptions.map(\.entries)
        var names: [String] = []
        for entry in all.joined() where !names.contains(entry.name) { names.append(entry.name) }
        let rows = names.map { name in
            (name: name, values: all.map { entries in entries.first { $0.name == name }?.value })
        }
        return rows.filter { Set($0.values).count > 1 }
    }
}
