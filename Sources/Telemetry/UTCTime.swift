/// A point in time as the log writes it.
struct UTCTime {
    /// RFC 3339 in UTC with milliseconds: `2026-03-01T08:00:00.000Z`.
    let text: String

    init(milliseconds: Int64) {
        let day = milliseconds.flooredDivision(by: 86_400_000)
        let within = milliseconds - day * 86_400_000
        // Days since 0000-03-01, in eras of 400 years: the proleptic Gregorian calendar without tables.
        let shifted = day + 719_468
        let era = shifted.flooredDivision(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let date = dayOfYear - (153 * month + 2) / 5 + 1
        let civilMonth = month < 10 ? month + 3 : month - 9
        let year = yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0)
        text =
            "\(year.digits(4))-\(civilMonth.digits(2))-\(date.digits(2))T\((within / 3_600_000).digits(2)):"
            + "\((within / 60_000 % 60).digits(2)):\((within / 1000 % 60).digits(2)).\((within % 1000).digits(3))Z"
    }
}

extension Int64 {
    fileprivate func flooredDivision(by divisor: Int64) -> Int64 {
        self >= 0 ? self / divisor : (self - divisor + 1) / divisor
    }

    fileprivate func digits(_ width: Int) -> String {
        let text = String(self)
        return String(repeating: "0", count: Swift.max(0, width - text.utf8.count)) + text
    }
}
