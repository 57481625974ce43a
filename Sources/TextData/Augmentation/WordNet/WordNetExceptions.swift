/// The irregular forms of one part of speech: `*.exc`, a form and its base forms on each line.
struct WordNetExceptions: Sendable {
    private var baseForms: [UTF8Key: [String]] = [:]
    private var forms: [UTF8Key: [String]] = [:]

    init(_ file: WordNetFile) throws(AugmentationError) {
        for line in file.lines {
            let words = file.fields(of: line).map(String.init)
            guard let form = words.first else { continue }
            guard words.count > 1 else { throw file.malformed(at: line) }
            for base in words.dropFirst() {
                baseForms[UTF8Key(form), default: []].append(base)
                forms[UTF8Key(base), default: []].append(form)
            }
        }
    }

    /// The base forms of an irregular form.
    func baseForms(of form: String) -> [String] {
        baseForms[UTF8Key(form)] ?? []
    }

    /// The irregular forms of a base form.
    func forms(of base: String) -> [String] {
        forms[UTF8Key(base)] ?? []
    }
}
