internal import YAML

extension LexiconCompiler {
    /// `words: {leg: [leg, limb], …}`: sets that phrases name.
    mutating func readSets(_ node: YAMLNode) {
        guard let members = node.members else { return report(node, "word sets by name are expected here") }
        for member in members {
            if sets[member.key] != nil { report(member.value, "the word set \"\(member.key)\" is given twice") }
            var phrases: [Phrase] = []
            for (text, place) in texts(member.value) {
                do throws(PhraseError) { phrases.append(try Phrase(text)) } catch { report(place, error.message) }
            }
            sets[member.key] = phrases
        }
    }

    /// `numbers: {two: 2, few: [2, 5]}`.
    mutating func readNumbers(_ node: YAMLNode) {
        for member in node.members ?? [] {
            let bounds = (member.value.elements ?? [member.value]).compactMap { $0.text.flatMap(Float.init) }
            guard let low = bounds.first, let high = bounds.last, low <= high else {
                report(member.value, "a number, or a lower and an upper bound, is expected here")
                continue
            }
            setWord(member.key, member.value) { word in
                word.roles.insert(.number)
                word.low = low
                word.high = high
            }
        }
    }

    /// `months: {january: [january, jan], …}`, in the order of the year.
    mutating func readMonths(_ node: YAMLNode) {
        for (index, member) in (node.members ?? []).enumerated() {
            for (text, place) in texts(member.value) {
                setWord(text, place) { word in
                    word.roles.insert(.month)
                    word.low = Float(index + 1)
                }
            }
        }
    }

    /// `units: {1 minute: [min, mins], 1 days: ["/7"]}`: words that measure time, by the length of one, and
    /// denominators that do.
    mutating func readUnits(_ node: YAMLNode) {
        for member in node.members ?? [] {
            guard let length = Self.seconds(member.key) else {
                report(member.value, "\"\(member.key)\" is no duration, as in 5 minutes")
                continue
            }
            for (text, place) in texts(member.value) {
                if text.first == "/", let denominator = Float(text.dropFirst()) {
                    fractions.append(Lexicon.Fraction(denominator: denominator, seconds: length))
                } else {
                    setWord(text, place) { $0.unitSeconds = Float(length) }
                }
            }
        }
    }

    /// `roles: {and: [and, plus], …}`: what words do to sentences.
    mutating func readRoles(_ node: YAMLNode) {
        for member in node.members ?? [] {
            guard let change = Self.change(role: member.key) else {
                let known = Lexicon.Role.names + ["gapStop", "common"]
                report(member.value, "no role \"\(member.key)\"; there are \(known.joined(separator: ", "))")
                continue
            }
            for (text, place) in texts(member.value) {
                for word in text.split(separator: " ") { setWord(String(word), place, change) }
            }
        }
    }

    /// What a role makes of a word; nil: there is no such role.
    private static func change(role name: String) -> ((inout Lexicon.Word) -> Void)? {
        switch name {
        case "gapStop": { $0.endsGap = true }
        case "common": { $0.isCommon = true }
        default: Lexicon.Role.named(name).map { role in { $0.roles.insert(role) } }
        }
    }

    /// `variants: {swelling: [sweling, swellin]}`.
    mutating func readVariants(_ node: YAMLNode) {
        for member in node.members ?? [] {
            for (text, place) in texts(member.value) {
                for variant in text.split(separator: " ") where !words.addVariant(String(variant), of: member.key) {
                    report(
                        place,
                        "\"\(variant)\" cannot be another spelling of \"\(member.key)\": it is a word of its own, or no word"
                    )
                }
            }
        }
    }

    /// `misspellings: {minimumLetters: 7}`.
    mutating func readMisspellings(_ node: YAMLNode) {
        expect(node, keys: ["minimumLetters"])
        guard let least = node["minimumLetters"]?.text.flatMap({ Int($0) }), least >= 5 else {
            return report(node, "minimumLetters of 5 or more is expected here")
        }
        words.addMisspellings(minimumLetters: least) { $0.roles.contains(.recognised) && !$0.isCommon }
    }

    private mutating func setWord(_ text: String, _ place: YAMLNode, _ change: (inout Lexicon.Word) -> Void) {
        if !words.update(text, change) { report(place, "\"\(text)\" is not a single word") }
    }

    /// `30 seconds`, `5 minutes`, `4 hours`, `2 days`, `2 weeks`, `3 months`, `1 year`, in seconds.
    static func seconds(_ text: String) -> Double? {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let amount = Double(parts[0]), amount >= 0 else { return nil }
        let unit: Double? =
            switch parts[1] {
            case "second", "seconds": 1
            case "minute", "minutes": 60
            case "hour", "hours": 3600
            case "day", "days": 86_400
            case "week", "weeks": 604_800
            case "month", "months": 2_629_800
            case "year", "years": 31_557_600
            default: nil
            }
        return unit.map { $0 * amount }
    }
}
