/// How a sentence that is too long for the model is cut into overlapping windows of whole words.
///
/// Each word is decided in one window, that in which the nearer end is farthest away: words near a window's edge see
/// too little of what stands beside them.
struct WordWindows {
    /// The words of each window, in order.
    let windows: [Range<Int>]
    /// For each word the index of the window that decides it.
    let deciding: [Int]

    /// Plans the windows.
    ///
    /// Neighbours share up to a third of a window, as the usual 128 of 384 tokens do; the last one reaches back as
    /// far as there is room.
    ///
    /// - Parameters:
    ///   - lengths: The number of tokens of each word, none above `room`.
    ///   - room: The number of tokens that fit into a window, special ones aside.
    /// - Complexity: O(words).
    init(lengths: [Int], room: Int) {
        var windows: [Range<Int>] = []
        var start = 0
        while true {
            var end = start
            var count = 0
            while end < lengths.count, count + lengths[end] <= room {
                count += lengths[end]
                end += 1
            }
            guard end < lengths.count else {
                while start > 0, count + lengths[start - 1] <= room {
                    start -= 1
                    count += lengths[start]
                }
                windows.append(start..<end)
                break
            }
            windows.append(start..<end)
            let share = min(room / 3, room - lengths[end])
            var shared = 0
            var next = end
            while next > start + 1, shared + lengths[next - 1] <= share {
                next -= 1
                shared += lengths[next]
            }
            start = next
        }
        self.windows = windows
        deciding = Self.deciding(windows, lengths)
    }

    /// For each word the window with the most tokens on the word's poorer side; the earlier of equals.
    private static func deciding(_ windows: [Range<Int>], _ lengths: [Int]) -> [Int] {
        var starts = [0]
        for length in lengths { starts.append(starts[starts.count - 1] + length) }
        var deciding = [Int](repeating: 0, count: lengths.count)
        var best = [Int](repeating: -1, count: lengths.count)
        for (index, window) in windows.enumerated() {
            for word in window {
                let before = starts[word] - starts[window.lowerBound]
                let after = starts[window.upperBound] - starts[word + 1]
                if min(before, after) > best[word] {
                    best[word] = min(before, after)
                    deciding[word] = index
                }
            }
        }
        return deciding
    }
}
