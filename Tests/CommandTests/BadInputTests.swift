import Foundation
import TestSupport
import Testing

/// Whatever is wrong with a file is told in one line, with a status of its own, and leaves the disk as it was.
@Suite("Bad input")
struct BadInputTests {
    /// Runs a command in a spoiled folder and checks how it fails.
    private func expectRefusal(_ fault: Fault) throws {
        let folder = try TemporaryFolder.withTinyModel()
        try fault.spoil(folder)
        let before = try folder.listing()
        let process = try BertuneProcess(fault.arguments, input: fault.input, in: folder)
        #expect(process.status == fault.status, "\(process.errors)")
        #expect(process.output.isEmpty)
        #expect(process.errorLines.count == 1, "\(process.errors)")
        #expect(process.errors.hasPrefix("bertune: error: "))
        #expect(process.errors.contains(fault.message), "\(process.errors)")
        #expect(try folder.listing() == before)
    }

    static let dataFaults: [Fault] = [
        Fault(
            testDescription: "no such file",
            status: 66,
            message: "nowhere.csv",
            arguments: [
                "train", "--model", "model", "--train", "nowhere.csv", "--output", "run",
            ]
        ),
        Fault(
            testDescription: "a folder",
            status: 66,
            message: "model",
            arguments: [
                "train", "--model", "model", "--train", "model", "--output", "run",
            ]
        ),
        Fault(testDescription: "an empty file", status: 65, message: "train.csv: ") {
            try $0.write([], to: "train.csv")
        },
        Fault(testDescription: "a header alone", status: 65, message: "train.csv: ") {
            try $0.write("text,label\n".utf8, to: "train.csv")
        },
        Fault(testDescription: "one example", status: 65, message: "'positive' is the only label") {
            try $0.write("text,label\na film,positive\n".utf8, to: "train.csv")
        },
        Fault(testDescription: "no label column", status: 65, message: "train.csv:1") {
            try $0.edit("train.csv") { "text,stars" + $0.dropFirst("text,label".count) }
        },
        Fault(
            testDescription: "a column that isn't there",
            status: 65,
            message: "'stars'",
            arguments: [
                "train", "--model", "model", "--train", "train.csv", "--output", "run", "--label-column", "stars",
            ]
        ),
        Fault(testDescription: "a ragged row", status: 65, message: "train.csv:17: ") {
            try $0.edit("train.csv") { $0 + "\nonly a text" }
        },
        Fault(testDescription: "an unclosed quote", status: 65, message: "train.csv:17") {
            try $0.edit("train.csv") { $0 + "\n\"never closed,positive\nanother,negative" }
        },
        Fault(testDescription: "bytes that are no UTF-8", status: 65, message: "train.csv:17:") {
            try $0.write(
                $0.bytes(of: "train.csv") + Array("\ncaf".utf8) + [0xe9] + Array(",positive".utf8),
                to: "train.csv"
            )
        },
        Fault(testDescription: "a NUL byte", status: 65, message: "train.csv:17") {
            try $0.edit("train.csv") { $0 + "\na\0b,positive" }
        },
        Fault(testDescription: "a missing label", status: 65, message: "train.csv:17: ") {
            try $0.edit("train.csv") { $0 + "\na film," }
        },
        Fault(testDescription: "an unknown label", status: 65, message: "validation.csv:8: the label 'great'") {
            try $0.edit("validation.csv") { $0 + "\na film,great" }
        },
        Fault(
            testDescription: "bad JSON",
            status: 65,
            message: "train.jsonl:1",
            arguments: [
                "train", "--model", "model", "--train", "train.jsonl", "--output", "run",
            ]
        ) { try $0.write("{\"text\": \"a\", \"label\": }\n".utf8, to: "train.jsonl") },
        Fault(
            testDescription: "labels in one word",
            status: 64,
            message: "--labels neg pos",
            arguments: [
                "train", "--model", "model", "--train", "train.csv", "--output", "run", "--labels", "a,b",
            ]
        ),
        Fault(
            testDescription: "more epochs than can be counted",
            status: 64,
            message: "epochs",
            arguments: [
                "train", "--model", "model", "--train", "train.csv", "--output", "run", "--epochs", "1e300",
            ]
        ),
        Fault(
            testDescription: "a part too small to hold back",
            status: 64,
            message: "leaves none to validate on",
            arguments: [
                "train", "--model", "model", "--train", "train.csv", "--output", "run", "--validation-split", "0.01",
            ]
        ),
    ]

