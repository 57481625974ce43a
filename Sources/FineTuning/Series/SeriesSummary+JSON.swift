internal import EvaluationMetrics
public import StrictJSON

extension SeriesSummary {
    /// All values as `summary.json` and `--json` have them.
    public var json: JSONObject {
        var members: [JSONObject.Member] = [
            .init("decidingMetric", .string(decidingMetric)),
            .init("runs", .array(runs.map { .object($0.json) })),
        ]
        for split in [RunDescription.DataRole.validation, .test] {
            let values = metricNames(on: split).compactMap { name -> JSONObject.Member? in
                guard let statistics = statistics(of: name, on: split) else { return nil }
                return .init(name, .object(statistics.json))
            }
            if !values.isEmpty { members.append(.init(split.rawValue, .object(JSONObject(values)))) }
        }
        if let best { members.append(.init("best", .string(best.name))) }
        return JSONObject(members)
    }
}

extension SeriesSummary.Run {
    fileprivate var json: JSONObject {
        var members: [JSONObject.Member] = [
            .init("name", .string(name)), .init("path", .string(path)),
        ]
        if let trainingLoss {
            members += [.init("step", JSONValue(step)), .init("trainingLoss", JSONValue(trainingLoss))]
        }
        for (split, metrics) in [("validation", validation), ("test", test)] where !metrics.isEmpty {
            let values = metrics.map { JSONObject.Member($0.name, JSONValue($0.value)) }
            members.append(.init(split, .object(JSONObject(values))))
        }
        if let warning { members.append(.init("warning", .string(warning))) }
        return JSONObject(members)
    }
}

extension SampleStatistics {
    fileprivate var json: JSONObject {
        var members: [JSONObject.Member] = [.init("mean", JSONValue(mean))]
        if let standardDeviation { members.append(.init("standardDeviation", JSONValue(standardDeviation))) }
        members += [.init("minimum", JSONValue(minimum)), .init("maximum", JSONValue(maximum))]
        return JSONObject(members)
    }
}
