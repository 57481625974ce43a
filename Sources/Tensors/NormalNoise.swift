#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A stream of normally distributed numbers that is a function of a seed and a name alone.
///
/// New weights are drawn from it, each parameter from a stream of its own, so that a head has the same weights
/// whatever else is created beside it. SplitMix64 (Steele et al., 2014) and the Box-Muller transform.
public struct NormalNoise {
    private var state: UInt64
    private var spare: Double?

    /// The stream of a seed and a name.
    public init(seed: UInt64, name: String) {
        // FNV-1a over the name's bytes, so that streams of different names are unrelated.
        let hash = name.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        state = seed &* 0x9E37_79B9_7F4A_7C15 ^ hash
    }

    /// The next number, of mean 0 and standard deviation 1.
    public mutating func next() -> Double {
        if let value = spare {
            spare = nil
            return value
        }
        let radius = (-2 * log(1 - uniform())).squareRoot()
        let angle = 2 * Double.pi * uniform()
        spare = radius * sin(angle)
        return radius * cos(angle)
    }

    /// A number in `0..<1`, of 53 random bits.
    private mutating func uniform() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return Double(mixed >> 11) * 0x1p-53
    }
}
