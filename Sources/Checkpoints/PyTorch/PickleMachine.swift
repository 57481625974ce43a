/// Reads one pickle without running anything: the instructions are those that state dictionaries are made of,
/// and an instruction that would call or build something is answered from a list of known cases.
///
/// What it may cost is bounded: marks within marks, entries of the memo, and values altogether.
struct PickleMachine {
    static let deepestMarks = 1_000
    static let largestMemo = 1_000_000
    static let largestValueCount = 10_000_000

    let file: MappedFile
    let end: Int
    var position: Int
    var memory = PickleMemory()

    private var stack: [PickleValue] = []
    private var marks: [Int] = []
    private var memo: [Int: PickleValue] = [:]
    private var valueCount = 0

    /// A machine for the pickle that begins at an offset; ``position`` is behind it when it has been read.
    init(_ file: MappedFile, _ range: Range<Int>) {
        self.file = file
        position = range.lowerBound
        end = range.upperBound
    }

    func error(_ message: String, _ code: CheckpointError.Code = .malformed) -> CheckpointError {
        CheckpointError(code, message, path: file.path, byteOffset: position)
    }

    /// Reads to the end of the pickle and returns the one value it leaves.
    mutating func run() throws(CheckpointError) -> PickleValue {
        guard try readByte() == PickleCode.protocolVersion.rawValue, try readByte() == 2 else {
            throw error("this is no pickle of protocol 2, the only one PyTorch writes", .unsupported)
        }
        while true {
            let start = position
            let byte = try readByte()
            guard let code = PickleCode(rawValue: byte) else {
                position = start
                throw error(
                    "the pickle uses instruction 0x\(String(byte, radix: 16)), which no state dictionary needs",
                    .unsafeContent
                )
            }
            if code == .stop {
                guard stack.count == 1, marks.isEmpty, let value = stack.popLast() else {
                    throw error("the pickle does not end with one value")
                }
                return value
            }
            try execute(code)
        }
    }

    private mutating func execute(_ code: PickleCode) throws(CheckpointError) {
        switch code {
        case .mark: try mark()
        case .none: try push(.none)
        case .newTrue: try push(.bool(true))
        case .newFalse: try push(.bool(false))
        case .integer8: try push(.integer(Int(try readByte())))
        case .integer16: try push(.integer(Int(try read(UInt16.self))))
        case .integer32: try push(.integer(Int(try read(Int32.self))))
        case .long: try push(try readLong())
        case .real: try push(.real(Double(bitPattern: try read(UInt64.self).byteSwapped)))
        case .unicode: try push(.text(try readText(count: Int(try read(UInt32.self)))))
        case .shortString: try push(.text(try readText(count: Int(try readByte()))))
        case .emptyTuple: try push(memory.tuple([]))
        case .tuple1: try pushTuple(of: 1)
        case .tuple2: try pushTuple(of: 2)
        case .tuple3: try pushTuple(of: 3)
        case .tuple: try push(memory.tuple(try popToMark()))
        case .emptyList: try push(memory.list())
        case .append: try append([try pop()])
        case .appends: try append(try popToMark())
        case .emptyDictionary: try push(memory.dictionary())
        case .setItem:
            let value = try pop()
            try setItems([try pop(), value])
        case .setItems: try setItems(try popToMark())
        case .put: try remember(at: Int(try readByte()))
        case .longPut: try remember(at: Int(try read(UInt32.self)))
        case .get: try recall(Int(try readByte()))
        case .longGet: try recall(Int(try read(UInt32.self)))
        case .global: try pushGlobal()
        case .persistentID: try push(.storage(try storage(named: try pop())))
        case .reduce:
            let arguments = try pop()
            try push(try reduce(try pop(), arguments: arguments))
        case .build: try build()
        case .protocolVersion, .stop: throw error("the pickle starts anew in its middle")
        }
    }
}

// MARK: - The stack

extension PickleMachine {
    private mutating func push(_ value: PickleValue) throws(CheckpointError) {
        valueCount += 1
        guard valueCount <= Self.largestValueCount else {
            throw error("the pickle makes more than \(Self.largestValueCount) values")
        }
        stack.append(value)
    }

    private mutating func pop() throws(CheckpointError) -> PickleValue {
        // What lies below a mark belongs to an outer instruction.
        guard stack.count > marks.last ?? 0, let value = stack.popLast() else {
            throw error("the pickle takes a value where there is none")
        }
        return value
    }

    private mutating func mark() throws(CheckpointError) {
        guard marks.count < Self.deepestMarks else {
            throw error("the pickle is nested deeper than \(Self.deepestMarks)")
        }
        marks.append(stack.count)
    }

    private mutating func popToMark() throws(CheckpointError) -> [PickleValue] {
        guard let mark = marks.popLast() else { throw error("the pickle closes what it never opened") }
        let values = Array(stack[mark...])
        stack.removeSubrange(mark...)
        return values
    }

    private mutating func pushTuple(of count: Int) throws(CheckpointError) {
        var values: [PickleValue] = []
        for _ in 0..<count { values.append(try pop()) }
        try push(memory.tuple(values.reversed()))
    }

    private mutating func append(_ values: [PickleValue]) throws(CheckpointError) {
        guard stack.count > marks.last ?? 0, case .list(let number) = stack.last else {
            throw error("the pickle appends to what is no list", .unsafeContent)
        }
        memory.lists[number] += values
    }

    private mutating func setItems(_ values: [PickleValue]) throws(CheckpointError) {
        guard stack.count > marks.last ?? 0, case .dictionary(let number) = stack.last else {
            throw error("the pickle sets an item of what is no dictionary", .unsafeContent)
        }
        guard values.count.isMultiple(of: 2) else { throw error("the pickle gives a key without a value") }
        for index in stride(from: 0, to: values.count, by: 2) {
            memory.dictionaries[number].append((values[index], values[index + 1]))
        }
    }

    private mutating func remember(at index: Int) throws(CheckpointError) {
        guard stack.count > marks.last ?? 0, let value = stack.last else {
            throw error("the pickle remembers a value where there is none")
        }
        guard memo.count < Self.largestMemo || memo[index] != nil else {
            throw error("the pickle remembers more than \(Self.largestMemo) values")
        }
        memo[index] = value
    }

    private mutating func recall(_ index: Int) throws(CheckpointError) {
        guard let value = memo[index] else { throw error("the pickle recalls value \(index), which it never kept") }
        try push(value)
    }

    private mutating func pushGlobal() throws(CheckpointError) {
        let start = position
        let (module, name) = (try readLine(), try readLine())
        guard let global = PickleGlobal(module: module, name: name) else {
            position = start
            let fullName = String(decoding: module + [UInt8(ascii: ".")] + name, as: UTF8.self)
            throw error(
                "the pickle names \(quoted(fullName)), which could run code; ask for the weights as safetensors",
                .unsafeContent
            )
        }
        try push(.global(global))
    }

    /// A state dictionary carries the versions of its modules as an attribute; it is looked at by nobody.
    private mutating func build() throws(CheckpointError) {
        guard case .dictionary = try pop(), stack.count > marks.last ?? 0, case .dictionary = stack.last else {
            throw error("the pickle sets attributes of what has none", .unsafeContent)
        }
    }
}
