/// Steele, Lea and Flood's SplitMix64 (2014), its start chosen by a seed and a stream.
///
/// Draw `n` is a hash of start + `n`, so it depends on nothing but seed, stream and `n`: the same on every machine,
/// for any number of threads and in a resumed run.
package struct KeyedGenerator: RandomNumberGenerator {
    private var state: UInt64

    /// A generator for one stream of a seed.
    package init(seed: UInt64, stream: UInt64) {
        // Both are hashed before they meet; added up plainly, seed 1 at epoch 0 would be seed 0 at epoch 1.
        state = Self.mixed(Self.mixed(seed) ^ (stream &* Self.increment))
    }

    /// The next 64 bits.
    package mutating func next() -> UInt64 {
        state &+= Self.increment
        return Self.mixed(state)
    }

    /// 2^64 over the golden ratio, odd.
    private static let increment: UInt64 = 0x9e37_79b9_7f4a_7c15

    private static func mixed(_ bits: UInt64) -> UInt64 {
        var bits = bits
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return bits ^ (bits >> 31)
    }

    /// A number below a bound, every one equally likely: Lemire's multiplication with rejection (2019).
    ///
    /// The standard library's `next(upperBound:)` may change its method from version to version; an order that a
    /// recipe promises may not.
    package mutating func next(below bound: UInt64) -> UInt64 {
        var product = next().multipliedFullWidth(by: bound)
        if product.low < bound {
            let threshold = (0 &- bound) % bound
            while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
        }
        return product.high
    }

    /// A number from 0 to below 1, every multiple of 2⁻⁵³ equally likely.
    package mutating func nextUnit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// An index below a count.
    ///
    /// - Precondition: The count is above zero.
    package mutating func nextIndex(below count: Int) -> Int {
        Int(next(below: UInt64(count)))
    }

    /// Puts elements into an order of which each is equally likely (Fisher and Yates).
    package mutating func shuffle<Element>(_ elements: inout [Element]) {
        for index in elements.indices.dropLast() {
            elements.swapAt(index, index + nextIndex(below: elements.count - index))
        }
    }
}
