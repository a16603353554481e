import JSON
import Testing
import TriageEngine
import TriageEvents

struct TriageChainTests {
    private static let findings =
        "findings:\n"
        + ["a", "b", "c", "d"].map { RulesetFixture.finding($0) }.joined()
        + RulesetFixture.finding("calm", danger: "absent")
        + RulesetFixture.finding("either", danger: "neither")
        + "numbers:\n  n: {text: n, unit: minutes, unitOfOne: minute, minimum: 0, maximum: 100, danger: high}\n"

    private static let questions: String = {
        var text = "questions:\n"
        for name in ["a", "b", "c", "d", "calm", "either"] {
            for copy in ["", "2"] { text += RulesetFixture.question(name + copy, sets: name) }
        }
        for copy in ["", "2"] { text += "  - {question: n\(copy), text: n, type: number, number: n}\n" }
        return text
    }()

    private static func chain(_ when: String, extra: String = "", more: [String: String] = [:]) throws -> TriageChain {
        let rules = """
            rules:
              - rule: top
                title: Top
                category: suspected_dvt
                priority: asap
                disposition: now
                followUp: soon
                when: \(when)
                whenNotExcluded: [{floor: urgent}]
                reason: "Top: {present}."
                sources: [S1]
              - rule: low
                title: Low
                category: cramp
                priority: routine
                disposition: soon
                when: d
                reason: "Low: {present}."
                sources: [S2]
            \(extra)
            """
        let files = ["findings.yaml": findings, "questions.yaml": questions, "rules/a.yaml": rules]
        return TriageChain(ruleset: try RulesetFixture.load(files.merging(more) { $1 }))
    }

    private static func answer(_ name: String, _ state: FindingState) -> String? {
        state == .unknown ? nil : "\"\(name)\":\(state == .present)"
    }

    private enum Truth { case yes, no, open }

    private static func truth(_ view: AssessmentView) -> Truth {
        view.trueRules.contains("top") ? .yes : view.notExcludedRules.contains("top") ? .open : .no
    }

    @Test func conditionsFollowKleene() throws {
        let all = try Self.chain("{all: [a, b]}")
        let any = try Self.chain("{any: [a, b]}")
        let not = try Self.chain("{not: a}")
        let two = try Self.chain("{atLeast: 2, of: [a, b, c]}")
        for a in FindingState.allCases {
            for b in FindingState.allCases {
                for c in FindingState.allCases {
                    let states = [a, b, c]
                    let answers = zip(["a", "b", "c"], states).compactMap { Self.answer($0, $1) }.joined(separator: ",")
                    let both = [a, b]
                    let wantedAll: Truth =
                        both.contains(.absent) ? .no : both.contains(.unknown) ? .open : .yes
                    let wantedAny: Truth =
                        both.contains(.present) ? .yes : both.contains(.unknown) ? .open : .no
                    let wantedNot: Truth = a == .present ? .no : a == .absent ? .yes : .open
                    let present = states.count { $0 == .present }
                    let absent = states.count { $0 == .absent }
                    let wantedTwo: Truth = present >= 2 ? .yes : 3 - absent < 2 ? .no : .open
                    #expect(Self.truth(all.assess(answers: answers)) == wantedAll)
                    #expect(Self.truth(any.assess(answers: answers)) == wantedAny)
                    #expect(Self.truth(not.assess(answers: answers)) == wantedNot)
                    #expect(Self.truth(two.assess(answers: answers)) == wantedTwo)
                }
            }
        }
    }

    @Test func theUnitOfOneStandsAfterAOneOnly() throws {
        let chain = try Self.chain("{number: n, above: 0}")
        for (value, words) in [(1.0, "n (1 minute)."), (1.5, "n (1.5 minutes)."), (11, "n (11 minutes).")] {
            #expect(chain.body("{\"submissionId\":\"s\",\"answers\":{\"n\":\(value)}}").contains(words))
        }
    }

    @Test(arguments: [1, 4, 5, 6])
    func conditionsOfManyPartsFollowKleene(_ size: Int) throws {
        let names = Array(["a", "b", "c", "d", "calm", "either"].prefix(size))
        // Every second part is meant negated.
        let parts = names.enumerated().map { $0 % 2 == 0 ? $1 : "{not: \($1)}" }.joined(separator: ", ")
        let all = try Self.chain("{all: [\(parts)]}")
        let any = try Self.chain("{any: [\(parts)]}")
        for code in stride(from: 0, to: 729, by: 2) {
            var rest = code
            var answers: [String] = []
            var truths: [Truth] = []
            for (index, name) in names.enumerated() {
                let state = FindingState.allCases[rest % 3]
                rest /= 3
                if let answer = Self.answer(name, state) { answers.append(answer) }
                truths.append(state == .unknown ? .open : (state == .present) == (index % 2 == 0) ? .yes : .no)
            }
            let wantedAll: Truth = truths.contains(.no) ? .no : truths.contains(.open) ? .open : .yes
            let wantedAny: Truth = truths.contains(.yes) ? .yes : truths.contains(.open) ? .open : .no
            #expect(Self.truth(all.assess(answers: answers.joined(separator: ","))) == wantedAll, "\(answers)")
            #expect(Self.truth(any.assess(answers: answers.joined(separator: ","))) == wantedAny, "\(answers)")
        }
    }

