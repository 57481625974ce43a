public import StrictJSON

extension DataReport {
    /// The report for a person, a line each.
    public var lines: [String] {
        var lines: [String] = []
        for part in parts {
            lines.append("\(part.name)  \(part.path)  (\(part.format))")
            lines.append("  examples    \(part.count)")
            if let numbers = part.numbers {
                lines.append(
                    "  numbers     \(numbers.lowest) to \(numbers.highest), mean \(Self.rounded(numbers.mean))"
                )
            }
            if !part.balance.counts.isEmpty {
                lines.append("  classes     \(part.balance.counts.count): \(part.balance.line)")
            }
            if let characters = part.characters { lines.append("  characters  \(characters)") }
            if let tokens = part.tokens {
                if let lengths = tokens.lengths {
                    lines.append("  tokens      \(lengths); \(tokens.longCount) longer than \(tokens.maximumLength)")
                }
                let share =
                    tokens.unknownCount == 0
                    ? "none" : TruncationReport.percentage(tokens.unknownCount, of: tokens.tokenCount)
                lines.append("  unknown     \(share) of \(tokens.tokenCount) tokens")
            }
        }
        lines.append(findings.isEmpty ? "Nothing is amiss." : "Findings:")
        return lines + findings.map { "  \($0)" }
    }

    /// The report for a program.
    public var json: JSONObject {
        JSONObject([
            .init("files", .array(parts.map { .object(Self.object($0)) })),
            .init("findings", .array(findings.map { .object(Self.object($0)) })),
        ])
    }

    private static func object(_ part: Part) -> JSONObject {
        var members: [JSONObject.Member] = [
            .init("split", .string(part.name)), .init("path", .string(part.path)),
            .init("format", .string(part.format)),
            .init("examples", JSONValue(part.count)),
        ]
        if let characters = part.characters { members.append(.init("characters", characters.json)) }
        if let numbers = part.numbers {
            members.append(
                .init(
                    "numbers",
                    [
                        "minimum": JSONValue(numbers.lowest), "mean": JSONValue(numbers.mean),
                        "maximum": JSONValue(numbers.highest),
                    ]
                )
            )
        } else {
            let counts = part.balance.counts.map { JSONObject.Member($0.name, JSONValue($0.count)) }
            members.append(.init("classes", .object(JSONObject(counts))))
        }
        if let tokens = part.tokens {
            if let lengths = tokens.lengths { members.append(.init("tokens", lengths.json)) }
            members.append(.init("maximumLength", JSONValue(tokens.maximumLength)))
            members.append(.init("longer", JSONValue(tokens.longCount)))
            members.append(.init("unknownTokens", JSONValue(tokens.unknownCount)))
            members.append(.init("allTokens", JSONValue(tokens.tokenCount)))
        }
        return JSONObject(members)
    }

    private static func object(_ finding: DataWarning) -> JSONObject {
        var members: [JSONObject.Member] = [
            .init("code", .string(finding.code.rawValue)), .init("message", .string(finding.message)),
            .init("count", JSONValue(finding.count)),
        ]
        if let path = finding.path { members.append(.init("path", .string(path))) }
        if let line = finding.line { members.append(.init("line", JSONValue(line))) }
        return JSONObject(members)
    }

    private static func rounded(_ value: Double) -> String {
        "\((value * 1000).rounded() / 1000)"
    }
}
