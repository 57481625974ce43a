/// A set of byte strings with a value each, as a double-array trie: following one byte is one array access.
///
/// Node `n`'s child by byte `b` lies in slot `base(n) + b`, and belongs to `n` exactly if the slot says so.
/// The two arrays of the classical form (Aoe, 1989) are interleaved with the values, so that a step touches one
/// cache line.
struct ByteTrie: Sendable {
    /// A place in the trie, reached by following bytes from ``root``.
    typealias Node = Int32

    struct Slot: Sendable {
        /// Where the children lie; 0 for a leaf.
        var base: Int32 = 0
        /// The node whose child this is; -1 for a free slot.
        var parent: Int32 = -1
        /// The value of the key that ends here; -1 if none does.
        var value: Int32 = -1
    }

    static let root: Node = 0

    var slots: [Slot]

    /// The node reached from `node` by `byte`, or `nil`.
    @inline(__always)
    func child(of node: Node, by byte: UInt8) -> Node? {
        let base = slots[Int(node)].base
        guard base > 0 else { return nil }
        let child = base &+ Int32(byte)
        return slots[Int(child)].parent == node ? child : nil
    }

    /// The value of the key that ends at a node, or -1.
    @inline(__always)
    func value(at node: Node) -> Int32 {
        slots[Int(node)].value
    }

    /// The node reached from the root by a whole string, or `nil`.
    func node(of key: some Sequence<UInt8>) -> Node? {
        var node = Self.root
        for byte in key {
            guard let next = child(of: node, by: byte) else { return nil }
            node = next
        }
        return node
    }

    /// The longest key that starts at a position of `bytes`, as the position after it and its value.
    ///
    /// - Parameters:
    ///   - bytes: The text.
    ///   - start: Where the key starts.
    ///   - node: The node to start from; the key is then what remains of it.
    /// - Returns: The end and the value, or `nil` if no key of at least one byte starts there.
    @inline(__always)
    func longestMatch(in bytes: Span<UInt8>, from start: Int, at node: Node = root) -> (end: Int, value: Int32)? {
        var node = node
        var position = start
        var match: (end: Int, value: Int32)?
        while position < bytes.count, let next = child(of: node, by: bytes[position]) {
            node = next
            position += 1
            let value = slots[Int(node)].value
            if value >= 0 { match = (position, value) }
        }
        return match
    }
}
