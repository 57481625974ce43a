/// Files that are often taken for tables of text, told by their first bytes.
enum FileSignature {
    /// Why a file with these first bytes cannot be read and what to do, or `nil` if it may be text.
    static func refusal(of bytes: [UInt8]) -> String? {
        let known: [(signature: [UInt8], refusal: String)] = [
            ([0xFF, 0xFE], "the file is UTF-16; convert it: iconv -f UTF-16 -t UTF-8"),
            ([0xFE, 0xFF], "the file is UTF-16; convert it: iconv -f UTF-16 -t UTF-8"),
            (
                [0x50, 0x4B, 0x03, 0x04],
                "the file is a zip archive or a workbook; unpack it, or save it as CSV in UTF-8"
            ),
            ([0xD0, 0xCF, 0x11, 0xE0], "the file is an old workbook; save it as CSV in UTF-8"),
            ([0x1F, 0x8B], "the file is compressed; unpack it with gunzip"),
            ([0x28, 0xB5, 0x2F, 0xFD], "the file is compressed; unpack it with unzstd"),
            (Array("PAR1".utf8), "the file is Parquet; convert it to CSV or JSON Lines"),
            (Array("ARROW1".utf8), "the file is Arrow; convert it to CSV or JSON Lines"),
        ]
        return known.first { bytes.starts(with: $0.signature) }?.refusal
    }
}
