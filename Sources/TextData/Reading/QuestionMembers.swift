/// The names by which JSON objects of questions are known, to their reader and to what tells a file's task.
enum QuestionMembers {
    /// The question.
    static let question = "question"
    /// The text that it is about.
    static let context = "context"
    /// SQuAD's list of articles.
    static let data = "data"
    /// An article's paragraphs.
    static let paragraphs = "paragraphs"
    /// The questions about a paragraph.
    static let questions = "qas"
}
