internal import Randomness

/// A way of making new texts by changing single words.
///
/// It sees texts as words, some of them protected, and answers with edits; where the words stand, which tags they
/// have and where answers begin after the edits is taken care of by ``Augmenter``.
public protocol WordAugmentation {
    /// What reports call it.
    var name: String { get }

    /// Whether words only give way to others of their kind and number, so that the part of speech of every word stays
    /// what it was.
    var keepsPartsOfSpeech: Bool { get }

    /// Proposes edits for texts.
    ///
    /// - Parameters:
    ///   - texts: The texts.
    ///   - draws: One source of random numbers for each text; nothing else may decide what is changed.
    /// - Returns: One list of edits for each text, empty where there is nothing to change; no protected word is
    ///   replaced or deleted, and nothing is put in behind one.
    /// - Throws: What keeps the method from working at all.
    func edits(for texts: [AugmentableText], draws: [AugmentationDraws]) throws -> [[WordEdit]]
}

/// A way of making new texts that rewrites them whole, so that no word can be followed from the old to the new.
public protocol TextRewriting {
    /// What reports call it.
    var name: String { get }

    /// Rewrites texts.
    ///
    /// - Parameters:
    ///   - texts: The texts.
    ///   - copy: Which copy is to be made, from 0, for methods that know several ways.
    /// - Returns: As many texts, in their order.
    /// - Throws: What keeps the method from working.
    func rewritten(_ texts: [String], copy: Int) async throws -> [String]
}

/// The random numbers for one text of one copy of one example.
///
/// They are a function of the seed and of these three numbers alone: the same for any order of work.
public struct AugmentationDraws: RandomNumberGenerator, Sendable {
    private var generator: KeyedGenerator

    /// The numbers for a text.
    ///
    /// - Parameters:
    ///   - seed: The seed of the whole augmentation.
    ///   - example: The example, counted from 0.
    ///   - copy: The copy, counted from 0.
    ///   - text: The text within the example, counted from 0.
    public init(seed: UInt64, example: Int, copy: Int, text: Int = 0) {
        var first = KeyedGenerator(seed: seed, stream: UInt64(truncatingIfNeeded: example))
        generator = KeyedGenerator(seed: first.next(), stream: UInt64(truncatingIfNeeded: copy << 8 | text))
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        generator.next()
    }

    /// An index below a count, each equally likely.
    ///
    /// - Parameter count: The count.
    /// - Returns: The index.
    /// - Precondition: The count is above zero.
    public mutating func nextIndex(below count: Int) -> Int {
        generator.nextIndex(below: count)
    }

    /// A number from 0 to below 1.
    public mutating func nextUnit() -> Double {
        generator.nextUnit()
    }

    /// Elements in a random order.
    ///
    /// - Parameter elements: The elements.
    /// - Returns: The same elements, each order equally likely.
    public mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var elements = elements
        generator.shuffle(&elements)
        return elements
    }
}
