import JSON
import TriageEvents

/// The texts of a ruleset as the bytes that routing events consist of, so that writing one is mostly copying.
///
/// What is called a part is JSON made by `RoutingEventParts`; what is called content stands within a JSON string,
/// escapes done. Sendable although the arena and the lists are none: everything is added in the initialiser, only read
/// afterwards, and freed with the texts.
final class RulesetTexts: @unchecked Sendable {
    /// How a reason is told that a rule, or something else, gives.
    struct ReasonTexts {
        let name: JSONText
        let reason: Template
        let floorReason: Template
    }

    /// All of a reason up to its evidence, cut where lists of phrases are put in.
    struct Template {
        let opening: JSONText
        /// Run of `pieces`: what follows each list.
        let rest: PlainRun
    }

    struct NumberTexts {
        /// The part that evidence begins with.
        let evidence: JSONText
        /// Content.
        let text: JSONText
        let unit: JSONText
        let unitOfOne: JSONText
    }

    struct FindingTexts {
        /// The parts that evidence begins with, up to the place where a span starts.
        let presentAt: JSONText
        let absentAt: JSONText
        let unknownAt: JSONText
        /// The part that evidence begins with which the text of an answer gives, up to its origin.
        let present: JSONText
        let absent: JSONText
        let unknown: JSONText
        /// Content: the phrase for it, and for its absence.
        let text: JSONText
        let absentText: JSONText
    }

    private let arena = TextArena()
    /// As it is: for the event's id.
    let rulesetDigest: JSONText
    let findings: PlainList<FindingTexts>
    let numbers: PlainList<NumberTexts>
    /// JSON strings.
    let questionOrigins: PlainList<JSONText>
    /// JSON strings, by `SubmissionMember.rawValue`.
    let memberOrigins: PlainList<JSONText>
    /// Parts: what an open question begins with, and what it ends with by `raise(to:_:)`.
    let openQuestions: PlainList<JSONText>
    private let raises: PlainList<JSONText>
    private let priorityCount = Priority.allCases.count
    /// Parts.
    let dispositions: PlainList<JSONText>
    let rules: PlainList<ReasonTexts>
    let exceptions: PlainList<ReasonTexts>
    let outOfScope: ReasonTexts
    let insufficient: ReasonTexts
    let retracted: ReasonTexts
    let assessmentFailed: ReasonTexts
    let conflict: ReasonTexts
    let pieces: PlainList<JSONText>
    /// Parts.
    let scores: PlainList<JSONText>
    /// JSON strings: the names of the items of each score.
    let scoreItems: [[JSONText]]
    /// The part that every event ends with.
    let end: JSONText

    init(_ parts: Ruleset.Parts) {
        let arena = arena
        let identity = parts.identity
        rulesetDigest = arena.add(parts.digest)
        var builder = Builder(arena: arena)
        findings = PlainList(parts.vocabulary.findings.map { builder.texts(of: $0) })
        numbers = PlainList(
            parts.vocabulary.numbers.map { number in
                let name = arena.add(number.name)
                return NumberTexts(
                    evidence: builder.keep { RoutingEventParts.evidenceStart(number: name, into: &$0) },
                    text: builder.content(number.text), unit: builder.content(number.unit),
                    unitOfOne: builder.content(number.unitOfOne))
            })
        questionOrigins = PlainList(parts.questions.map { builder.string($0.name) })
        memberOrigins = PlainList(SubmissionMember.allCases.map { builder.string("\($0.path)") })
        openQuestions = PlainList(
            parts.questions.map { question in
                let (name, text) = (arena.add(question.name), arena.add(question.asked))
                return builder.keep { RoutingEventParts.questionStart(name, text: text, into: &$0) }
            })
        raises = PlainList(
            ([nil] + TriageEvents.Category.allCases).flatMap { category in
                Priority.allCases.map { priority in
                    builder.keep { RoutingEventParts.questionEnd(category: category, priority, into: &$0) }
                }
            })
        dispositions = PlainList(
            parts.dispositions.map { disposition in
                let (code, text) = (arena.add(disposition.code), arena.add(disposition.text))
                return builder.keep {
                    RoutingEventParts.disposition(
                        code: code, text: text, respondWithinSeconds: disposition.respondWithinSeconds, into: &$0)
                }
            })
        rules = PlainList(
            parts.rules.map { rule in
                let floor = rule.floorReason ?? Self.replaceTitle(in: identity.notExcludedReason, with: rule.title)
                return builder.reason(rule.name, rule.reason, floorReason: floor, sources: rule.sources)
            })
        exceptions = PlainList(
            parts.exceptions.map { builder.reason($0.name, $0.reason, sources: $0.sources) })
        outOfScope = builder.reason("\(ReviewFlag.outOfScope.word)", plain: identity.outOfScope.reason)
        insufficient = builder.reason("\(ReviewFlag.insufficient.word)", plain: identity.insufficient.reason)
        retracted = builder.reason("\(ReviewFlag.retracted.word)", plain: identity.retracted.reason)
        assessmentFailed = builder.reason(
            "\(ReviewFlag.assessmentFailed.word)", plain: identity.assessmentFailed.reason)
        conflict = builder.reason("\(ReviewFlag.conflict.word)", identity.conflict.reason)
        scores = PlainList(
            parts.scores.map { score in
                let name = arena.add(score.name)
                return builder.keep { RoutingEventParts.scoreStart(name, into: &$0) }
            })
        scoreItems = parts.scores.map { score in score.items.map { builder.string($0.name) } }
        let (id, version) = (arena.add(identity.name), arena.add(identity.version))
        let digest = rulesetDigest
        end = builder.keep {
            RoutingEventParts.end(
                rulesetID: id, version: version, sha256: digest, engine: TriageChain.engine, into: &$0)
        }
        pieces = PlainList(builder.pieces)
    }

