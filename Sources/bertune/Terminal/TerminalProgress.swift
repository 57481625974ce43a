import FineTuning
import Foundation
import Synchronization

/// Shows a training run on standard error: a bar that moves on a terminal, a line per logged step elsewhere.
final class TerminalProgress: TrainingObserver {
    private struct State {
        var totalSteps = 1
        var pace = TrainingPace(totalSteps: 1)
        var lastStepTime: ContinuousClock.Instant?
        var lastDrawTime: ContinuousClock.Instant?
        var barIsShown = false
    }

    private let style: TerminalStyle
    private let write: @Sendable (String) -> Void
    private let state = Mutex(State())

    /// A view that draws in a style.
    init(style: TerminalStyle, write: @escaping @Sendable (String) -> Void = StandardError.write) {
        self.style = style
        self.write = write
    }

    /// Draws an event.
    ///
    /// - Parameter event: What happened.
    func observe(_ event: TrainingEvent) {
        let now = ContinuousClock.now
        state.withLock { state in
            switch event {
            case .started(let plan):
                state.totalSteps = plan.plan.totalSteps
                state.pace = TrainingPace(totalSteps: plan.plan.totalSteps)
                state.lastStepTime = now
                say(plan.lines.joined(separator: "\n"), &state)
            case .stepped(let step):
                let seconds = state.lastStepTime.map { ($0.duration(to: now)) / .seconds(1) } ?? 0
                state.pace.record(step: step.step, seconds: seconds)
                state.lastStepTime = now
                show(step, at: now, &state)
            case .evaluated(let evaluation):
                let line = TrainingText.line(evaluation)
                say(evaluation.isBest ? style.colored(line, .green) : line, &state)
                // The time of an evaluation is not that of a step.
                state.lastStepTime = now
            case .noted(let note):
                say(note, &state)
            case .finished(let summary):
                say(TrainingText.line(summary), &state)
            }
        }
    }

    /// Writes a line above the bar.
    private func say(_ line: String, _ state: inout State) {
        write((state.barIsShown ? "\r\u{1B}[K" : "") + line + "\n")
        state.barIsShown = false
        state.lastDrawTime = nil
    }

    private func show(_ step: StepReport, at now: ContinuousClock.Instant, _ state: inout State) {
        let secondsLeft = state.pace.secondsLeft
        guard style.redrawsLines else {
            if step.isLogged {
                write(TrainingText.line(step, totalSteps: state.totalSteps, secondsLeft: secondsLeft) + "\n")
            }
            return
        }
        // Ten times a second is as often as an eye can follow.
        if let last = state.lastDrawTime, now - last < .milliseconds(100), step.step < state.totalSteps { return }
        state.lastDrawTime = now
        state.barIsShown = true
        let bar = ProgressBar(done: step.step, total: state.totalSteps)
        write(
            "\r" + bar.line(status: TrainingText.status(step, secondsLeft: secondsLeft), style: style) + "\u{1B}[K"
        )
    }
}
