import TestSupport
import Testing

@Suite("What is said of a command line")
struct CommandLineTests {
    private static let train = ["train", "--model", "model", "--train", "train.csv", "--output", "o"]

    @Test(
        "an option of one value that is given twice is refused by its name, in every command",
        arguments: [
            (train + ["--train", "test.csv"], "--train is given twice"),
            (train + ["--train=test.csv"], "--train is given twice"),
            (train + ["--learning-rate", "-1", "--learning-rate", "1e-3"], "--learning-rate is given twice"),
            (["evaluate", "model", "--data", "a", "--data", "b"], "--data is given twice"),
            (["predict", "model", "a", "--top-k", "1", "--top-k", "2"], "--top-k is given twice"),
            (["glue", "--model", "a", "--data", "b", "--output", "c", "--model", "d"], "--model is given twice"),
            (["squad", "--dev", "a", "--dev", "b"], "--dev is given twice"),
            (["score", "--metric", "regression", "--metric", "entities"], "--metric is given twice"),
            (
                ["check", "train.csv", "--task", "text-regression", "--task", "text-regression"],
                "--task is given twice"
            ),
            (["augment", "--input", "a", "--input", "b"], "--input is given twice"),
            (["tokenize", "--model", "a", "--model", "b"], "--model is given twice"),
            (["download", "a/b", "--revision", "a", "--revision", "b"], "--revision is given twice"),
        ]
    )
    func repetition(arguments: [String], message: String) throws {
        try expectRefusal(arguments, message)
    }

    @Test("a value that looks like an option given twice is none, and lists may be given in pieces")
    func noRepetition() throws {
        let folder = try TemporaryFolder.withTinyModel()
        let process = try BertuneProcess(
            ["predict", "model", "--pair", "a", "--pair", "b", "--", "--pair", "--pair"],
            in: folder
        )
        #expect(process.status == 0, "\(process.errors)")
        #expect(process.output.split(separator: "\n").count == 2)
    }

    @Test(
        "what is mistyped is said before what is missing",
        arguments: [
            (["train", "--modle", "model"], "there is no option --modle; did you mean --model?"),
            (["train", "--output", "o", "--trian", "a"], "there is no option --trian; did you mean --train?"),
            (["evaluate", "run", "--date", "a"], "there is no option --date; did you mean --data?"),
            (["predict", "--zzzzzz"], "there is no option --zzzzzz; see"),
            (["evalaute", "run"], "there is no command 'evalaute'; did you mean evaluate?"),
            (["zzzzzz"], "the commands are train, evaluate"),
            (train + ["--task", "text-clasification"], "did you mean text-classification?"),
            (train + ["--header", "--no-header"], "--no-header"),
            (["augment", "--input", "a", "--method", "foo"], "it must be one of synonyms, eda, masked, back-tr"),
            (train + ["--schedule", "cosin"], "it must be one of linear, cosine, constant; did you mean cosine?"),
            (["glue", "--data", "a", "--model", "b", "--output", "c", "--tasks", "mprc"], "did you mean MRPC?"),
        ]
    )
    func mistyped(arguments: [String], message: String) throws {
        try expectRefusal(arguments, message)
    }

    @Test(
        "options are named as the command line has them",
        arguments: [
            (["--doc-stride", "5"], "--doc-stride: text-classification has no use"),
            (["--n-best", "5"], "--n-best: text-classification has no use"),
            (["--threshold", "0.5"], "--threshold: text-classification has no use"),
            (["--window-overlap", "3"], "--window-overlap: long texts are cut, and have no windows; set --long-texts"),
            (["--class-weights", "x=2"], "the labels are negative, neutral, positive"),
            (["--class-weights", "positve=2"], "did you mean positive?"),
        ]
    )
    func names(arguments: [String], message: String) throws {
        try expectRefusal(Self.train + arguments, message)
    }

    @Test("a mistyped word for a recipe is no file that can't be opened")
    func recipeWord() throws {
        try expectRefusal(Self.train + ["--recipe", "atuo"], "did you mean --recipe auto?", status: 66)
        try expectRefusal(
            Self.train + ["--recipe", "mine.yaml"],
            "mine.yaml: the recipe file can't be opened",
            status: 66
        )
    }

    @Test("a task's option in a recipe file is named as the file has it")
    func recipeOption() throws {
        let folder = try TemporaryFolder.withTinyModel()
        for (option, message) in [
            ("documentStride", "text-classification has no use"),
            ("windowOverlap", "long texts are cut, and have no windows; set longTexts to mean or max"),
        ] {
            try folder.write("options:\n  \(option): 3\n".utf8, to: "r.yaml")
            let process = try BertuneProcess(Self.train + ["--recipe", "r.yaml"], in: folder)
            #expect(process.status == 65)
            #expect(process.errors.contains("r.yaml: options.\(option): \(message)"), "\(process.errors)")
        }
    }

    @Test(
        "a text that begins with a dash is taken for no option, whatever its letters",
        arguments: [
            (["predict", "model", "-I hate it"], "there is no option '-I hate it'; put -- before texts that begin"),
            (["predict", "model", "-I like it"], "there is no option '-I like it'; put -- before texts that begin"),
            (["predict", "model", "-hate"], "there is no option '-hate'; put -- before texts that begin"),
            (["predict", "model", "a", "-- no"], "put -- before texts that begin with a dash"),
            (["train", "-help me"], "there is no option -help me"),
        ]
    )
    func dashes(arguments: [String], message: String) throws {
        try expectRefusal(arguments, message)
    }

    @Test("behind -- a text may begin with a dash, and -h asks for help")
    func dashedText() throws {
        let folder = try TemporaryFolder.withTinyModel()
        let process = try BertuneProcess(["predict", "model", "--", "-I hate it", "-h"], in: folder)
        #expect(process.status == 0, "\(process.errors)")
        #expect(process.output.split(separator: "\n").map { $0.hasSuffix("\t-I hate it") } == [true, false])
        let help = try BertuneProcess(["predict", "-h"], in: folder)
        #expect(help.status == 0)
        #expect(help.output.contains("USAGE"))
    }

    private func expectRefusal(_ arguments: [String], _ message: String, status: Int32 = 64) throws {
        let folder = try TemporaryFolder.withTinyModel()
        let before = try folder.listing()
        let process = try BertuneProcess(arguments, in: folder)
        #expect(process.status == status, "\(process.errors)")
        #expect(process.output.isEmpty)
        #expect(process.errorLines.count == 1, "\(process.errors)")
        #expect(process.errors.contains(message), "\(process.errors)")
        #expect(try folder.listing() == before)
    }
}
