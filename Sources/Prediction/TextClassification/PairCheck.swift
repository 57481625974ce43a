internal import StrictJSON
internal import TextData

/// Whether texts come singly or in pairs, as the task wants them.
///
/// A model learns one of the two; of the other kind it would say something, and nothing that means anything.
enum PairCheck {
    /// Checks the examples of a text task.
    ///
    /// - Throws: ``/TextData/DataError`` with code `missingPair` or `unexpectedPair`, naming the line.
    static func check(_ dataset: TextDataset, hasPairs: Bool?) throws(DataError) {
        // Where there is no column of second texts, no example has one, and none need be looked at.
        guard let hasPairs, hasPairs || dataset.hasPairs,
            let example = dataset.examples.first(where: { ($0.pair != nil) != hasPairs })
        else { return }
        let isInFile = example.line > 0
        let message =
            switch (hasPairs, isInFile) {
            case (true, true):
                "the task is about pairs of texts, and here is no second one; name the column that holds it"
            case (true, false): "the task is about pairs of texts, and here is no second one; give two texts"
            case (false, true):
                "the task is about single texts, as the training data are, and here are pairs; name the one column to "
                    + "read"
            case (false, false):
                "the task is about single texts, as the training data are, and here are pairs; give one text"
            }
        throw DataError(
            hasPairs ? .missingPair : .unexpectedPair,
            message,
            path: dataset.path,
            line: isInFile ? example.line : nil
        )
    }

    /// What a run folder remembers; `nil` for one that does not.
    ///
    /// - Throws: ``TaskMismatch`` for what is neither true nor false.
    static func hasPairs(in settings: JSONObject) throws(TaskMismatch) -> Bool? {
        guard let value = settings["hasPairs"], !value.isNull else { return nil }
        if let hasPairs = value.bool { return hasPairs }
        throw TaskMismatch(setting: "hasPairs: true or false was expected")
    }
}
