/// Units that answers come in: UCUM codes and the words people write for them.
enum MeasurementUnit {
    private enum Dimension {
        case time, length, mass, temperature
    }

    /// Size in seconds, metres, kilograms; a unit that needs more than a factor is not listed.
    private static let units: [(names: [String], dimension: Dimension, size: Double)] = [
        (["s", "sec", "second", "seconds"], .time, 1),
        (["min", "mins", "minute", "minutes"], .time, 60),
        (["h", "hr", "hrs", "hour", "hours"], .time, 3600),
        (["d", "day", "days"], .time, 86_400),
        (["wk", "week", "weeks"], .time, 604_800),
        (["mo", "month", "months"], .time, 2_629_800),
        (["a", "yr", "year", "years"], .time, 31_557_600),
        (["mm", "millimetre", "millimetres"], .length, 0.001),
        (["cm", "centimetre", "centimetres"], .length, 0.01),
        (["m", "metre", "metres"], .length, 1),
        (["[in_i]", "in", "inch", "inches"], .length, 0.0254),
        (["g", "gram", "grams"], .mass, 0.001),
        (["kg", "kilogram", "kilograms"], .mass, 1),
        (["Cel", "°C", "C", "degrees Celsius"], .temperature, 1),
    ]

    /// What a value in one unit is to be multiplied with to be in another; nil when they do not measure the same.
    static func factor(from: String, to: String) -> Double? {
        if from == to { return 1 }
        guard let source = units.first(where: { $0.names.contains(from) }),
            let target = units.first(where: { $0.names.contains(to) }), source.dimension == target.dimension
        else { return nil }
        return source.size / target.size
    }
}
