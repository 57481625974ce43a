import Prediction

extension RunDescription {
    /// The keys outside the recipe that say something: how data are read and cut up, what is said of the task, and how
    /// data are augmented.
    ///
    /// A benchmark has a layout of its own; it must use these, or refuse them by their names. Task, model, labels and
    /// data files are not among them: a command that names its own puts them in their place.
    package var sectionKeys: [String] {
        let options = TaskOptionField.all.filter { $0.write(self.options) != nil }.map { "options." + $0.name }
        let layout: [(String, Bool)] = [
            ("format", layout.format != nil), ("quoting", layout.quoting != nil),
            ("hasHeader", layout.hasHeader != nil), ("textColumn", layout.textColumn != nil),
            ("pairColumn", layout.pairColumn != nil), ("labelColumn", layout.labelColumn != nil),
            ("labelColumns", layout.labelColumns != nil), ("labelSeparator", layout.labelSeparator != nil),
            ("validationSplit", layout.validationSplit != nil), ("folds", layout.folds != nil),
            ("fold", layout.fold != nil), ("splitSeed", layout.splitSeed != nil),
        ]
        return options + layout.filter(\.1).map { "layout." + $0.0 } + (augmentation == nil ? [] : ["augmentation"])
    }
}
