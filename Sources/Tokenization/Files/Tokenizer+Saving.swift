import StrictJSON

extension Tokenizer {
    /// The four files from which transformers 4 and 5 and this library read the tokenizer back.
    ///
    /// They are `vocab.txt`, `tokenizer.json`, `tokenizer_config.json` and `special_tokens_map.json`. Nothing is
    /// written here; the caller decides where they go and how durably.
    ///
    /// - Parameter maximumLength: The longest input, as `model_max_length`; `nil` keeps the tokenizer's own.
    /// - Returns: The name and contents of each file.
    public func savedFiles(maximumLength: Int? = nil) -> [(name: String, bytes: [UInt8])] {
        let lineEnd = [UInt8(ascii: "\n")]
        return [
            ("vocab.txt", VocabularyFile.bytes(of: vocabulary)),
            ("tokenizer.json", tokenizerJSON().serialized(pretty: true) + lineEnd),
            (
                "tokenizer_config.json",
                configurationJSON(maximumLength: maximumLength ?? self.maximumLength).serialized(pretty: true)
                    + lineEnd
            ),
            ("special_tokens_map.json", specialTokensJSON().serialized(pretty: true) + lineEnd),
        ]
    }

    private func tokenizerJSON() -> JSONValue {
        let options = configuration.normalization
        let added = addedTokens.sorted { $0.id < $1.id }.map { added in
            JSONValue.object(JSONObject([JSONObject.Member("id", JSONValue(Int(added.id)))] + added.token.jsonMembers))
        }
        return [
            "version": "1.0",
            "truncation": nil,
            "padding": nil,
            "added_tokens": .array(added),
            "normalizer": [
                "type": "BertNormalizer",
                "clean_text": .bool(options.cleansText),
                "handle_chinese_chars": .bool(options.separatesChineseCharacters),
                "strip_accents": options.stripsAccents.map(JSONValue.bool) ?? nil,
                "lowercase": .bool(options.lowercases),
            ],
            "pre_tokenizer": ["type": "BertPreTokenizer"],
            "post_processor": templateJSON(),
            "decoder": ["type": "WordPiece", "prefix": .string(configuration.continuationPrefix), "cleanup": true],
            "model": [
                "type": "WordPiece",
                "unk_token": .string(configuration.unknownToken),
                "continuing_subword_prefix": .string(configuration.continuationPrefix),
                "max_input_chars_per_word": JSONValue(configuration.maximumWordLength),
                "vocab": .object(vocabularyJSON()),
            ],
        ]
    }

    /// The model's tokens with their ids; of a token that stands twice, the later id.
    private func vocabularyJSON() -> JSONObject {
        var members: [JSONObject.Member] = []
        members.reserveCapacity(vocabulary.modelTokenCount)
        for id in 0..<Int32(vocabulary.modelTokenCount) {
            guard let bytes = vocabulary.bytes(of: id), vocabulary.id(ofBytes: bytes) == id else { continue }
            members.append(JSONObject.Member(String(decoding: bytes, as: UTF8.self), JSONValue(Int(id))))
        }
        return JSONObject(members)
    }

    private func templateJSON() -> JSONValue {
        let template = configuration.template
        var specialTokens = JSONObject()
        let pieces = { (pieces: [SpecialTokenTemplate.Piece]) -> JSONValue in
            .array(
                pieces.map { piece in
                    switch piece {
                    case .special(let token, let typeID):
                        let id = Int(vocabulary.id(of: token) ?? unknownTokenID)
                        specialTokens[token] = [
                            "id": .string(token), "ids": [JSONValue(id)], "tokens": [.string(token)],
                        ]
                        return ["SpecialToken": ["id": .string(token), "type_id": JSONValue(Int(typeID))]]
                    case .sequence(let index, let typeID):
                        return ["Sequence": ["id": index == 0 ? "A" : "B", "type_id": JSONValue(Int(typeID))]]
                    }
                }
            )
        }
        let (single, pair) = (pieces(template.single), pieces(template.pair))
        return [
            "type": "TemplateProcessing", "single": single, "pair": pair, "special_tokens": .object(specialTokens),
        ]
    }

    private func configurationJSON(maximumLength: Int?) -> JSONValue {
        let options = configuration.normalization
        let decoder = addedTokens.sorted { $0.id < $1.id }.map { added in
            JSONObject.Member(String(added.id), .object(JSONObject(added.token.jsonMembers)))
        }
        var members: [JSONObject.Member] = [
            JSONObject.Member("added_tokens_decoder", .object(JSONObject(decoder))),
            JSONObject.Member("clean_up_tokenization_spaces", true),
            JSONObject.Member("do_basic_tokenize", true),
            JSONObject.Member("do_lower_case", .bool(options.lowercases)),
            // What transformers writes where the length is unknown.
            JSONObject.Member("model_max_length", maximumLength.map { JSONValue($0) } ?? JSONValue(1e30)),
            JSONObject.Member("never_split", nil),
            JSONObject.Member("strip_accents", options.stripsAccents.map(JSONValue.bool) ?? nil),
            JSONObject.Member("tokenize_chinese_chars", .bool(options.separatesChineseCharacters)),
            JSONObject.Member("tokenizer_class", "BertTokenizer"),
        ]
        members += specialTokensJSON().object?.members ?? []
        return .object(JSONObject(members))
    }

    private func specialTokensJSON() -> JSONValue {
        var members = [
            JSONObject.Member("cls_token", .string(configuration.classToken)),
            JSONObject.Member("pad_token", .string(configuration.paddingToken)),
            JSONObject.Member("sep_token", .string(configuration.separatorToken)),
            JSONObject.Member("unk_token", .string(configuration.unknownToken)),
        ]
        if let maskToken = configuration.maskToken, maskTokenID != nil {
            members.append(JSONObject.Member("mask_token", .string(maskToken)))
        }
        return .object(JSONObject(members))
    }
}
