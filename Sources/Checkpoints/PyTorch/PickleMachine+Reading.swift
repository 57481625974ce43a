/// The instructions of the pickle format that are understood.
enum PickleCode: UInt8 {
    case mark = 0x28  // (
    case emptyTuple = 0x29  // )
    case stop = 0x2E  // .
    case real = 0x47  // G
    case integer32 = 0x4A  // J
    case integer8 = 0x4B  // K
    case integer16 = 0x4D  // M
    case none = 0x4E  // N
    case persistentID = 0x51  // Q
    case reduce = 0x52  // R
    case shortString = 0x55  // U
    case unicode = 0x58  // X
    case emptyList = 0x5D  // ]
    case append = 0x61  // a
    case build = 0x62  // b
    case global = 0x63  // c
    case appends = 0x65  // e
    case get = 0x68  // h
    case longGet = 0x6A  // j
    case put = 0x71  // q
    case longPut = 0x72  // r
    case setItem = 0x73  // s
    case tuple = 0x74  // t
    case setItems = 0x75  // u
    case emptyDictionary = 0x7D  // }
    case protocolVersion = 0x80
    case tuple1 = 0x85
    case tuple2 = 0x86
    case tuple3 = 0x87
    case newTrue = 0x88
    case newFalse = 0x89
    case long = 0x8A
}

extension PickleMachine {
    private static let longestLine = 256

    mutating func readByte() throws(CheckpointError) -> UInt8 {
        try read(UInt8.self)
    }

    mutating func read<Value: FixedWidthInteger>(_ type: Value.Type) throws(CheckpointError) -> Value {
        guard MemoryLayout<Value>.size <= end - position, let value = file.integer(at: position, as: type) else {
            throw error("the pickle is cut short")
        }
        position += MemoryLayout<Value>.size
        return value
    }

    mutating func readBytes(count: Int) throws(CheckpointError) -> [UInt8] {
        guard count <= end - position, let bytes = file.copy(position..<position + count) else {
            throw error("the pickle is cut short")
        }
        position += count
        return bytes
    }

    mutating func readText(count: Int) throws(CheckpointError) -> [UInt8] {
        let start = position
        let bytes = try readBytes(count: count)
        guard String(validating: bytes, as: UTF8.self) != nil else {
            position = start
            throw error("the pickle has a string that is not UTF-8")
        }
        return bytes
    }

    /// The bytes to the end of the line, which is passed over.
    mutating func readLine() throws(CheckpointError) -> [UInt8] {
        var line: [UInt8] = []
        while true {
            let byte = try readByte()
            if byte == UInt8(ascii: "\n") { return line }
            guard line.count < Self.longestLine else { throw error("the pickle has a name that is too long") }
            line.append(byte)
        }
    }

    /// An integer of any length in two's complement.
    mutating func readLong() throws(CheckpointError) -> PickleValue {
        let bytes = try readBytes(count: Int(try readByte()))
        guard bytes.count <= 8 else { return .largeInteger(bytes) }
        let isNegative = (bytes.last ?? 0) >= 0x80
        return .integer(bytes.reversed().reduce(isNegative ? -1 : 0) { $0 << 8 | Int($1) })
    }
}
