/// One change to a list of words.
///
/// A word is named at most once among the replacements and deletions of a list of edits.
public enum WordEdit: Sendable, Equatable {
    /// Another word, or several with blanks between them, takes the place of the word at an index.
    case replace(Int, with: String)
    /// The word at an index is left out.
    case delete(Int)
    /// A word, or several, is put behind the word at an index.
    case insert(String, after: Int)

    /// The index of the word that is changed, or behind which something is put.
    var index: Int {
        switch self {
        case .replace(let index, _), .delete(let index), .insert(_, after: let index): index
        }
    }
}

// MARK: - Words and their tags

extension WordEdit {
    /// Makes edits on words that have tags.
    ///
    /// A word keeps its tag when another takes its place; several words in the place of one all have it. What is put
    /// in has a tag of its own.
    ///
    /// - Parameters:
    ///   - edits: The edits, in any order.
    ///   - words: The words.
    ///   - tags: The tags, as many as there are words.
    ///   - insertedTag: The tag of inserted words.
    /// - Returns: The words and tags after the edits, as many of the one as of the other.
    /// - Precondition: There are as many tags as words, and every index is one of theirs.
    package static func applied(
        _ edits: [WordEdit],
        to words: [String],
        tags: [String],
        insertedTag: String
    ) -> (words: [String], tags: [String]) {
        precondition(words.count == tags.count, "\(words.count) words and \(tags.count) tags.")
        var replaced = words.map { [$0] }
        var inserted = [[String]](repeating: [], count: words.count)
        for edit in edits {
            switch edit {
            case .replace(let index, let text): replaced[index] = Self.words(of: text)
            case .delete(let index): replaced[index] = []
            case .insert(let text, let index): inserted[index] += Self.words(of: text)
            }
        }
        var result: (words: [String], tags: [String]) = ([], [])
        for index in words.indices {
            result.words += replaced[index] + inserted[index]
            result.tags += replaced[index].map { _ in tags[index] } + inserted[index].map { _ in insertedTag }
        }
        return result
    }

    private static func words(of text: String) -> [String] {
        text.unicodeScalars.split(separator: " ").map { String($0) }
    }
}
