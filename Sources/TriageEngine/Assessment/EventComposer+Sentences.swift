import JSON

/// Reasons as sentences: templates with the facts of `support` put in. All of it is content of JSON strings.
extension EventComposer {
    /// Unknown facts named in one sentence, the doubted ones first.
    private static var unknownLimit: Int { 5 }

    func write(_ template: PlainRun, areUnknown: Bool, into out: inout ByteWriter) {
        for piece in texts.pieces[template] {
            if piece.isPlaceholder {
                writePhrases(areUnknown: areUnknown, into: &out)
            } else {
                out.append(piece.content)
            }
        }
    }

    private func writePhrases(areUnknown: Bool, into out: inout ByteWriter) {
        // What is there makes the sentence; what is absent only where nothing else made the rule true.
        let facts = support.facts
        var positive = 0
        if !areUnknown { for fact in facts where isPositive(fact) { positive += 1 } }
        let count = positive > 0 ? positive : facts.count
        let shown = areUnknown ? min(count, Self.unknownLimit) : count
        var written = 0
        for fact in facts where written < shown && (positive == 0 || isPositive(fact)) {
            if written > 0 { out.append(written == shown - 1 && shown == count ? " and " : ", ") }
            write(fact, isUnknown: areUnknown, into: &out)
            written += 1
        }
        if shown < count {
            out.append(" and ")
            out.appendDecimal(count - shown)
            out.append(" more")
        }
    }

    private func isPositive(_ fact: Fact) -> Bool {
        guard case .finding(let finding) = fact else { return true }
        return evaluation.state(finding) == .present && !support.goesWithoutSaying(finding)
    }

    private func write(_ fact: Fact, isUnknown: Bool, into out: inout ByteWriter) {
        switch fact {
        case .finding(let finding):
            let isAbsent = !isUnknown && evaluation.state(finding) == .absent
            out.append(isAbsent ? texts.findings[finding].absentText : texts.findings[finding].text)
        case .number(let number):
            out.append(texts.numbers[number].text)
            guard !isUnknown, !evaluation.isNumberUnknown(number) else { return }
            writeInterval(number, into: &out)
        }
    }

    private func writeInterval(_ number: Int, into out: inout ByteWriter) {
        let low = evaluation.lows[number]
        let high = evaluation.highs[number]
        if low == high {
            out.append(" (")
            write(low, into: &out)
        } else if high >= evaluation.unknownHigh(number) {
            out.append(" (at least ")
            write(low, into: &out)
        } else if low <= evaluation.unknownLow(number) {
            out.append(" (at most ")
            write(high, into: &out)
        } else {
            out.append(" (")
            write(low, into: &out)
            out.append(" to ")
            write(high, into: &out)
        }
        let unit = texts.numbers[number].unit
        if !unit.isEmpty {
            out.append(" ")
            out.append(unit)
        }
        out.append(")")
    }

    /// At most one decimal: sentences are for people, the exact value stands in the evidence.
    private func write(_ value: Double, into out: inout ByteWriter) {
        let tenths = (abs(value) * 10).rounded()
        guard tenths < 1e15 else { return out.append("very many") }
        if value < 0, tenths > 0 { out.append("-") }
        out.appendDecimal(Int(tenths) / 10)
        if Int(tenths) % 10 != 0 {
            out.append(".")
            out.appendDecimal(Int(tenths) % 10)
        }
    }
}
