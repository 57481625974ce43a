/// A bar of a given length, and the numbers around it, in one line.
struct ProgressBar {
    /// What is done.
    let done: Int
    /// What there is to do.
    let total: Int

    /// The line: the bar takes the room that the numbers leave, and goes where there is none.
    ///
    /// - Parameters:
    ///   - status: What stands after the bar.
    ///   - style: What the terminal can show.
    /// - Returns: A line that is narrower than the terminal.
    func line(status: String, style: TerminalStyle) -> String {
        let counts = "\(done)/\(total)"
        // A terminal whose last column is written to may already begin a new line.
        let room = min(40, style.width - 1 - counts.count - status.count - 4)
        guard room >= 8 else { return String("\(counts)  \(status)".prefix(max(0, style.width - 1))) }
        let filled = total > 0 ? min(room, room * min(done, total) / total) : room
        let bar =
            style.colored(String(repeating: "━", count: filled), .cyan)
            + style.colored(String(repeating: "─", count: room - filled), .dim)
        return "\(bar)  \(counts)  \(status)"
    }
}
