import Prediction

extension RunDescription {
    /// The keys outside the recipe that say something: how data are read and cut up, what is said of the task, and how
    /// data are augmented.
    ///
    /// A benchmark has a layout of its own; it must use these, or refuse them by their names. Task, model, labels and
    /// data files are not among them: a command that names its own puts them in their place.
    package var sectionKeys: [String] {
        let options = TaskOptionField.all.filter { $0.write(self.options) != nil }.map { "options." + $0.name }
        return options + layout.givenKeys.map { "layout." + $0 } + (augmentation == nil ? [] : ["augmentation"])
    }
}
