import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What standard error can show.
struct TerminalStyle: Sendable, Equatable {
    /// Whether a line can be drawn over.
    var redrawsLines: Bool
    /// Whether colours may be used.
    var usesColor: Bool
    /// The characters of a line.
    var width: Int

    /// A file, a pipe or a terminal that shows characters one after another and nothing more.
    static let plain = TerminalStyle(redrawsLines: false, usesColor: false, width: 80)

    /// The style of the standard error of this process; `NO_COLOR` and `TERM=dumb` are honoured.
    static var ofStandardError: TerminalStyle {
        let environment = ProcessInfo.processInfo.environment
        guard isatty(STDERR_FILENO) == 1, environment["TERM"] != "dumb" else { return .plain }
        var size = winsize()
        let isKnown = unsafe ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return TerminalStyle(
            redrawsLines: true,
            usesColor: environment["NO_COLOR"]?.isEmpty ?? true,
            width: isKnown ? Int(size.ws_col) : 80
        )
    }

    /// Text in a colour, where colours may be used.
    func colored(_ text: String, _ color: Color) -> String {
        usesColor ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// The colours in use, by their ANSI codes.
    enum Color: Int {
        case green = 32
        case cyan = 36
        case dim = 2
    }
}
