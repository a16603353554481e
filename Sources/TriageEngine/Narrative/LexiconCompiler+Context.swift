internal import YAML

extension LexiconCompiler {
    /// `sides: {left: […], right: […], one: […], both: […], other: […]}`.
    mutating func readSides(_ node: YAMLNode) {
        let sides: [(String, Lexicon.Side)] = [
            ("left", .left), ("right", .right), ("one", .one), ("both", .both), ("other", .other),
        ]
        expect(node, keys: sides.map { $0.0 })
        for (key, side) in sides {
            if let phrases = node[key] { addPhrases(phrases, .side(side)) }
        }
    }

    /// `sites: [{site: calf, groups: [leg], says: […], plural: […]}]`: names and groups.
    mutating func declareSites(_ node: YAMLNode) {
        for element in node.elements ?? [] {
            expect(element, keys: ["site", "groups", "says", "plural"])
            guard let name = element["site"]?.text else {
                report(element, "a site needs a name")
                continue
            }
            // A further block of the same name adds phrases, as another language does.
            if siteNumbers[name] != nil { continue }
            var groups: UInt64 = 0
            for group in [name] + (element["groups"].map { texts($0).map(\.text) } ?? []) {
                if siteGroups[group] == nil {
                    guard siteGroups.count < 64 else {
                        report(element, "more than 64 sites and groups")
                        continue
                    }
                    siteGroups[group] = 1 << UInt64(siteGroups.count)
                }
                groups |= siteGroups[group] ?? 0
            }
            siteNumbers[name] = sites.count
            sites.append(Lexicon.Site(name: name, groups: groups))
        }
    }

    mutating func readSites(_ node: YAMLNode) {
        for element in node.elements ?? [] {
            guard let name = element["site"]?.text, let site = siteNumbers[name] else { continue }
            if let says = element["says"] {
                addPhrases(says, .site(Int32(site), isPlural: false))
                for (text, _) in texts(says) where !text.contains(" ") {
                    _ = words.update(text) { $0.roles.insert(.site) }
                }
            }
            if let plural = element["plural"] { addPhrases(plural, .site(Int32(site), isPlural: true)) }
        }
    }

    /// `cues: [{cue: negated, direction: after, reach: 8, lists: true, says: […]}]`.
    mutating func readCues(_ node: YAMLNode) {
        for element in node.elements ?? [] {
            expect(element, keys: ["cue", "direction", "reach", "lists", "ends", "says"])
            guard let effect = element["cue"]?.text.flatMap(Cue.Effect.init) else {
                report(element, "cue must be one of \(Cue.Effect.allCases.map(\.rawValue).joined(separator: ", "))")
                continue
            }
            let direction = element["direction"]?.text.map { Cue.Direction(rawValue: $0) } ?? .after
            let reach = element["reach"]?.text.map { Int($0) } ?? 8
            guard let direction, let reach, (0...100).contains(reach), let says = element["says"] else {
                report(
                    element,
                    "a cue needs says; direction is after, before or around; reach is a number of words, 0 to 100")
                continue
            }
            cues.append(
                Cue(
                    effect: effect, direction: direction, reach: reach, coversLists: element["lists"]?.text == "true",
                    endsWords: element["ends"]?.text == "true"))
            addPhrases(says, .cue(Int32(cues.count - 1)))
        }
    }

    /// `spans: [{kind: lasting, low: 8 hours, high: 24 hours, says: [all day]}]`.
    mutating func readSpans(_ node: YAMLNode) {
        for element in node.elements ?? [] {
            expect(element, keys: ["kind", "low", "high", "says"])
            guard let kind = element["kind"]?.text.flatMap(Self.kind), let says = element["says"],
                let low = element["low"]?.text.flatMap(Self.seconds)
            else {
                report(element, "a span needs kind (lasting, since, ago), low and says")
                continue
            }
            let high = element["high"]?.text.flatMap(Self.seconds) ?? .infinity
            spans.append(Lexicon.Span(kind: kind, low: low, high: high))
            addPhrases(says, .span(Int32(spans.count - 1)))
        }
    }

    static func kind(_ text: String) -> NarrativeDuration.Kind? {
        switch text {
        case "lasting": .lasting
        case "since": .since
        case "ago": .ago
        default: nil
        }
    }

    mutating func readSettings(_ node: YAMLNode) {
        expect(
            node,
            keys: [
                "recognisedShare", "minimumTokens", "complaintSites", "pastAfter", "newWithin", "justNow", "thirdParty",
            ])
        if let share = node["recognisedShare"] {
            guard let value = share.text.flatMap(Double.init), (0...1).contains(value) else {
                return report(share, "a share from 0 to 1 is expected here")
            }
            settings.recognisedShare = value
        }
        if let least = node["minimumTokens"]?.text.flatMap({ Int($0) }) { settings.minimumTokens = least }
        if let groups = node["complaintSites"] { settings.complaintGroups = siteBits(groups) }
        if let past = readSeconds(node["pastAfter"]) { settings.pastAfterSeconds = past }
        if let new = readSeconds(node["newWithin"]) { settings.newWithinSeconds = new }
        if let now = readSeconds(node["justNow"]) { settings.justNowSeconds = now }
        if let found = node["thirdParty"] { settings.thirdParty = findings(found, default: .present) }
    }

    private mutating func readSeconds(_ node: YAMLNode?) -> Double? {
        guard let node else { return nil }
        let seconds = node.text.flatMap(Self.seconds)
        if seconds == nil { report(node, "a duration is expected here") }
        return seconds
    }

    /// The bits of sites and groups.
    mutating func siteBits(_ node: YAMLNode) -> UInt64 {
        var bits: UInt64 = 0
        for (text, place) in texts(node) {
            if let group = siteGroups[text] {
                bits |= group
            } else {
                report(place, "no site or group is called \"\(text)\"")
            }
        }
        return bits
    }
}
