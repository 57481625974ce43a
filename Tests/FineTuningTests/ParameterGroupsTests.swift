import FineTuning
import Foundation
import StrictJSON
import Tensors
import TestSupport
import Testing

@Suite("parameter groups")
struct ParameterGroupsTests {
    private static func store(layers: Int) -> ParameterStore {
        var declarations: [ParameterStore.Declaration] = [
            .init("bert.embeddings.word_embeddings.weight", [9, 4]), .init("bert.embeddings.LayerNorm.weight", [4]),
            .init("bert.embeddings.LayerNorm.bias", [4]),
        ]
        for layer in 0..<layers {
            declarations.append(.init("bert.encoder.layer.\(layer).attention.self.query.weight", [4, 4]))
            declarations.append(.init("bert.encoder.layer.\(layer).attention.self.query.bias", [4]))
            declarations.append(.init("bert.encoder.layer.\(layer).output.LayerNorm.weight", [4]))
        }
        declarations += [.init("bert.pooler.dense.weight", [4, 4]), .init("classifier.weight", [3, 4])]
        return ParameterStore(declarations, device: CPUDevice(threads: 1))
    }

    private static func groups(layers: Int = 4, _ change: (inout Recipe) -> Void) -> ParameterGroups {
        var recipe = Recipe()
        change(&recipe)
        return ParameterGroups(store(layers: layers).parameters, layerCount: layers, recipe: recipe)
    }

    @Test(
        "knows the part of a parameter by its name",
        arguments: [
            ("bert.embeddings.word_embeddings.weight", ModelPart.embeddings),
            ("embeddings.LayerNorm.bias", .embeddings),
            ("bert.encoder.layer.0.attention.self.query.weight", .layer(1)),
            ("bert.encoder.layer.11.output.dense.bias", .layer(12)),
            ("bert.pooler.dense.weight", .pooler), ("classifier.bias", .head), ("qa_outputs.weight", .head),
            ("cls.predictions.transform.dense.weight", .head), ("my.encoder.layer.weight", .head),
        ]
    )
    func parts(name: String, part: ModelPart) {
        #expect(ModelPart(parameter: name) == part)
    }

    @Test("decays the learning rate layer by layer, as the documentation's formula says", arguments: [1, 4, 12])
    func layerDecay(layers: Int) {
        let (rate, decay) = (3e-5, 0.85)
        let groups = Self.groups(layers: layers) {
            $0.learningRate = rate
            $0.layerDecay = decay
        }.groups
        #expect(groups.map(\.part) == [.embeddings] + (1...layers).map { .layer($0) } + [.pooler, .head])
        for group in groups {
            let power =
                switch group.part {
                case .head, .pooler: 0
                case .layer(let number): layers + 1 - number
                case .embeddings: layers + 1
                }
            // Multiplied out, one power at a time.
            expectClose(group.learningRate, (0..<power).reduce(rate) { value, _ in value * decay }, absolute: 1e-19)
        }
    }

    @Test("gives parts the rates that the recipe names, the lower half rounded down")
    func named() {
        let groups = Self.groups(layers: 5) {
            $0.learningRate = 7
            $0.learningRates = GroupLearningRates(embeddings: 1, lowerLayers: 2, upperLayers: 3, head: 5)
        }
        #expect(groups.groups.map(\.learningRate) == [1, 2, 2, 3, 3, 3, 5, 5])
        #expect(!groups.isUniform)
        #expect(
            Self.groups { $0.headLearningRate = 1 }.groups.map(\.learningRate) == [2e-5, 2e-5, 2e-5, 2e-5, 2e-5, 1, 1]
        )
        #expect(Self.groups { _ in }.isUniform)
    }

    @Test("covers each parameter once: frozen, or with its rate and decay")
    func segments() {
        let store = Self.store(layers: 4)
        var recipe = Recipe()
        recipe.frozenLayers = 2
        recipe.weightDecay = 0.1
        let groups = ParameterGroups(store.parameters, layerCount: 4, recipe: recipe)
        for parameter in store.parameters {
            let segments = groups.segments.filter { $0.range.overlaps(parameter.range) }
            let frozen = groups.frozenRanges.filter { $0.overlaps(parameter.range) }
            let isFrozen = parameter.name.contains(".0.") || parameter.name.contains(".1.")
            #expect(frozen.count == (isFrozen ? 1 : 0))
            #expect(segments.count == (isFrozen ? 0 : 1), "\(parameter.name)")
            #expect(segments.allSatisfy { $0.weightDecay == (AdamW.decays(parameter.name) ? 0.1 : 0) })
        }
        #expect(groups.frozenRanges.count == 1)
        #expect(groups.trainedRanges.count == 2)
        #expect(groups.groups.filter(\.isFrozen).map(\.part) == [.layer(1), .layer(2)])
    }

    @Test("a uniform recipe steps over no more pieces than weight decay asks for")
    func uniform() {
        let groups = Self.groups(layers: 2) { _ in }
        #expect(groups.trainedRanges.count == 1)
        // Word embeddings | LayerNorm | query | bias, LayerNorm | query | bias, LayerNorm | pooler, classifier.
        #expect(groups.segments.count == 7)
        #expect(zip(groups.segments, groups.segments.dropFirst()).allSatisfy { $0.weightDecay != $1.weightDecay })
    }

    @Test("shows a table in which parts that are treated alike share a line")
    func lines() {
        let groups = Self.groups {
            $0.frozenLayers = 2
            $0.headLearningRate = 1e-3
        }
        #expect(
            groups.lines == [
                "embeddings      44 parameters  2e-05", "layers 1–2      48 parameters  frozen",
                "layers 3–4      48 parameters  2e-05", "pooler to head  28 parameters  0.001",
            ]
        )
    }
}

