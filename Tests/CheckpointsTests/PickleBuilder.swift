/// Writes pickles instruction by instruction, sound or not.
///
/// Nothing here is inlined: hundreds of uses in one table would take the optimizer half a minute.
struct PickleBuilder {
    private(set) var bytes: [UInt8] = [0x80, 2]

    /// The pickle with STOP at its end.
    var stopped: [UInt8] {
        bytes + [UInt8(ascii: ".")]
    }

    @inline(never)
    func raw(_ more: [UInt8]) -> PickleBuilder {
        var copy = self
        copy.bytes += more
        return copy
    }

    /// Instructions that are letters and take nothing with them.
    @inline(never)
    func code(_ letters: String) -> PickleBuilder {
        raw(Array(letters.utf8))
    }

    @inline(never)
    func text(_ text: String) -> PickleBuilder {
        raw([UInt8(ascii: "X")] + littleEndian(text.utf8.count, 4) + text.utf8)
    }

    @inline(never)
    func integer(_ value: Int) -> PickleBuilder {
        guard Int32(exactly: value) == nil else { return raw([UInt8(ascii: "J")] + littleEndian(value, 4)) }
        return raw([0x8A, 8] + littleEndian(value, 8))
    }

    @inline(never)
    func global(_ module: String, _ name: String) -> PickleBuilder {
        code("c\(module)\n\(name)\n")
    }

    @inline(never)
    func tuple(_ integers: [Int]) -> PickleBuilder {
        integers.reduce(code("(")) { $0.integer($1) }.code("t")
    }

    /// `('storage', torch.FloatStorage, key, 'cpu', count)` and BINPERSID.
    @inline(never)
    func storage(_ key: String = "0", type: String = "FloatStorage", count: Int = 4, isOld: Bool = false)
        -> PickleBuilder
    {
        let fields = code("(").text("storage").global("torch", type).text(key).text("cpu").integer(count)
        return (isOld ? fields.code("N") : fields).code("tQ")
    }

    /// A tensor of a storage, made by `_rebuild_tensor_v2`.
    @inline(never)
    func tensor(
        _ key: String = "0",
        type: String = "FloatStorage",
        count: Int = 4,
        offset: Int = 0,
        shape: [Int] = [4],
        strides: [Int] = [1],
        isOld: Bool = false
    ) -> PickleBuilder {
        global("torch._utils", "_rebuild_tensor_v2").code("(").storage(key, type: type, count: count, isOld: isOld)
            .integer(offset).tuple(shape).tuple(strides).raw([0x89]).global("collections", "OrderedDict").code(")R")
            .code("tR")
    }

    /// A dictionary with one entry, whose value the body writes.
    @inline(never)
    static func dictionary(_ name: String = "a", _ value: (PickleBuilder) -> PickleBuilder) -> PickleBuilder {
        value(PickleBuilder().code("}").text(name)).code("s")
    }
}

@inline(never)
func littleEndian(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

/// The stream that `torch.save` wrote before version 1.6.
struct StreamBuilder {
    var magicNumber = PickleBuilder().raw([0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19])
    var version = PickleBuilder().integer(1001)
    var system = PickleBuilder().code("}").text("little_endian").raw([0x88]).code("s")
    var state = PickleBuilder.dictionary { $0.tensor(isOld: true) }
    var keys = PickleBuilder().code("](").text("0").code("e")
    var count = 4
    var data = Array(repeating: UInt8(0), count: 16)

    var bytes: [UInt8] {
        magicNumber.stopped + version.stopped + system.stopped + state.stopped + keys.stopped + littleEndian(count, 8)
            + data
    }

    func with(_ change: (inout StreamBuilder) -> Void) -> [UInt8] {
        var copy = self
        change(&copy)
        return copy.bytes
    }
}
