extension ByteTrie {
    /// Builds the trie of the given keys; of two equal keys the one that comes later keeps its value.
    ///
    /// - Parameters:
    ///   - keys: All keys, one after the other.
    ///   - bounds: Where each key starts, and last the end: `count + 1` positions.
    ///   - count: How many of the keys to take; key `i` has the value `i`.
    /// - Complexity: O(bytes × log count).
    init(keys: [UInt8], bounds: [Int], count: Int) {
        var builder = Builder(keys: keys, bounds: bounds)
        builder.build(count: count)
        self.init(slots: builder.slots)
    }

    /// Builds the trie of a few keys, the value of each being its position.
    init(_ keys: [[UInt8]]) {
        var bounds = [0]
        for key in keys { bounds.append(bounds[bounds.count - 1] + key.count) }
        self.init(keys: Array(keys.joined()), bounds: bounds, count: keys.count)
    }
}

/// Lays out the slots, one node at a time, in breadth-first order so that the upper levels lie together.
private struct Builder {
    let keys: [UInt8]
    let bounds: [Int]
    var slots: [ByteTrie.Slot] = []
    /// Free slots are linked by their `base` (next, 0 at the end) from here on.
    var firstCandidate = 1

    /// A node still to be given children: the sorted keys that pass through it.
    struct Pending {
        let node: Int32
        let keys: Range<Int>
        let depth: Int
    }

    init(keys: [UInt8], bounds: [Int]) {
        self.keys = keys
        self.bounds = bounds
    }

    mutating func build(count: Int) {
        let order = sortedKeys(count: count)
        grow(toHold: 512)
        slots[0].parent = 0
        var queue = [Pending(node: 0, keys: 0..<order.count, depth: 0)]
        var next = 0
        var children: [(byte: UInt8, keys: Range<Int>)] = []
        while next < queue.count {
            let pending = queue[next]
            next += 1
            collectChildren(of: pending, order: order, into: &children)
            guard let first = children.first else { continue }
            let base = freeBase(for: children, first: Int(first.byte))
            slots[Int(pending.node)].base = Int32(base)
            for child in children {
                let slot = base + Int(child.byte)
                slots[slot].parent = pending.node
                queue.append(Pending(node: Int32(slot), keys: child.keys, depth: pending.depth + 1))
            }
        }
        // `child(of:by:)` may look up to 255 slots past any base.
        grow(toHold: (slots.lastIndex { $0.parent >= 0 } ?? 0) + 257)
    }

    /// Groups a node's keys by their next byte and notes the value of the key that ends here.
    private mutating func collectChildren(
        of pending: Pending,
        order: [Int32],
        into children: inout [(byte: UInt8, keys: Range<Int>)]
    ) {
        children.removeAll(keepingCapacity: true)
        var index = pending.keys.lowerBound
        while index < pending.keys.upperBound {
            let key = Int(order[index])
            let position = bounds[key] + pending.depth
            guard position < bounds[key + 1] else {
                // Equal keys are sorted by value: the last one stays, as in a dictionary filled line by line.
                slots[Int(pending.node)].value = Int32(key)
                index += 1
                continue
            }
            let byte = keys[position]
            if let last = children.last, last.byte == byte {
                children[children.count - 1].keys = last.keys.lowerBound..<index + 1
            } else {
                children.append((byte, index..<index + 1))
            }
            index += 1
        }
    }

    /// The first base from the current candidate on under which every child's slot is free.
    private mutating func freeBase(for children: [(byte: UInt8, keys: Range<Int>)], first: Int) -> Int {
        while firstCandidate < slots.count, slots[firstCandidate].parent >= 0 { firstCandidate += 1 }
        var failures = 0
        var slot = max(firstCandidate, first + 1)
        while true {
            grow(toHold: slot + 257)
            if slots[slot].parent < 0 {
                let base = slot - first
                if children.allSatisfy({ slots[base + Int($0.byte)].parent < 0 }) { return base }
                failures += 1
                // Crowded ground is left behind for good, which keeps the search linear for any vocabulary.
                if failures == 256 { firstCandidate = slot }
            }
            slot += 1
        }
    }

    private mutating func grow(toHold count: Int) {
        guard count > slots.count else { return }
        slots.append(contentsOf: repeatElement(ByteTrie.Slot(), count: max(count - slots.count, slots.count / 2)))
    }

    /// The keys in the order of their bytes, equal ones in the order of their values.
    private func sortedKeys(count: Int) -> [Int32] {
        var entries: [(prefix: UInt64, key: Int32)] = []
        entries.reserveCapacity(count)
        for key in 0..<count { entries.append((prefix(of: key), Int32(key))) }
        entries.sort { left, right in
            if left.prefix != right.prefix { return left.prefix < right.prefix }
            return precedes(Int(left.key), Int(right.key))
        }
        return entries.map(\.key)
    }

    /// A key's first eight bytes as a number that sorts as they do.
    private func prefix(of key: Int) -> UInt64 {
        var prefix: UInt64 = 0
        for index in 0..<8 {
            let position = bounds[key] + index
            prefix = prefix << 8 | (position < bounds[key + 1] ? UInt64(keys[position]) : 0)
        }
        return prefix
    }

    private func precedes(_ left: Int, _ right: Int) -> Bool {
        let leftBytes = keys[bounds[left]..<bounds[left + 1]]
        let rightBytes = keys[bounds[right]..<bounds[right + 1]]
        if leftBytes.lexicographicallyPrecedes(rightBytes) { return true }
        return leftBytes.elementsEqual(rightBytes) && left < right
    }
}
