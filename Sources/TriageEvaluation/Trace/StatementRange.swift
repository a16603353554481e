/// The names of statements, as `trace.yaml` lists them: letters and a number, `S005`, or a range, `S001-S134`.
struct StatementRange {
    /// No range is longer; a slip of the pen must not fill the memory.
    static let maximumCount = 10_000

    /// The letters before the number.
    let prefix: String
    /// In counting order, zeros kept.
    let names: [String]

    /// Nil for anything else, also for a range that runs backwards or changes its letters.
    init?(_ text: String) {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(Self.parts)
        guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1] else { return nil }
        guard first.prefix == last.prefix, first.number <= last.number, last.number - first.number < Self.maximumCount
        else { return nil }
        prefix = first.prefix
        names = (first.number...last.number).map { number in
            let digits = String(number)
            return first.prefix + String(repeating: "0", count: max(0, first.width - digits.count)) + digits
        }
    }

    /// The letters and the number of one name; `width` keeps leading zeros, 0 where there are none.
    private static func parts(_ name: Substring) -> (prefix: String, number: Int, width: Int)? {
        let prefix = name.prefix { $0.isASCII && $0.isLetter }
        let digits = name.dropFirst(prefix.count)
        guard !prefix.isEmpty, !digits.isEmpty, digits.allSatisfy({ ("0"..."9").contains($0) }),
            let number = Int(digits)
        else { return nil }
        return (String(prefix), number, digits.first == "0" ? digits.count : 0)
    }
}
