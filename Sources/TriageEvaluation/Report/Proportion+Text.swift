extension Proportion {
    /// `92.7 %`, or a dash for a share of nothing.
    var percent: String {
        share.map { Self.digits($0) + " %" } ?? "–"
    }

    /// `87.1–96.0 %`, the 95 % interval, or a dash for a share of nothing.
    var intervalPercent: String {
        interval.map { Self.digits($0.low) + "–" + Self.digits($0.high) + " %" } ?? "–"
    }

    /// `2 of 41, 4.9 % (95 %: 1.3–16.1 %)`.
    var sentence: String {
        total > 0 ? "\(count) of \(total), \(percent) (95 %: \(intervalPercent))" : "nothing to measure"
    }

    /// `2 (1.3–16.1 %)`.
    var cell: String {
        total > 0 ? "\(count) (\(intervalPercent))" : "–"
    }

    /// A share in percent with one decimal; never rounded to 0.0 or 100.0 unless it is that.
    static func digits(_ share: Double) -> String {
        var tenths = Int((share * 1000).rounded())
        if tenths == 0, share > 0 { tenths = 1 }
        if tenths == 1000, share < 1 { tenths = 999 }
        return "\(tenths / 10).\(tenths % 10)"
    }
}
