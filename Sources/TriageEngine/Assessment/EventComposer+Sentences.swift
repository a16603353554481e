import JSON

/// Reasons as sentences: templates with the facts of `support` put in. All of it is content of JSON strings.
extension EventComposer {
    /// Unknown facts named in one sentence, the doubted ones first.
    private static var unknownLimit: Int { 5 }

    /// Writes the facts of `support` as a list.
    mutating func writePhrases(areUnknown: Bool, into out: inout ByteWriter) {
        // What is there makes the sentence; what is absent only where nothing else made the rule true.
        let positive = areUnknown ? 0 : support.positiveFacts(into: named)
        let facts = positive > 0 ? UnsafeBufferPointer(start: named, count: positive) : support.facts
        let shown = areUnknown ? min(facts.count, Self.unknownLimit) : facts.count
        for index in 0..<shown {
            if index > 0 { out.append(index == shown - 1 && shown == facts.count ? " and " : ", ") }
            write(facts[index], isUnknown: areUnknown, into: &out)
        }
        if shown < facts.count {
            out.append(" and ")
            out.appendDecimal(facts.count - shown)
            out.append(" more")
        }
    }

    private func write(_ fact: Int, isUnknown: Bool, into out: inout ByteWriter) {
        if let finding = places.finding(at: fact) {
            let isAbsent = !isUnknown && evaluation.state(finding) == .absent
            out.append(isAbsent ? texts.findings[finding].absentText : texts.findings[finding].text)
        } else {
            let number = places.number(at: fact)
            out.append(texts.numbers[number].text)
            guard !isUnknown, !evaluation.isNumberUnknown(number) else { return }
            writeInterval(number, into: &out)
        }
    }

    private func writeInterval(_ number: Int, into out: inout ByteWriter) {
        let low = evaluation.lows[number]
        let high = evaluation.highs[number]
        var counted = high
        if low == high {
            out.append(" (")
            write(low, into: &out)
        } else if high >= evaluation.unknownHigh(number) {
            out.append(" (at least ")
            write(low, into: &out)
            counted = low
        } else if low <= evaluation.unknownLow(number) {
            out.append(" (at most ")
            write(high, into: &out)
        } else {
            out.append(" (")
            write(low, into: &out)
            out.append(" to ")
            write(high, into: &out)
        }
        let unit = Self.tenths(counted) == 10 ? texts.numbers[number].unitOfOne : texts.numbers[number].unit
        if !unit.isEmpty {
            out.append(" ")
            out.append(unit)
        }
        out.append(")")
    }

    private static func tenths(_ value: Double) -> Double { (abs(value) * 10).rounded() }

    /// At most one decimal: sentences are for people, the exact value stands in the evidence.
    private func write(_ value: Double, into out: inout ByteWriter) {
        let tenths = Self.tenths(value)
        guard tenths < 1e15 else { return out.append("very many") }
        if value < 0, tenths > 0 { out.append("-") }
        out.appendDecimal(Int(tenths) / 10)
        if Int(tenths) % 10 != 0 {
            out.append(".")
            out.appendDecimal(Int(tenths) % 10)
        }
    }
}
