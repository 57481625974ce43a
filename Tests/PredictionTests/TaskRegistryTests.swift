import Prediction
import TestSupport
import Testing

@Suite("TaskRegistry")
struct TaskRegistryTests {
    @Test(
        "tells the task of a transformers folder by its class and problem type",
        arguments: [
            ("BertForTokenClassification", "", "token-classification"),
            ("BertForQuestionAnswering", "", "question-answering"),
            ("BertForSequenceClassification", "", "text-classification"),
            ("BertForSequenceClassification", #", "id2label": {"0": "a"}"#, "text-regression"),
            ("BertForSequenceClassification", #", "problem_type": "regression""#, "text-regression"),
            (
                "BertForSequenceClassification", #", "problem_type": "multi_label_classification""#,
                "multi-label-classification"
            ),
            (
                "BertForSequenceClassification",
                #", "id2label": {"0": "a"}, "problem_type": "single_label_classification""#, "text-classification"
            ),
            ("BertForMaskedLM", "", "text-classification"),
            ("BertForMaskedLM", #", "problem_type": "regression""#, "text-regression"),
        ]
    )
    func rows(architecture: String, more: String, task: String) throws {
        let folder = try TemporaryFolder()
        let configuration = #"{"model_type": "bert", "architectures": ["\#(architecture)"]\#(more)}"#
        try folder.write(configuration.utf8, to: "config.json")
        #expect(try TaskRegistry.row(ofFolder: folder.path).name == task)
    }

    @Test("every row's options are options of its task")
    func options() throws {
        for row in TaskRegistry.rows {
            try row.options.refuseOthers(than: row.type.optionNames, task: row.name)
        }
    }
}