    deinit {
        for list in [questionOrigins, memberOrigins, openQuestions, raises, dispositions, scores, pieces] {
            list.deallocate()
        }
        findings.deallocate()
        numbers.deallocate()
        rules.deallocate()
        exceptions.deallocate()
    }

    /// The part that an open question ends with.
    func raise(to category: TriageEvents.Category?, _ priority: Priority) -> JSONText {
        let row = category.map { Int($0.rawValue) + 1 } ?? 0
        return raises[row * priorityCount + Int(priority.rawValue)]
    }

    /// Makes bytes that stay.
    private struct Builder {
        let arena: TextArena
        var pieces: [JSONText] = []

        func keep(_ write: (inout ByteWriter) -> Void) -> JSONText {
            var out = ByteWriter()
            write(&out)
            return arena.add(out.bytes)
        }

        func string(_ text: String) -> JSONText { keep { $0.value(text) } }

        func content(_ text: String) -> JSONText {
            let text = arena.add(text)
            return keep { $0.appendEscaped(text) }
        }

        func texts(of finding: Finding) -> FindingTexts {
            let name = arena.add(finding.name)
            func evidence(_ state: FindingState) -> JSONText {
                keep { RoutingEventParts.evidenceStart(finding: name, state: state.name, into: &$0) }
            }
            func evidenceAt(_ state: FindingState) -> JSONText {
                keep {
                    RoutingEventParts.evidenceStart(finding: name, state: state.name, into: &$0)
                    RoutingEventParts.spanStart(into: &$0)
                }
            }
            return FindingTexts(
                presentAt: evidenceAt(.present), absentAt: evidenceAt(.absent), unknownAt: evidenceAt(.unknown),
                present: evidence(.present), absent: evidence(.absent), unknown: evidence(.unknown),
                text: content(finding.text), absentText: content(finding.absentText))
        }

        mutating func reason(
            _ name: String, _ template: String, floorReason: String = "", sources: [String] = []
        ) -> ReasonTexts {
            let name = arena.add(name)
            return ReasonTexts(
                name: name, reason: cut(RulesetTexts.split(template), name, sources),
                floorReason: cut(RulesetTexts.split(floorReason), name, sources))
        }

        /// A reason whose text is no template.
        mutating func reason(_ name: String, plain text: String) -> ReasonTexts {
            let name = arena.add(name)
            let reason = cut([(text, false)], name, [])
            return ReasonTexts(name: name, reason: reason, floorReason: reason)
        }

        /// A template's text together with what stands before and after it, cut where phrases are put in.
        private mutating func cut(
            _ template: [(text: String, isPlaceholder: Bool)], _ name: JSONText, _ sources: [String]
        ) -> Template {
            let sources = sources.map { arena.add($0) }
            var run: [JSONText] = []
            var out = ByteWriter()
            RoutingEventParts.reasonStart(rule: name, into: &out)
            for part in template {
                if part.isPlaceholder {
                    run.append(arena.add(out.bytes))
                    out.removeAll()
                } else {
                    out.appendEscaped(arena.add(part.text))
                }
            }
            RoutingEventParts.reasonMiddle(sources: sources, into: &out)
            run.append(arena.add(out.bytes))
            return Template(opening: run[0], rest: pieces.appendRun(run.dropFirst()))
        }
    }

    private static func replaceTitle(in text: String, with title: String) -> String {
        var result = ""
        for part in split(text) {
            switch part {
            case (let literal, false): result += literal
            case ("title", true): result += title
            case (let name, true): result += "{\(name)}"
            }
        }
        return result
    }

    /// The text cut at `{name}`.
    fileprivate static func split(_ text: String) -> [(text: String, isPlaceholder: Bool)] {
        var parts: [(text: String, isPlaceholder: Bool)] = []
        var rest = Substring(text)
        while let start = rest.firstIndex(of: "{"), let end = rest[start...].firstIndex(of: "}") {
            if start != rest.startIndex { parts.append((String(rest[..<start]), false)) }
            parts.append((String(rest[rest.index(after: start)..<end]), true))
            rest = rest[rest.index(after: end)...]
        }
        if !rest.isEmpty { parts.append((String(rest), false)) }
        return parts
    }
}
