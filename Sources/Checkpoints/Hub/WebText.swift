import Foundation

extension URL {
    var isWeb: Bool {
        (scheme == "https" || scheme == "http") && host() != nil
    }

    func hasSameOrigin(as other: URL) -> Bool {
        scheme == other.scheme && host()?.lowercased() == other.host()?.lowercased() && webPort == other.webPort
    }

    private var webPort: Int {
        port ?? (scheme == "https" ? 443 : 80)
    }
}

extension UInt8 {
    var isASCIILetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    var isTagByte: Bool {
        isASCIILetterOrDigit || "-_.".utf8.contains(self)
    }
}

extension String {
    /// Whether all of it is hexadecimal digits in lower case.
    var isHexadecimal: Bool {
        utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
        }
    }

    func percentEncoded(keeping kept: String) -> String {
        var text = ""
        for byte in utf8 {
            if byte.isASCIILetterOrDigit || "-._~".utf8.contains(byte) || kept.utf8.contains(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += (byte < 0x10 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }
}
