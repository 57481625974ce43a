internal import StrictJSON
internal import TextData

extension LongTexts {
    /// What `task.json` says of long texts; nothing where they are cut.
    var settings: [JSONObject.Member] {
        guard rule != .cut else { return [] }
        let members = [JSONObject.Member("longTexts", .string(rule.rawValue))]
        return members + (overlap.map { [JSONObject.Member("windowOverlap", JSONValue($0))] } ?? [])
    }

    /// The way that `task.json` says.
    ///
    /// - Throws: ``TaskMismatch`` if it says nothing that can be done.
    init(settings: JSONObject) throws(TaskMismatch) {
        self.init()
        if let value = settings["longTexts"] {
            guard let rule = value.string.flatMap(Rule.init(rawValue:)) else {
                throw TaskMismatch(setting: "longTexts: cut, mean or max was expected")
            }
            self.rule = rule
        }
        if let value = settings["windowOverlap"] {
            guard let overlap = value.int, overlap >= 0 else {
                throw TaskMismatch(setting: "windowOverlap: a whole number was expected")
            }
            self.overlap = overlap
        }
    }

    /// Changes the way as the user asks.
    ///
    /// - Throws: ``TaskOptionError`` for an overlap of windows that there are none of.
    mutating func apply(_ options: TaskOptions) throws(TaskOptionError) {
        rule = options.longTexts ?? rule
        overlap = options.windowOverlap ?? overlap
        if rule == .cut, options.windowOverlap != nil {
            throw TaskOptionError(
                "long texts are cut, and have no windows; set longTexts to mean or max, or leave this out",
                option: "windowOverlap"
            )
        }
    }

    /// The logits of each example, put together from those of its windows.
    ///
    /// - Parameters:
    ///   - logits: The logits of each feature.
    ///   - features: The features; those of one example stand together.
    /// - Returns: A row for each example.
    func combined(_ logits: [[Float]], features: [some TaskFeature]) -> [[Float]] {
        guard rule != .cut else { return logits }
        var rows: [[Float]] = []
        var start = 0
        while start < features.count {
            let example = features[start].exampleIndex
            let end = features[start...].firstIndex { $0.exampleIndex != example } ?? features.count
            rows.append(combined(logits[start..<end]))
            start = end
        }
        return rows
    }

    private func combined(_ windows: ArraySlice<[Float]>) -> [Float] {
        guard let first = windows.first, windows.count > 1 else { return windows.first ?? [] }
        return first.indices.map { column in
            let values = windows.map { $0[column] }
            return rule == .max
                ? values.max() ?? 0 : Float(values.reduce(0) { $0 + Double($1) } / Double(values.count))
        }
    }
}
