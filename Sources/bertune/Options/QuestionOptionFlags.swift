public import ArgumentParser
import Prediction
public import TextData

extension WindowStride.Convention: ExpressibleByArgument {}

/// The options of question answering.
struct QuestionOptionFlags: ParsableArguments {
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            """
            Questions: answer nothing where that scores better by more than this. (default: what was best on the \
            validation data, else 0)
            """,
            valueName: "score"
        )
    )
    var nullThreshold: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Questions: the most tokens of an answer. (default: 30)", valueName: "tokens")
    )
    var maxAnswerLength: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Questions: how many answers are kept of each. (default: 20)", valueName: "N")
    )
    var nBest: Int?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Questions: the stride of windows over a long text. (default: 128)", valueName: "tokens")
    )
    var docStride: Int?

    @Option(
        help: "Questions: whether the stride is what windows share, or how far apart they begin. (default: overlap)"
    )
    var strideConvention: WindowStride.Convention?

    func validate() throws {
        var options = TaskOptions()
        apply(to: &options)
        // The ranges are those of a recipe file.
        for field in TaskOptionField.all {
            guard let text = field.write(options) else { continue }
            var copy = options
            guard !field.read(&copy, text) else { continue }
            throw ValidationError("\(OptionName.option(for: field.name)) must be \(field.allowed), but is \(text)")
        }
    }

    /// Puts the command line's words over others.
    func apply(to options: inout TaskOptions) {
        options.nullThreshold = nullThreshold ?? options.nullThreshold
        options.maximumAnswerLength = maxAnswerLength ?? options.maximumAnswerLength
        options.nBestCount = nBest ?? options.nBestCount
        options.documentStride = docStride ?? options.documentStride
        options.strideConvention = strideConvention ?? options.strideConvention
    }
}
