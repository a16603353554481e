import TriageEvents
import YAML

extension RulesetReader {
    /// What `ruleset.yaml` says apart from dispositions.
    struct Identity {
        var name = ""
        var version = ""
        var title = ""
        var quotesEvidence = false
        var defaultForm: String?
        var languages: [String] = []
        var notExcludedReason = "Not ruled out: {title}. Not known: {unknown}."
        var outOfScope = UndeterminedOutcome(priority: .urgent, disposition: 0, reason: "")
        var insufficient = UndeterminedOutcome(priority: .urgent, disposition: 0, reason: "")
        var retracted = UndeterminedOutcome(priority: .urgent, disposition: 0, reason: "")
        var assessmentFailed = UndeterminedOutcome(priority: .urgent, disposition: 0, reason: "")
        var conflict = ConflictFloor(priority: .urgent, disposition: 0, reason: "")
        var members = MemberMeaning()
    }

    /// Dispositions, which everything else names.
    func readDispositions() {
        guard let root = folder.root("ruleset.yaml"), let node = root["dispositions"] else { return }
        for member in freeMembers(of: node, "dispositions") {
            let what = "disposition \"\(member.key)\""
            requireName(member.key, what, at: member.keyLocation)
            _ = members(of: member.value, what, keys: ["text", "respondWithin"])
            let text = text(member.value, "text", of: what) ?? ""
            var seconds = 0
            if let value = member.value["respondWithin"] {
                seconds = duration(value, "\"respondWithin\" of \(what)") ?? 0
            } else {
                error(member.value.location, "\(what) needs \"respondWithin\", such as 4 hours")
            }
            dispositionNames[member.key] = dispositions.count
            dispositions.append(Disposition(code: member.key, text: text, respondWithinSeconds: seconds))
        }
    }

    func readIdentity() -> Identity {
        var identity = Identity()
        guard let root = folder.root("ruleset.yaml") else { return identity }
        let what = "ruleset.yaml"
        _ = members(
            of: root, what,
            keys: [
                "ruleset", "version", "title", "settings", "dispositions", "undetermined", "conflict", "notExcluded",
                "members",
            ])
        identity.name = text(root, "ruleset", of: what) ?? ""
        identity.version = text(root, "version", of: what) ?? ""
        identity.title = optionalText(root, "title", of: what) ?? identity.name
        if let settings = root["settings"] {
            _ = members(of: settings, "settings", keys: ["quoteEvidence", "defaultForm", "languages"])
            identity.quotesEvidence = truth(settings, "quoteEvidence", of: "settings", default: false)
            identity.defaultForm = optionalText(settings, "defaultForm", of: "settings")
            identity.languages = texts(settings, "languages", of: "settings")
        }
        readOutcomes(root, into: &identity)
        if let node = root["notExcluded"] {
            _ = members(of: node, "notExcluded", keys: ["reason"])
            if let reason = text(node, "reason", of: "notExcluded") {
                requirePlaceholders(node["reason"], reason, ["{title}", "{unknown}"])
                identity.notExcludedReason = reason
            }
        }
        if let node = root["members"] { identity.members = memberMeaning(node) }
        return identity
    }

    private func readOutcomes(_ root: YAMLNode, into identity: inout Identity) {
        if let node = root["undetermined"] {
            let keys = ["outOfScope", "insufficient", "retracted", "assessmentFailed"]
            _ = members(of: node, "undetermined", keys: keys)
            identity.outOfScope = outcome(node, "outOfScope") ?? identity.outOfScope
            identity.insufficient = outcome(node, "insufficient") ?? identity.insufficient
            identity.retracted = outcome(node, "retracted") ?? identity.retracted
            identity.assessmentFailed = outcome(node, "assessmentFailed") ?? identity.assessmentFailed
        } else {
            error(root.location, "ruleset.yaml needs \"undetermined\": what is said when no category can be given")
        }
        guard let node = root["conflict"] else {
            error(root.location, "ruleset.yaml needs \"conflict\": the floor when answers and narrative disagree")
            return
        }
        _ = members(of: node, "conflict", keys: ["floor", "disposition", "reason"])
        let reason = optionalText(node, "reason", of: "conflict")
        requirePlaceholders(node["reason"], reason ?? "", ["{conflicting}"])
        guard let value = node["floor"] else {
            error(node.location, "conflict needs \"floor\": a priority")
            return
        }
        identity.conflict = ConflictFloor(
            priority: priority(value, "\"floor\" of conflict") ?? .urgent,
            disposition: disposition(node, "disposition", of: "conflict", isRequired: true) ?? 0,
            reason: reason ?? "The submission contradicts itself; the more serious reading counts: {conflicting}.")
    }

    private func outcome(_ node: YAMLNode, _ key: String) -> UndeterminedOutcome? {
        let what = "\"\(key)\" of undetermined"
        guard let value = node[key] else {
            error(node.location, "undetermined needs \"\(key)\"")
            return nil
        }
        guard members(of: value, what, keys: ["priority", "disposition", "reason"]) != nil else { return nil }
        guard let priorityNode = value["priority"] else {
            error(value.location, "\(what) needs \"priority\"")
            return nil
        }
        let reason = text(value, "reason", of: what) ?? ""
        requirePlaceholders(value["reason"], reason, [])
        guard let priority = priority(priorityNode, "\"priority\" of \(what)"),
            let disposition = disposition(value, "disposition", of: what, isRequired: true)
        else { return nil }
        if priority < .urgent {
            error(priorityNode.location, "\(what) must be at least urgent: nobody knows what it is")
        }
        return UndeterminedOutcome(priority: priority, disposition: disposition, reason: reason)
    }

    private func memberMeaning(_ node: YAMLNode) -> MemberMeaning {
        var meaning = MemberMeaning()
        _ = members(of: node, "members", keys: ["ageYears", "sex", "pregnancy"])
        if let age = node["ageYears"] {
            _ = members(of: age, "\"ageYears\" of members", keys: ["number"])
            if let name = text(age, "number", of: "\"ageYears\" of members") {
                meaning.ageYears = number(named: name, at: age["number"]?.location ?? age.location)
                if let number = meaning.ageYears { numbersSet.insert(number) }
            }
        }
        func values(_ key: String) -> [MemberMeaning.Value] {
            guard let member = node[key] else { return [] }
            let what = "\"\(key)\" of members"
            _ = members(of: member, what, keys: ["values"])
            return (member["values"].map { freeMembers(of: $0, "values of \(what)") } ?? []).map {
                MemberMeaning.Value(name: $0.key, effect: effect($0.value, "\"\($0.key)\" of \(what)", skipping: []))
            }
        }
        meaning.sex = values("sex")
        meaning.pregnancy = values("pregnancy")
        return meaning
    }
}
