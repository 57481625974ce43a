extension TextDataset {
    /// Some examples of a data file, which keeps its name and columns for errors.
    ///
    /// What the reader found in the whole file is not said again.
    package init(_ dataset: TextDataset, keeping examples: [TextExample]) {
        path = dataset.path
        self.examples = examples
        columns = dataset.columns
        formatDescription = dataset.formatDescription
        warnings = []
    }
}
