/// The shape of the learning rate after the warm-up.
public enum LearningRateScheduleKind: String, Sendable, CaseIterable {
    /// Falls in a straight line to zero at the last step: the schedule of the BERT paper.
    case linear
    /// Falls along half a period of a cosine to zero at the last step: slowly at first and at the end.
    case cosine
    /// Stays at its peak.
    case constant
}