    @Test("of data", arguments: dataFaults)
    func data(fault: Fault) throws { try expectRefusal(fault) }

    static let modelsFaults: [Fault] = [
        Fault(
            testDescription: "no such folder",
            status: 66,
            message: "nowhere",
            arguments: [
                "train", "--model", "nowhere", "--train", "train.csv", "--output", "run",
            ]
        ),
        Fault(
            testDescription: "a file for a folder",
            status: 66,
            message: "train.csv",
            arguments: [
                "train", "--model", "train.csv", "--train", "train.csv", "--output", "run",
            ]
        ),
        Fault(testDescription: "no config.json", status: 66, message: "model/config.json") {
            try FileManager.default.removeItem(atPath: $0.path("model/config.json"))
        },
        Fault(testDescription: "a config.json that is no JSON", status: 65, message: "model/config.json") {
            try $0.edit("model/config.json") { $0 + "}" }
        },
        Fault(testDescription: "a config.json without sizes", status: 65, message: "config.json asks for [118, 768]") {
            try $0.edit("model/config.json") { $0.replacing("hidden_size", with: "hidden_sizes") }
        },
        Fault(testDescription: "another kind of model", status: 65, message: "model_type: BERTune computes bert") {
            try $0.edit("model/config.json") { $0.replacing("\"bert\"", with: "\"gpt2\"") }
        },
        Fault(testDescription: "no weights", status: 66, message: "model") {
            try FileManager.default.removeItem(atPath: $0.path("model/model.safetensors"))
        },
        Fault(testDescription: "truncated weights", status: 65, message: "model/model.safetensors") {
            try $0.write($0.bytes(of: "model/model.safetensors").dropLast(1000), to: "model/model.safetensors")
        },
        Fault(testDescription: "weights that are text", status: 65, message: "model/model.safetensors") {
            try $0.write("version https://git-lfs.github.com/spec/v1\n".utf8, to: "model/model.safetensors")
        },
        Fault(testDescription: "weights of other shapes", status: 65, message: "config.json asks for [128, 32]") {
            try $0.edit("model/config.json") {
                $0.replacing("\"intermediate_size\": 64", with: "\"intermediate_size\": 128")
            }
        },
        Fault(testDescription: "a missing weight", status: 65, message: "encoder.layer.3") {
            try $0.edit("model/config.json") {
                $0.replacing("\"num_hidden_layers\": 3", with: "\"num_hidden_layers\": 4")
            }
        },
        Fault(testDescription: "no tokenizer", status: 66, message: "model") { folder in
            for name in ["tokenizer.json", "vocab.txt", "tokenizer_config.json", "special_tokens_map.json"] {
                try FileManager.default.removeItem(atPath: folder.path("model/" + name))
            }
        },
        Fault(testDescription: "no [UNK]", status: 65, message: "[UNK]") { folder in
            for name in ["tokenizer.json", "vocab.txt"] {
                try folder.edit("model/" + name) { $0.replacing("[UNK]", with: "[ANK]") }
            }
        },
        Fault(testDescription: "a tokenizer of another model", status: 65, message: "vocab_size") {
            try $0.edit("model/config.json") { $0.replacing("\"vocab_size\": 118", with: "\"vocab_size\": 60") }
        },
        Fault(
            testDescription: "a length the model doesn't hold",
            status: 64,
            message: "--max-length: a maximum length of 41",
            arguments: [
                "train", "--model", "model", "--train", "train.csv", "--output", "run", "--max-length", "41",
            ]
        ),
    ]

    @Test("of models", arguments: modelsFaults)
    func models(fault: Fault) throws { try expectRefusal(fault) }

