/// Finds members by the bytes of their names: an open-addressing table of positions in the member list.
///
/// A `Dictionary` keyed by `String` would not do, as equal strings may differ in bytes. The hash is the standard
/// library's, seeded per process, so that no document can be made to collide. It takes eight bytes a slot, as
/// vocabularies have 100,000 members and more.
struct NameIndex: Sendable {
    private struct Slot {
        var hash: UInt32 = 0
        var position: Int32 = -1

        /// Whether no name is here.
        var isEmpty: Bool {
            position < 0
        }
    }

    private var slots: [Slot]

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

    private static func hash(_ name: String) -> UInt32 {
        var hasher = Hasher()
        var name = name
        name.withUTF8 { unsafe hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        return UInt32(truncatingIfNeeded: hasher.finalize())
    }

    /// The position of the member of this name.
    func position(of name: String, in members: [JSONObject.Member]) -> Int? {
        let slot = slots[slotIndex(of: name, hash: Self.hash(name), in: members)]
        return slot.isEmpty ? nil : Int(slot.position)
    }

    /// Enters the name of the member behind those that are entered, and says whether it is new.
    mutating func insert(_ name: String, at position: Int, in members: [JSONObject.Member]) -> Bool {
        if 2 * (position + 1) > slots.count { grow() }
        let hash = Self.hash(name)
        let index = slotIndex(of: name, hash: hash, in: members)
        guard slots[index].isEmpty else { return false }
        slots[index] = Slot(hash: hash, position: Int32(position))
        return true
    }

    /// The slot that holds the name, or the empty one where it belongs.
    private func slotIndex(of name: String, hash: UInt32, in members: [JSONObject.Member]) -> Int {
        let mask = slots.count - 1
        var index = Int(hash) & mask
        while !slots[index].isEmpty {
            let slot = slots[index]
            if slot.hash == hash, members[Int(slot.position)].name.utf8.elementsEqual(name.utf8) { break }
            index = (index + 1) & mask
        }
        return index
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(), count: 2 * old.count)
        let mask = slots.count - 1
        for slot in old where !slot.isEmpty {
            var index = Int(slot.hash) & mask
            while !slots[index].isEmpty { index = (index + 1) & mask }
            slots[index] = slot
        }
    }
}
