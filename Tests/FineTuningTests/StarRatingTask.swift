import BERT
import EvaluationMetrics
import Prediction
import Tensors
import TextData

/// Stars out of five: an answer that is off by one is better than one that is off by three, which classes don't know.
struct StarRating: BERTTask {
    /// One linear layer on the pooled `[CLS]`: for each number of stars but the last, whether there are more.
    struct Head: TaskHead {
        let architecture = "BertForStarRating"
        let outputCount = 4
        let usesPooler = true

        func declarations(_ configuration: BERTConfiguration) -> [ParameterStore.Declaration] {
            [.init("stars.weight", [outputCount, configuration.hiddenSize]), .init("stars.bias", [outputCount])]
        }

        func logits(_ model: BERTModel, batch: PackedBatch, tape: Tape) -> Tensor {
            let pooled = model.pooledOutput(batch, tape: tape)  // [sequences, hiddenSize]
            let kept = tape.dropout(pooled, probability: model.configuration.headDropoutProbability)
            return tape.linear(kept, weight: model.parameters["stars.weight"], bias: model.parameters["stars.bias"])
        }
    }

    struct Evaluation: TaskEvaluation { let values: [MetricValue] }
    typealias Feature = TextFeature<[Float]>

    let name = "star-rating"
    let head: any TaskHead = Head()
    let metricNames = ["meanAbsoluteError"]
    let decidingMetric = "meanAbsoluteError"

    func features(of dataset: TextDataset, context: FeatureContext, withTargets: Bool) throws -> FeatureSet<Feature> {
        try context.features(of: dataset) { example in
            example.label.flatMap { Int($0) }.map { stars in (1...4).map { stars > $0 ? 1 : 0 } }
        }
    }

    func loss(
        _ logits: Tensor,
        of features: [Feature],
        options: LossOptions,
        normalizer: Double,
        tape: Tape
    ) -> Double {
        tape.binaryCrossEntropy(logits, targets: features.flatMap { $0.target ?? [] }, normalizer: normalizer * 4)
    }

    func decode(_ logits: [[Float]], features: [Feature], dataset: TextDataset) -> [Int] {
        logits.map { 1 + $0.count { $0 > 0 } }
    }

    func evaluate(_ answers: [Int], dataset: TextDataset) throws -> Evaluation {
        let errors = zip(answers, dataset.examples).map { abs($0 - (Int($1.label ?? "") ?? 0)) }
        let mean = Double(errors.reduce(0, +)) / Double(errors.count)
        return Evaluation(values: [MetricValue("meanAbsoluteError", mean)])
    }
}