@Suite("AdamW with groups")
struct AdamWGroupsTests {
    @Test("is torch.optim.AdamW with parameter groups", arguments: 0..<5)
    func reference(index: Int) throws {
        let row = try #require(try TestData.jsonFixture("adamw-groups.json").array?[index])
        let shapes = try #require(row["shapes"]?.object)
        let store = ParameterStore(
            shapes.members.map { .init($0.name, ($0.value.array ?? []).compactMap(\.int)) },
            device: CPUDevice(threads: 2)
        )
        try fill(store, store.values, from: row["initial"])
        store.prepareForTraining()
        let recipe = try recipe(row)
        let optimizer = AdamW(store, layerCount: 4, recipe: recipe)
        let schedule = LearningRateSchedule(kind: .cosine, peak: recipe.learningRate, totalSteps: 6, warmupSteps: 2)
        let norms = try #require(row["norms"]?.array).compactMap(\.double)
        for step in 0..<6 {
            let gradients = try #require(store.gradients)
            try fill(store, gradients, from: row["gradients"]?.array?[step])
            let norm = optimizer.gradientNorm
            expectClose(norm, norms[step], absolute: 0, relative: 1e-6)
            optimizer.step(rateFactor: schedule.factor(at: step), gradientNorm: norm)
            for range in optimizer.groups.trainedRanges {
                #expect(store.device.read(gradients.rows(range)).allSatisfy { $0 == 0 }, "the gradients are spent")
            }
            if step == 1 { try check(store, row["afterTwo"]) }
        }
        try check(store, row["after"])
    }

    private func recipe(_ row: JSONValue) throws -> Recipe {
        let changes = try #require(row["recipe"])
        var recipe = Recipe()
        recipe.learningRate = try #require(row["learningRate"]?.double)
        recipe.weightDecay = try #require(row["weightDecay"]?.double)
        recipe.layerDecay = changes["layerDecay"]?.double
        recipe.headLearningRate = changes["headLearningRate"]?.double
        let rates = changes["learningRates"]
        recipe.learningRates.embeddings = rates?["embeddings"]?.double
        recipe.learningRates.lowerLayers = rates?["lowerLayers"]?.double
        recipe.learningRates.head = rates?["head"]?.double
        recipe.freezesEmbeddings = changes["freezesEmbeddings"]?.bool ?? false
        recipe.frozenLayers = changes["frozenLayers"]?.int ?? 0
        return recipe
    }

    private func numbers(_ json: JSONValue?, _ name: String) throws -> [Float] {
        try #require(json?[name]?.array).compactMap { $0.double.map { Float($0) } }
    }

    private func fill(_ store: ParameterStore, _ tensor: Tensor, from json: JSONValue?) throws {
        for parameter in store.parameters {
            let values = try numbers(json, parameter.name)
            unsafe store.device.withHostMemory(of: tensor.rows(parameter.range)) { memory in
                _ = unsafe memory.update(fromContentsOf: values)
            }
        }
    }

    private func check(_ store: ParameterStore, _ json: JSONValue?) throws {
        for parameter in store.parameters {
            let expected = try numbers(json, parameter.name)
            expectClose(store.device.read(store[parameter.name]), expected, absolute: 5e-7, "\(parameter.name)")
        }
    }
}
