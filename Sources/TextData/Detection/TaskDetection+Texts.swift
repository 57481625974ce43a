extension TaskDetection {
    /// What texts and their labels show.
    static func fromTexts(_ path: String, options: TableOptions) throws(DataError) -> TaskDetection {
        if !options.labelColumns.isEmpty {
            return TaskDetection("multi-label-classification", "columns that are a label each (--label-columns)")
        }
        let sample = try LabelSample(path, options: options)
        let pairs = sample.columns.pair.map { "columns '\(sample.columns.text)' and '\($0)', " }
        let texts = pairs ?? "column '\(sample.columns.text)', "
        let column = "'\(sample.columns.label ?? "label")'"
        switch sample.labels {
        case .lists:
            return TaskDetection("multi-label-classification", texts + "lists of labels in \(column)")
        case .separated(let separator):
            return TaskDetection(
                "multi-label-classification",
                texts + "labels with \(separator) between them in \(column)",
                alternatives: [sample.isPair ? "text-pair-classification" : "text-classification"]
            )
        case .fractions(let lowest, let highest):
            return TaskDetection(
                sample.isPair ? "sentence-similarity" : "text-regression",
                texts + "numbers with fractions in \(column), from \(lowest) to \(highest)"
            )
        case .numbersWithFaults(let lowest, let highest, let fault):
            return TaskDetection(
                sample.isPair ? "sentence-similarity" : "text-regression",
                texts
                    + "numbers in \(column), from \(lowest) to \(highest), but for '\(fault.label)' on line \(fault.line)",
                alternatives: [sample.isPair ? "text-pair-classification" : "text-classification"]
            )
        case .scores(let lowest, let highest):
            return TaskDetection(
                sample.isPair ? "sentence-similarity" : "text-regression",
                texts + "numbers in \(column), from \(lowest) to \(highest)",
                alternatives: [sample.isPair ? "text-pair-classification" : "text-classification"]
            )
        case .classes(let count, let areNumbers):
            let isScale = areNumbers && count > 2
            return TaskDetection(
                sample.isPair ? "text-pair-classification" : "text-classification",
                texts + "\(count) different labels in \(column)",
                alternatives: isScale ? [sample.isPair ? "sentence-similarity" : "text-regression"] : []
            )
        }
    }
}
