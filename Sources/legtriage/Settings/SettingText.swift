#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How values of settings are written.
enum SettingText {
    static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { trim($0) }.filter { !$0.isEmpty }
    }

    /// Whether Kafka takes it for a topic's name.
    static func isTopic(_ text: String) -> Bool {
        (1...249).contains(text.utf8.count) && text != "." && text != ".."
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// Kafka's, as brokers may begin with them.
    private static let protocols = ["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]

    /// Whether it is `host`, `host:port`, `[address]:port` or an IPv6 address alone; as for librdkafka, a protocol
    /// (`ssl://`) may stand before it.
    static func isBroker(_ text: String) -> Bool {
        var rest = text[...]
        if let end = rest.firstIndex(of: "/"), rest[end...].hasPrefix("//"), rest[..<end].hasSuffix(":") {
            guard protocols.contains(rest[..<end].dropLast().uppercased()) else { return false }
            rest = rest[end...].dropFirst(2)
        }
        if isAddress(rest) { return true }
        var host = rest
        if let colon = rest.lastIndex(of: ":"), !rest.hasSuffix("]") {
            let digits = rest[rest.index(after: colon)...]
            guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let port = Int(digits),
                (1...65_535).contains(port)
            else { return false }
            host = rest[..<colon]
        }
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]") && host.count > 2
        return !host.isEmpty && (isBracketed || !host.contains { ":[]/".contains($0) }) && !host.contains(" ")
    }

    /// Whether it is an IPv6 address.
    private static func isAddress(_ text: Substring) -> Bool {
        var address = in6_addr()
        return inet_pton(AF_INET6, String(text), &address) == 1
    }

    static func bytes(_ text: String) -> Int? {
        guard let (number, unit) = numberAndUnit(text), number >= 0 else { return nil }
        let factors = ["": 1, "B": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30]
        guard let factor = factors[unit] else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
    }

    static func duration(_ text: String) -> Duration? {
        guard let (number, unit) = numberAndUnit(text), number >= 0, number < 1_000_000_000 else { return nil }
        switch unit {
        case "ms": return .milliseconds(number)
        case "s": return .seconds(number)
        case "min": return .seconds(number * 60)
        case "h": return .seconds(number * 3600)
        default: return nil
        }
    }

    static func text(of duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let milliseconds = seconds * 1000 + attoseconds / 1_000_000_000_000_000
        return milliseconds % 1000 == 0 ? "\(seconds) s" : "\(milliseconds) ms"
    }

    private static func numberAndUnit(_ text: String) -> (Int, String)? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits) else { return nil }
        return (number, trim(text.dropFirst(digits.count)))
    }

    static func trim(_ text: some StringProtocol) -> String {
        let start = text.drop { $0 == " " || $0 == "\t" }
        let end = start.lastIndex { $0 != " " && $0 != "\t" }
        return end.map { String(start[...$0]) } ?? ""
    }
}
