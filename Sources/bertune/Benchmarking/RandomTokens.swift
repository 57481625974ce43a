import Randomness

/// Sequences of random tokens, the same ones at every run.
struct RandomTokens {
    private var generator = KeyedGenerator(seed: 42, stream: 0)
    private let vocabularySize: Int

    /// Tokens of a vocabulary.
    init(vocabularySize: Int) {
        self.vocabularySize = vocabularySize
    }

    /// One sequence.
    ///
    /// - Parameter length: The number of tokens.
    /// - Returns: Numbers of words; padding, number 0, is none of them.
    mutating func sequence(length: Int) -> [Int32] {
        (0..<length).map { _ in Int32(1 + generator.nextIndex(below: max(vocabularySize - 1, 1))) }
    }

    /// Lengths as ragged as those of real sentences: most are short and some are three times as long.
    ///
    /// - Parameters:
    ///   - count: How many.
    ///   - longest: The most tokens of a sequence.
    /// - Returns: The lengths.
    mutating func raggedLengths(count: Int, longest: Int) -> [Int] {
        (0..<count).map { _ in
            let unit = generator.nextUnit()
            return min(longest, 8 + Int(unit * unit * 48))
        }
    }
}