    static let placesFaults: [Fault] = [
        Fault(testDescription: "a folder of other files", status: 64, message: "no earlier run") {
            try $0.write("mine".utf8, to: "run/thesis.txt")
        },
        Fault(
            testDescription: "the model's own folder",
            status: 64,
            message: "--output is the folder of the model",
            arguments: ["train", "--model", "model", "--train", "train.csv", "--output", "./model/", "--overwrite"]
        ),
        Fault(testDescription: "a file for a folder", status: 64, message: "this is a file") {
            try $0.write("mine".utf8, to: "run")
        },
        Fault(
            testDescription: "a file on the way",
            status: 74,
            message: "train.csv/run",
            arguments: [
                "train", "--model", "model", "--train", "train.csv", "--output", "train.csv/run", "--quiet",
            ]
        ),
        Fault(
            testDescription: "a recipe that isn't there",
            status: 66,
            message: "r.yaml",
            arguments: [
                "train", "--recipe", "r.yaml", "--output", "run",
            ]
        ),
        Fault(
            testDescription: "a recipe with a typing mistake",
            status: 65,
            message: "r.yaml:2:1: a recipe has no key \"epoch\"; did you mean epochs?",
            arguments: [
                "train", "--recipe", "r.yaml", "--output", "run",
            ]
        ) { try $0.write("model: model\nepoch: 9\n".utf8, to: "r.yaml") },
        Fault(
            testDescription: "a recipe without data",
            status: 64,
            message: "--train",
            arguments: [
                "train", "--recipe", "r.yaml", "--output", "run",
            ]
        ) { try $0.write("model: model\n".utf8, to: "r.yaml") },
        Fault(
            testDescription: "a metric that the task doesn't have",
            status: 64,
            message: "--metric must be one of",
            arguments: [
                "train", "--model", "model", "--train", "train.csv", "--validation", "validation.csv", "--output",
                "run",
                "--metric", "blue", "--quiet",
            ]
        ),
    ]

    @Test("of recipes and outputs", arguments: placesFaults)
    func places(fault: Fault) throws { try expectRefusal(fault) }

    static let questionsFaults: [Fault] = [
        Fault(
            testDescription: "evaluate: no such run",
            status: 66,
            message: "nowhere",
            arguments: [
                "evaluate", "nowhere", "--data", "test.csv",
            ]
        ),
        Fault(
            testDescription: "evaluate: no such data",
            status: 66,
            message: "nowhere.csv",
            arguments: [
                "evaluate", "model", "--data", "nowhere.csv",
            ]
        ),
        Fault(
            testDescription: "evaluate: an unknown label",
            status: 65,
            message: "test.csv:5: the label 'great'",
            arguments: [
                "evaluate", "model", "--data", "test.csv",
            ]
        ) { try $0.edit("test.csv") { $0 + "\na film,great" } },
        Fault(
            testDescription: "evaluate: an output that can't be",
            status: 74,
            message: "nowhere/m.json",
            arguments: [
                "evaluate", "model", "--data", "test.csv", "--output", "nowhere/m.json",
            ]
        ),
        Fault(
            testDescription: "predict: a model that was never fine-tuned",
            status: 65,
            message: "train it first",
            arguments: [
                "predict", "model", "a film",
            ]
        ) { try $0.edit("model/config.json") { $0.replacing(/"id2label": \{[^}]*\},/, with: "") } },
        Fault(
            testDescription: "predict: nothing on standard input",
            status: 65,
            message: "empty",
            arguments: [
                "predict", "model",
            ]
        ),
        Fault(
            testDescription: "predict: a file without texts",
            status: 65,
            message: "t.csv",
            arguments: [
                "predict", "model", "--input", "t.csv",
            ]
        ) { try $0.write("a,b\n1,2\n".utf8, to: "t.csv") },
        Fault(
            testDescription: "evaluate: the data as output",
            status: 64,
            message: "--output is the file that --data reads",
            arguments: ["evaluate", "model", "--data", "test.csv", "--output", "model/../test.csv"]
        ),
        Fault(
            testDescription: "predict: the input as output",
            status: 64,
            message: "--output is the file that --input reads",
            arguments: ["predict", "model", "--input", "test.csv", "--output", "test.csv"]
        ),
        Fault(
            testDescription: "tokenize: a link to the input as output",
            status: 64,
            message: "--output is the file that --input reads",
            arguments: ["tokenize", "--model", "model", "--input", "test.csv", "--output", "link"]
        ) {
            try FileManager.default.createSymbolicLink(atPath: $0.path("link"), withDestinationPath: "test.csv")
        },
        Fault(
            testDescription: "predict: an output that can't be",
            status: 74,
            message: "nowhere/answers.txt",
            arguments: [
                "predict", "model", "a film", "--output", "nowhere/answers.txt",
            ]
        ),
        Fault(
            testDescription: "predict: bytes that are no UTF-8 after good lines",
            status: 65,
            message: "t.csv:3",
            arguments: [
                "predict", "model", "--input", "t.csv", "--output", "answers.txt",
            ]
        ) { try $0.write(Array("text\ngood\nb".utf8) + [0xff, 0x0a], to: "t.csv") },
    ]

    @Test("of evaluate and predict", arguments: questionsFaults)
    func questions(fault: Fault) throws { try expectRefusal(fault) }
}
