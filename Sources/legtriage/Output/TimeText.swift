/// Spans of time for people.
enum TimeText {
    /// `45 seconds`, `5 minutes`, `4 hours`, `2 days`: the largest unit that leaves no rest.
    static func of(seconds: Int) -> String {
        for (length, name) in [(86_400, "day"), (3600, "hour"), (60, "minute")]
        where seconds >= length && seconds % length == 0 {
            return "\(seconds / length) \(name)" + (seconds == length ? "" : "s")
        }
        return "\(seconds) seconds"
    }

    /// How many a second, for people: `4,071`.
    static func rate(_ count: Int, in duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let time = Double(seconds) + Double(attoseconds) / 1e18
        return time > 0 ? Int(Double(count) / time).grouped : "?"
    }

    /// `0.8 s`, `2 min 5 s`.
    static func of(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        if seconds >= 60 { return "\(seconds / 60) min \(seconds % 60) s" }
        return "\(seconds).\(attoseconds / 100_000_000_000_000_000) s"
    }
}
