internal import StrictJSON

/// What `metrics.jsonl` tells of a run: the training steps that were logged, and the evaluations.
public struct MetricsHistory: Sendable {
    /// A figure at a step.
    public struct Point: Sendable, Equatable {
        /// The optimizer steps taken.
        public let step: Int
        /// The figure.
        public let value: Double
    }

    /// A figure over the steps.
    public struct Curve: Sendable, Equatable {
        /// The figure's name, such as `learningRate`.
        public let name: String
        /// Its values, in the order of the steps.
        public internal(set) var points: [Point]
    }

    /// What was logged while training.
    public private(set) var training: [Curve] = []
    /// What evaluations on validation data found.
    public private(set) var validation: [Curve] = []

    /// Reads a log; a line that is cut short or says nothing of a step is passed over.
    ///
    /// - Parameter lines: The lines of `metrics.jsonl`.
    public init(lines: some Sequence<some Collection<UInt8>>) {
        for line in lines {
            guard let value = try? JSONValue.parse(Array(line)), let step = value["step"]?.int else { continue }
            if let evaluation = value["evaluation"]?.object {
                guard value["split"]?.string ?? "validation" == "validation" else { continue }
                for member in evaluation.members { Self.add(member, step, to: &validation) }
            } else {
                let names = ["loss", "learningRate", "gradientNorm", "tokensPerSecond"]
                for name in names { value[name].map { Self.add(.init(name, $0), step, to: &training) } }
            }
        }
    }

    private static func add(_ member: JSONObject.Member, _ step: Int, to curves: inout [Curve]) {
        guard let value = member.value.double, value.isFinite else { return }
        let point = Point(step: step, value: value)
        if let index = curves.firstIndex(where: { $0.name == member.name }) {
            curves[index].points.append(point)
        } else {
            curves.append(Curve(name: member.name, points: [point]))
        }
    }
}
