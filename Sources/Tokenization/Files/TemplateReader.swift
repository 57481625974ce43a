import StrictJSON

/// Reads the `post_processor` of `tokenizer.json`.
enum TemplateReader {
    static func template(from value: JSONValue?) throws(TokenizationError) -> SpecialTokenTemplate {
        guard let value, !value.isNull else { return .bare }
        let type = value["type"]?.string ?? "none"
        switch type {
        case "BertProcessing":
            guard let classToken = value["cls"]?.array?.first?.string,
                let separatorToken = value["sep"]?.array?.first?.string
            else { throw fault("needs \"cls\" and \"sep\", each a token and its id") }
            return .bert(classToken: classToken, separatorToken: separatorToken)
        case "TemplateProcessing":
            let single = try pieces(value["single"], specialTokens: value["special_tokens"])
            let pair = try pieces(value["pair"], specialTokens: value["special_tokens"])
            return SpecialTokenTemplate(single: single, pair: pair)
        default:
            throw TokenizationError(
                .unsupportedTokenizer,
                "\(type) is not known, only BertProcessing and TemplateProcessing; choose a BERT model",
                field: "post_processor.type"
            )
        }
    }

    /// The tokens at the beginning and the end of a single text, if the template has them.
    static func ends(of template: SpecialTokenTemplate) -> (classToken: String, separatorToken: String)? {
        guard case .special(let first, _) = template.single.first, case .special(let last, _) = template.single.last
        else { return nil }
        return (first, last)
    }

    private static func pieces(
        _ value: JSONValue?,
        specialTokens: JSONValue?
    ) throws(TokenizationError) -> [SpecialTokenTemplate.Piece] {
        guard let elements = value?.array else { throw fault("needs \"single\" and \"pair\", both arrays") }
        var pieces: [SpecialTokenTemplate.Piece] = []
        for element in elements {
            guard let part = element["SpecialToken"] ?? element["Sequence"], let id = part["id"]?.string,
                let typeID = part["type_id"]?.int.flatMap(Int32.init(exactly:)), typeID >= 0
            else { throw fault("each part must be a SpecialToken or a Sequence with \"id\" and \"type_id\"") }
            guard element["Sequence"] == nil else {
                guard id == "A" || id == "B" else { throw fault("a Sequence is \"A\" or \"B\", not \"\(id)\"") }
                pieces.append(.sequence(index: id == "A" ? 0 : 1, typeID: typeID))
                continue
            }
            // A name in the template may stand for several tokens.
            let tokens = specialTokens?[id]?["tokens"]?.array?.compactMap(\.string) ?? [id]
            for token in tokens { pieces.append(.special(token: token, typeID: typeID)) }
        }
        return pieces
    }

    private static func fault(_ message: String) -> TokenizationError {
        TokenizationError(.malformedFile, message, field: "post_processor")
    }
}
