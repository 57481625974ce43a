extension TaskDetection {
    /// What the name or the first lines of a file show, if it holds tagged words.
    static func fromWords(_ input: borrowing ByteInput, options: TableOptions) -> TaskDetection? {
        let task = Contents.words.rawValue
        switch options.format {
        case .conll, .conllu: return TaskDetection(task, "the format that --format names")
        case .automatic, .tsv: break
        case .csv, .jsonl, .lines: return nil
        }
        let fileExtension = FileName.lowercasedExtension(of: input.path)
        if fileExtension == "conllu" || WordLines.fileExtensions.contains(fileExtension) {
            return TaskDetection(task, "the name ends in .\(fileExtension)")
        }
        guard fileExtension != "csv" else { return nil }
        let lines = WordLines(input.window[input.position...])
        if lines.beginDocument { return TaskDetection(task, "a line -DOCSTART-") }
        if lines.lookLikeCoNLLU {
            return TaskDetection(task, "ten columns between tabs and the number of a word in the first, as in CoNLL-U")
        }
        if lines.endInTags {
            return TaskDetection(
                task,
                "one word a line, tags such as \(lines.exampleTag ?? "O") behind it, blank lines between"
            )
        }
        return nil
    }
}