    @Test func numbersAreUnknownUntilGiven() throws {
        let chain = try Self.chain("{number: n, above: 10, atMost: 60}")
        #expect(Self.truth(chain.assess(answers: "")) == .open)
        for (value, wanted) in [("10", Truth.no), ("10.5", .yes), ("60", .yes), ("60.5", .no), ("1000", .open)] {
            #expect(Self.truth(chain.assess(answers: "\"n\":\(value)")) == wanted, "\(value)")
        }
        #expect(Self.truth(chain.assess(answers: "\"n\":30")) == .yes)
        #expect(Self.truth(chain.assess(answers: "")) == .open)
    }

    @Test func namesThatBeginAndEndAlikeAreToldApart() throws {
        var names = ["x", "y", "xy", "yx", "xyz", "xzz", "abcd", "abxd", "abcdefgh", "abcd-fgh", "abcdefghi"]
        names += (0..<9).map { "a-name-of-\($0)-many-letters" } + ["0123456789abcdef", "0123456789abcdef0"]
        let wanted = "a-name-of-4-many-letters"
        let options = names.map {
            "{option: \"\($0)\", text: t, sets: {\($0 == wanted ? "a" : "b"): present}}"
        }
        let question =
            "  - {question: which, text: which, type: choice, options: [\(options.joined(separator: ", "))]}\n"
        let chain = try Self.chain("a", more: ["questions.yaml": Self.questions + question])
        for name in names {
            let view = chain.assess(answers: "\"which\":\"\(name)\"")
            #expect(view.state(ofFinding: "a") == (name == wanted ? .present : .unknown), "\(name)")
            #expect(view.state(ofFinding: "b") == (name == wanted ? .unknown : .present), "\(name)")
            #expect(!view.review.contains(.malformed))
        }
        for name in [
            "", "z", "zz", "xyy", "abcdefgX", "a-name-of-9-many-letters", "0123456789abcdeX", "a-name-of-many-letters",
        ] {
            let view = chain.assess(answers: "\"which\":\"\(name)\",\"d\":true")
            #expect(view.state(ofFinding: "a") == .unknown && view.state(ofFinding: "b") == .unknown, "\(name)")
        }
    }

    @Test func theMoreDangerousOfTwoAnswersWinsInEitherOrder() throws {
        let chain = try Self.chain("{any: [a, {number: n, above: 10}]}")
        for answers in ["\"a\":true,\"a2\":false", "\"a2\":false,\"a\":true"] {
            let view = chain.assess(answers: answers)
            #expect(view.state(ofFinding: "a") == .present)
            #expect(view.review.contains(.conflict))
        }
        let calm = chain.assess(answers: "\"calm\":true,\"calm2\":false")
        #expect(calm.state(ofFinding: "calm") == .absent)
        let either = chain.assess(answers: "\"either\":true,\"either2\":false")
        #expect(either.state(ofFinding: "either") == .unknown)
        #expect(either.review.contains(.conflict))
        let number = chain.assess(answers: "\"n\":5,\"n2\":20")
        #expect(number.interval(ofNumber: "n")?.low == 20)
        #expect(number.review.contains(.conflict))
        #expect(!chain.assess(answers: "\"a\":true,\"b\":false").review.contains(.conflict))
    }

    @Test func aFloorHoldsWhileItsRuleIsOpen() throws {
        let chain = try Self.chain("a")
        let open = chain.assess(answers: "\"d\":true")
        #expect(open.category == .cramp)
        #expect(open.status == .provisional)
        #expect(open.priority == .urgent)
        #expect(open.reasons == ["low", "top"])
        let shut = chain.assess(answers: "\"d\":true,\"a\":false")
        #expect(shut.status == .established)
        #expect(shut.priority == .routine)
        #expect(shut.reasons == ["low"])
        let empty = chain.assess(answers: "")
        #expect(empty.category == nil)
        #expect(empty.status == .undetermined)
        #expect(empty.reasons == ["insufficient", "top"])
    }

    @Test func aReasonIsLeftOutOnlyWhileTheRuleThatSaysMoreIsTrue() throws {
        let more = """
              - rule: more
                title: More
                category: cramp
                priority: routine
                disposition: soon
                when: {all: [c, d]}
                reason: "More: {present}."
                sources: [S2]
                inPlaceOf: [low]
            """
        let chain = try Self.chain("a", extra: more)
        let both = chain.assess(answers: "\"a\":true,\"c\":true,\"d\":true")
        #expect(both.trueRules == ["top", "low", "more"])
        #expect(both.reasons == ["top", "more"])
        #expect(chain.assess(answers: "\"a\":true,\"c\":false,\"d\":true").reasons == ["top", "low"])
        #expect(chain.assess(answers: "\"a\":true,\"d\":true").reasons == ["top", "low"])
    }

