/// The 32-bit Mersenne Twister MT19937 of Matsumoto and Nishimura (1998), the generator of PyTorch on a CPU.
///
/// It is here only so that ``ReferenceBatchOrder`` can give the reference's order; nothing else draws from it.
struct MersenneTwister: RandomNumberGenerator {
    private static let size = 624
    private static let shift = 397

    private var state: [UInt32]
    private var position = Self.size

    /// A generator in the state that the reference's `init_genrand` sets.
    init(seed: UInt32) {
        state = [seed]
        state.reserveCapacity(Self.size)
        for index in 1..<UInt32(Self.size) {
            let previous = state[Int(index) - 1]
            state.append(1_812_433_253 &* (previous ^ (previous >> 30)) &+ index)
        }
    }

    /// The next 32 bits.
    mutating func next() -> UInt32 {
        if position == Self.size { refill() }
        var bits = state[position]
        position += 1
        bits ^= bits >> 11
        bits ^= (bits << 7) & 0x9d2c_5680
        bits ^= (bits << 15) & 0xefc6_0000
        return bits ^ (bits >> 18)
    }

    /// The next 64 bits, the first draw in the lower half.
    mutating func next() -> UInt64 {
        let low: UInt32 = next()
        let high: UInt32 = next()
        return UInt64(high) << 32 | UInt64(low)
    }

    private mutating func refill() {
        for index in 0..<Self.size {
            let mixed = (state[index] & 0x8000_0000) | (state[(index + 1) % Self.size] & 0x7fff_ffff)
            let twist = (mixed >> 1) ^ (mixed & 1 == 0 ? 0 : 0x9908_b0df)
            state[index] = state[(index + Self.shift) % Self.size] ^ twist
        }
        position = 0
    }
}
