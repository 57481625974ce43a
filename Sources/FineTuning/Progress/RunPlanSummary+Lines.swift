import TextData

extension RunPlanSummary {
    /// The plan as lines of text for a person to read before training starts.
    ///
    /// All the words of the plan are in this file, so that a translation has one place to go.
    public var lines: [String] {
        let rows = rows
        let width = rows.map(\.title.count).max() ?? 0
        return rows.map { row in
            row.title + String(repeating: " ", count: width - row.title.count + 2) + row.text
        }
    }

    /// The plan as facts under titles; a fact that goes on has an empty title for its further lines.
    public var rows: [(title: String, text: String)] {
        var rows: [(title: String, text: String)] = [
            ("task", task),
            ("model", "\(model), \(Self.grouped(parameters)) parameters"),
        ]
        if !labels.isEmpty { rows.append(("labels", labelText)) }
        rows += dataSets.map { ($0.role.rawValue, text(of: $0)) }
        if let recipeReason { rows.append(("recipe", recipeReason)) }
        rows.append(("steps", stepText))
        rows.append(("learning rate", learningRateText))
        if let groups, !groups.isUniform { rows += groups.lines.map { ("", $0) } }
        rows.append(("evaluation", evaluationText))
        rows.append(("threads", "\(threads), seed \(recipe.seed)"))
        if let estimatedSeconds { rows.append(("time", "about \(Self.duration(estimatedSeconds))")) }
        return rows
    }

    private var labelText: String {
        let shown = labels.prefix(12).joined(separator: ", ")
        return "\(labels.count): " + shown + (labels.count > 12 ? ", …" : "")
    }

    private func text(of dataSet: DataSet) -> String {
        let truncation = dataSet.truncation
        let kept = truncation.tokenCount - truncation.cutTokenCount
        var text = "\(Self.grouped(truncation.exampleCount)) examples, \(Self.grouped(kept)) tokens; "
        if truncation.splitExampleCount > 0 {
            text +=
                "\(Self.grouped(truncation.splitExampleCount)) are read in windows of \(maximumLength) tokens, "
                + "\(Self.grouped(truncation.windowCount)) in all; "
        }
        return text
            + (cutText(truncation) ?? "none cut, the longest has \(truncation.longestLength) of \(maximumLength) tokens")
    }

    /// What is cut off, or `nil` if nothing is.
    private func cutText(_ truncation: TruncationReport) -> String? {
        guard truncation.cutExampleCount > 0 else { return nil }
        let examples = TruncationReport.percentage(truncation.cutExampleCount, of: truncation.exampleCount)
        let tokens = TruncationReport.percentage(truncation.cutTokenCount, of: truncation.tokenCount)
        return "\(Self.grouped(truncation.cutExampleCount)) (\(examples)) cut at \(maximumLength) tokens, which loses "
            + "\(Self.grouped(truncation.cutTokenCount)) tokens (\(tokens))"
    }

    /// What of the plan makes the result another than the data promise, a line each: what a person wants to know who
    /// doesn't want to see the plan.
    public var warnings: [String] {
        dataSets.compactMap { dataSet in
            cutText(dataSet.truncation).map {
                "\(dataSet.role.rawValue): of \(Self.grouped(dataSet.truncation.exampleCount)) examples \($0)"
            }
        }
    }

    private var stepText: String {
        var batch = "batches of \(recipe.batchSize)"
        if plan.gradientAccumulationSteps > 1 { batch += " x \(plan.gradientAccumulationSteps)" }
        let epochs = Self.trimmed(Double(plan.totalSteps) / Double(plan.stepsPerEpoch))
        return "\(Self.grouped(plan.totalSteps)) (\(epochs) epochs of \(Self.grouped(plan.stepsPerEpoch))), \(batch)"
    }

    private var learningRateText: String {
        let shape =
            switch recipe.schedule {
            case .linear: "then down to 0"
            case .cosine: "then down to 0 along a cosine"
            case .constant: "then constant"
            }
        let rise = plan.warmupSteps > 0 ? "up over \(Self.grouped(plan.warmupSteps)) steps" : "no warm-up"
        return "\(recipe.learningRate), \(rise), \(shape); weight decay \(recipe.weightDecay)"
    }

    private var evaluationText: String {
        guard dataSets.contains(where: { $0.role == .validation }) else {
            return "none during training, for want of validation data; the last weights are kept"
        }
        let metric = decidingMetric
        let interval =
            switch recipe.evaluationInterval {
            case .epoch: "after every epoch"
            case .steps(let steps): "every \(Self.grouped(steps)) steps"
            case .never: "none during training"
            }
        guard recipe.evaluationInterval != .never else { return interval + "; the last weights are kept" }
        var text = interval + (recipe.keepsBestModel ? "; the best \(metric) is kept" : "; the last weights are kept")
        if let patience = recipe.earlyStoppingPatience {
            text += "; stops after \(patience) without improvement"
        }
        return text
    }
}

// MARK: - Numbers for people

extension RunPlanSummary {
    /// A count with commas between groups of three digits.
    package static func grouped(_ count: Int) -> String {
        var digits = String(count.magnitude)
        var position = digits.count - 3
        while position > 0 {
            digits.insert(",", at: digits.index(digits.startIndex, offsetBy: position))
            position -= 3
        }
        return count < 0 ? "-" + digits : digits
    }

    /// A duration in the units that fit it: `8 s`, `3 min 20 s`, `2 h 5 min`.
    package static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 1e9 else { return "very long" }
        let total = max(0, Int(seconds.rounded()))
        if total < 60 { return "\(total) s" }
        if total < 3600 { return "\(total / 60) min \(total % 60) s" }
        return "\(total / 3600) h \(total % 3600 / 60) min"
    }

    private static func trimmed(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15
            ? String(Int(value)) : String((value * 100).rounded() / 100)
    }
}