    @Test func anExceptionLiftsOnlyWhenItIsTrueAndEnabled() throws {
        func exception(_ enabled: Bool) -> String {
            """
            exceptions:
              - {exception: way-out, title: Way out, enabled: \(enabled), lifts: [top], when: {all: [b, {not: c}]}, reason: "Out: {present}.", sources: [S3]}
            """
        }
        let on = try Self.chain("a", extra: exception(true))
        #expect(on.assess(answers: "\"a\":true,\"b\":true,\"d\":true").category == .suspectedDVT)
        let lifted = on.assess(answers: "\"a\":true,\"b\":true,\"c\":false,\"d\":true")
        #expect(lifted.category == .cramp)
        #expect(lifted.appliedExceptions == ["way-out"])
        #expect(lifted.review.contains(.exceptionApplied))
        let off = try Self.chain("a", extra: exception(false))
        #expect(off.assess(answers: "\"a\":true,\"b\":true,\"c\":false,\"d\":true").category == .suspectedDVT)
    }

    @Test func anExceptionThatChangesNothingIsNotSaidToBeApplied() throws {
        let chain = try Self.chain(
            "a",
            extra: """
                exceptions:
                  - {exception: way-out, title: Way out, enabled: true, lifts: [low], when: b, reason: Out., sources: [S3]}
                """)
        let idle = chain.assess(answers: "\"b\":true")
        #expect(idle.appliedExceptions.isEmpty)
        #expect(!idle.review.contains(.exceptionApplied))
        #expect(chain.assess(answers: "\"b\":true,\"d\":true").appliedExceptions == ["way-out"])
    }

    @Test func theSameBytesGiveTheSameBodyWhateverCameBefore() throws {
        let chain = try Self.chain("{any: [a, {number: n, above: 10}]}")
        let text = "{\"submissionId\":\"s\",\"answers\":{\"a\":true,\"d\":true,\"n\":30}}"
        let first = chain.body(text)
        _ = chain.body("{\"submissionId\":\"t\",\"answers\":{\"b\":true,\"b2\":false},\"narrative\":\"hello\"}")
        #expect(chain.body(text) == first)
        #expect(try Self.chain("{any: [a, {number: n, above: 10}]}").body(text) == first)
        #expect(first.contains("\"finding\":\"a\""))
    }

    @Test func scoreBoundsAreThoseOfBruteForce() throws {
        let items = (0..<9).map { "x\($0)" }
        var findings = "findings:\n"
        var questions = "questions:\n"
        var scores = "scores:\n  - score: wells\n    title: Wells\n    items:\n"
        for item in items + ["d"] {
            findings += RulesetFixture.finding(item)
            questions += RulesetFixture.question(item)
        }
        for item in items { scores += "      - {item: \(item), points: 1, when: \(item), text: \(item)}\n" }
        scores += "    bands: {likely: {low: {atLeast: 2}}, unlikely: {high: {atMost: 1}}}\n    sources: [S1]\n"
        let rules = "rules:\n" + RulesetFixture.rule("r", "cramp", "routine", when: "d")
        let chain = TriageChain(
            ruleset: try RulesetFixture.load([
                "findings.yaml": findings, "questions.yaml": questions, "scores.yaml": scores, "rules/a.yaml": rules,
            ]))
        for code in 0..<19_683 {
            var rest = code
            var answers: [String] = []
            var (low, high) = (0.0, 0.0)
            for item in items {
                switch rest % 3 {
                case 1: answers.append("\"\(item)\":false")
                case 2:
                    answers.append("\"\(item)\":true")
                    low += 1
                    high += 1
                default: high += 1
                }
                rest /= 3
            }
            let bounds = chain.assess(answers: answers.joined(separator: ",")).bounds(ofScore: "wells")
            guard bounds?.low == low, bounds?.high == high else {
                Issue.record("state \(code): [\(low), \(high)], not \(String(describing: bounds))")
                return
            }
        }
    }

    @Test func aDeadLetterWritesNothing() throws {
        let chain = try Self.chain("a")
        var writer = ByteWriter()
        let outcome = Array("{\"answers\":{}}".utf8).withUnsafeBytes {
            chain.process(value: $0, headers: .none, into: &writer)
        }
        guard case .deadLetter(let letter) = outcome else {
            Issue.record("routed")
            return
        }
        #expect(letter.rejection.code == .missingSubmissionID)
        #expect(writer.count == 0)
        guard case .deadLetter = chain.process(value: nil, headers: .none, into: &writer) else {
            Issue.record("a null value was routed")
            return
        }
    }

    @Test func aRetractedFormIsUrgentAndSaysWhatItHeld() throws {
        let chain = try Self.chain("a")
        let text = """
            {"resourceType":"QuestionnaireResponse","id":"s","status":"entered-in-error","questionnaire":"http://x/tiny",
             "item":[{"linkId":"a","answer":[{"valueBoolean":true}]}]}
            """
        let body = chain.body(text)
        let view = chain.view
        #expect(view.category == nil)
        #expect(view.priority == .urgent)
        #expect(view.review.contains(.retracted))
        #expect(view.reasons == ["retracted", "top"])
        #expect(body.contains("\"openQuestions\":[]"))
    }
}
