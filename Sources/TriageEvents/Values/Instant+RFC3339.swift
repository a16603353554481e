package import JSON

extension Instant {
    /// Reads a date and time as RFC 3339 writes it: `2026-03-01T08:00:00.123+01:00`, also with a small `t` or `z`.
    ///
    /// Fractions are cut to milliseconds, a leap second (`:60`) is the second that follows. Nil for anything else,
    /// for a day that does not exist, and for moments outside the years 0 to 9999.
    package init?(rfc3339 text: JSONText) {
        var reader = DateReader(text.bytes)
        guard let day = reader.day(), reader.skip("T") || reader.skip("t"),
            let time = reader.timeOfDay(), let offset = reader.offsetMinutes(), reader.isAtEnd
        else { return nil }
        self.init(checked: day * Self.millisecondsPerDay + time - Int64(offset) * 60_000)
    }

    /// Reads a date without a time, `2026-03-01`, as its midnight in UTC; nil for anything else.
    package init?(date text: JSONText) {
        var reader = DateReader(text.bytes)
        guard let day = reader.day(), reader.isAtEnd else { return nil }
        self.init(checked: day * Self.millisecondsPerDay)
    }

    /// The moment in UTC, `2026-03-01T07:00:00Z`, with milliseconds only if there are any.
    package var rfc3339: String {
        var writer = ByteWriter(capacity: 32)
        write(into: &writer)
        return writer.string
    }

    /// Appends the moment in UTC as RFC 3339, without quotes. Years outside 0 to 9999 come as the nearest of them.
    package func write(into writer: inout ByteWriter) {
        let clamped = min(max(millisecondsSince1970, Self.earliest), Self.latest)
        let days = clamped.floorDivided(by: Self.millisecondsPerDay)
        let rest = clamped - days * Self.millisecondsPerDay
        let (year, month, day) = Self.civil(fromDays: days)
        writer.appendDigits(year, width: 4)
        writer.append(UInt8(ascii: "-"))
        writer.appendDigits(month, width: 2)
        writer.append(UInt8(ascii: "-"))
        writer.appendDigits(day, width: 2)
        writer.append(UInt8(ascii: "T"))
        writer.appendDigits(rest / 3_600_000, width: 2)
        writer.append(UInt8(ascii: ":"))
        writer.appendDigits(rest / 60_000 % 60, width: 2)
        writer.append(UInt8(ascii: ":"))
        writer.appendDigits(rest / 1000 % 60, width: 2)
        if rest % 1000 != 0 {
            writer.append(UInt8(ascii: "."))
            writer.appendDigits(rest % 1000, width: 3)
        }
        writer.append(UInt8(ascii: "Z"))
    }

    private static let millisecondsPerDay: Int64 = 86_400_000
    /// 0000-01-01T00:00:00Z
    private static let earliest: Int64 = -62_167_219_200_000
    /// 9999-12-31T23:59:59.999Z
    private static let latest: Int64 = 253_402_300_799_999

    private init?(checked milliseconds: Int64) {
        guard milliseconds >= Self.earliest, milliseconds <= Self.latest else { return nil }
        self.init(millisecondsSince1970: milliseconds)
    }

    /// Days since 1970 of a calendar day. Years are counted from March, so that the leap day is a year's last.
    fileprivate static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let marchYear = month <= 2 ? year - 1 : year
        let era = marchYear.floorDivided(by: 400)
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth + (marchMonth < 10 ? 3 : -9)
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }
}

extension Int64 {
    fileprivate func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

extension ByteWriter {
    fileprivate mutating func appendDigits(_ number: Int64, width: Int) {
        var divisor: Int64 = 1
        for _ in 1..<width {
            divisor *= 10
        }
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }
}

/// Reads the parts of a date and time from left to right.
private struct DateReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    /// `2026-03-01` as days since 1970.
    mutating func day() -> Int64? {
        guard let year = digits(4), skip("-"), let month = digits(2), skip("-"), let day = digits(2),
            (1...12).contains(month), day >= 1, day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        return Instant.days(year: year, month: month, day: day)
    }

    /// `08:00:00.123` as milliseconds since midnight.
    mutating func timeOfDay() -> Int64? {
        guard let hour = digits(2), skip(":"), let minute = digits(2), skip(":"), let second = digits(2),
            hour <= 23, minute <= 59, second <= 60
        else { return nil }
        var milliseconds: Int64 = 0
        if skip(".") {
            guard let fraction = fractionMilliseconds() else { return nil }
            milliseconds = second == 60 ? 0 : fraction
        }
        return ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds
    }

    /// `Z` or `+01:00` as minutes east of UTC.
    mutating func offsetMinutes() -> Int64? {
        if skip("Z") || skip("z") { return 0 }
        let sign: Int64
        if skip("+") {
            sign = 1
        } else if skip("-") {
            sign = -1
        } else {
            return nil
        }
        guard let hours = digits(2), skip(":"), let minutes = digits(2), hours <= 23, minutes <= 59 else { return nil }
        return sign * (hours * 60 + minutes)
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// Any number of digits, of which the first three count.
    private mutating func fractionMilliseconds() -> Int64? {
        let start = position
        var value: Int64 = 0
        while position < bytes.count, let digit = digit(at: position) {
            if position - start < 3 {
                value = value * 10 + digit
            }
            position += 1
        }
        switch position - start {
        case 0: return nil
        case 1: return value * 100
        case 2: return value * 10
        default: return value
        }
    }

    private mutating func digits(_ count: Int) -> Int64? {
        guard position + count <= bytes.count else { return nil }
        var value: Int64 = 0
        for index in position..<(position + count) {
            guard let digit = digit(at: index) else { return nil }
            value = value * 10 + digit
        }
        position += count
        return value
    }

    private func digit(at index: Int) -> Int64? {
        let digit = bytes[index] &- UInt8(ascii: "0")
        return digit <= 9 ? Int64(digit) : nil
    }

    private static func length(ofMonth month: Int64, year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
