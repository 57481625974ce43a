/// Finds members by the bytes of their names: an open-addressing table of positions in the member list.
///
/// A `Dictionary` keyed by `String` would not do, as equal strings may differ in bytes. The hash is the standard
/// library's, seeded per process, so that no document can be made to collide.
struct NameIndex: Sendable {
    private struct Slot {
        var hash = 0
        var position = -1
    }

    private var slots: [Slot]
    private var count = 0

    /// An index of members; where names are the same, the first counts.
    init(_ members: [JSONObject.Member]) {
        slots = Array(repeating: Slot(), count: Self.slotCount(for: members.count))
        for position in members.indices {
            _ = insert(members[position].name, at: position, in: members)
        }
    }

    /// A power of two that leaves at least half of the slots empty.
    private static func slotCount(for count: Int) -> Int {
        var slotCount = 64
        while slotCount < 2 * count { slotCount *= 2 }
        return slotCount
    }

    private static func hash(_ name: String) -> Int {
        var hasher = Hasher()
        var name = name
        name.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        return hasher.finalize()
    }

    /// The position of the member of this name.
    func position(of name: String, in members: [JSONObject.Member]) -> Int? {
        let slot = slots[slotIndex(of: name, hash: Self.hash(name), in: members)]
        return slot.position >= 0 ? slot.position : nil
    }

    /// Enters a name and says whether it is new.
    mutating func insert(_ name: String, at position: Int, in members: [JSONObject.Member]) -> Bool {
        if 2 * (count + 1) > slots.count { grow() }
        let hash = Self.hash(name)
        let index = slotIndex(of: name, hash: hash, in: members)
        guard slots[index].position < 0 else { return false }
        slots[index] = Slot(hash: hash, position: position)
        count += 1
        return true
    }

    /// The slot that holds the name, or the empty one where it belongs.
    private func slotIndex(of name: String, hash: Int, in members: [JSONObject.Member]) -> Int {
        let mask = slots.count - 1
        var index = hash & mask
        while slots[index].position >= 0 {
            let slot = slots[index]
            if slot.hash == hash, members[slot.position].name.utf8.elementsEqual(name.utf8) { break }
            index = (index + 1) & mask
        }
        return index
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(), count: 2 * old.count)
        let mask = slots.count - 1
        for slot in old where slot.position >= 0 {
            var index = slot.hash & mask
            while slots[index].position >= 0 { index = (index + 1) & mask }
            slots[index] = slot
        }
    }
}
