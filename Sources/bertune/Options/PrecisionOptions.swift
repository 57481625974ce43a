public import ArgumentParser
public import Prediction

/// The option that trades exactness for speed.
struct PrecisionOptions: ParsableArguments {
    @Option(
        help: """
            The numbers that linear layers compute with. int8 is about three times as fast where the processor has \
            VNNI, and moves accuracy and F1 by some tenths of a point as a rule, either way: measure it with evaluate.
            """
    )
    var precision: WeightPrecision = .float32
}

extension WeightPrecision: ExpressibleByArgument {}
