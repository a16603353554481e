/// One setting that can be made: its name, what it takes, and what it means.
struct SettingDefinition: Sendable {
    enum Kind: Sendable {
        /// Any text, also none.
        case text
        /// A text that is not empty.
        case name
        case topic
        /// Topics, in a list or separated by commas; at least one.
        case topics
        /// `host:port` or `host`, in a list or separated by commas; at least one.
        case brokers
        case integer(ClosedRange<Int>)
        /// Bytes: `65536`, `64 KiB`, `16 MiB`.
        case bytes(ClosedRange<Int>)
        /// `20 ms`, `5 s`, `1 min`, `2 h`.
        case duration(ClosedRange<Duration>)
        case choice([String])
    }

    /// As files and flags write it: `batch.maxRecords`.
    let key: String
    let kind: Kind
    /// As a file would write it; empty: found out at start.
    let standard: String
    /// What it means, in one line.
    let summary: String

    init(_ key: String, _ kind: Kind, _ standard: String, _ summary: String) {
        self.key = key
        self.kind = kind
        self.standard = standard
        self.summary = summary
    }

    /// The environment's name for it: `batch.maxRecords` is `LEGTRIAGE_BATCH_MAX_RECORDS`.
    var environmentName: String {
        var name = "LEGTRIAGE_"
        for character in key {
            if character == "." {
                name += "_"
            } else if character.isUppercase {
                name += "_\(character)"
            } else {
                name += character.uppercased()
            }
        }
        return name
    }

    private static let topicLetters = "at most 249 letters (a to z), digits, '.', '_' and '-'"

    /// Why this text is no value for the setting; nil if it is one.
    func problem(with text: String) -> String? {
        switch kind {
        case .text: return nil
        case .name: return SettingText.trim(text).isEmpty ? "must not be empty" : nil
        case .topic: return SettingText.isTopic(text) ? nil : "needs the name of a topic: \(Self.topicLetters)"
        case .topics:
            let names = SettingText.list(text)
            return !names.isEmpty && names.allSatisfy(SettingText.isTopic)
                ? nil : "needs the names of topics: \(Self.topicLetters)"
        case .brokers:
            let brokers = SettingText.list(text)
            return !brokers.isEmpty && brokers.allSatisfy(SettingText.isBroker)
                ? nil : "needs brokers, each written as host:port, with a port from 1 to 65535"
        case .integer(let range):
            guard let value = Int(text) else { return "needs a whole number" }
            return range.contains(value) ? nil : "must lie between \(range.lowerBound) and \(range.upperBound)"
        case .bytes(let range):
            guard let value = SettingText.bytes(text) else {
                return "needs a number of bytes, such as 64 KiB or 16 MiB"
            }
            return range.contains(value) ? nil : "must lie between \(range.lowerBound) and \(range.upperBound) bytes"
        case .duration(let range):
            guard let value = SettingText.duration(text) else { return "needs a time, such as 20 ms, 5 s or 1 min" }
            let (low, high) = (SettingText.text(of: range.lowerBound), SettingText.text(of: range.upperBound))
            return range.contains(value) ? nil : "must lie between \(low) and \(high)"
        case .choice(let words):
            return words.contains(text) ? nil : "must be one of: \(words.joined(separator: ", "))"
        }
    }
}
