import Testing
import TriageEvents

@Suite struct FHIRSubmissionTests {
    /// A response with these members besides type, id and status.
    private func response(_ members: String, status: String = "completed") -> String {
        #"{"resourceType":"QuestionnaireResponse","id":"r-1","status":"\#(status)"\#(members.isEmpty ? "" : ",")\#(members)}"#
    }

    @Test func readsACompleteResponse() throws {
        let submission = try decode(
            response(
                #"""
                "identifier":{"system":"urn:x","value":"s-9"},"questionnaire":"https://forms.example/Questionnaire/leg-intake|1.0.0",
                "subject":{"reference":"Patient/3"},"source":{"reference":"https://fhir.example/Patient/3"},
                "authored":"2026-11-20T22:14:00.123Z","language":"en",
                "item":[{"linkId":"breathing.now","answer":[{"valueBoolean":false}]},
                 {"linkId":"leg.side","answer":[{"valueCoding":{"code":"left","display":"Left leg"}}]},
                 {"linkId":"pain.duration","answer":[{"valueQuantity":{"value":8,"unit":"minutes","code":"min"}}]},
                 {"linkId":"pain.score","answer":[{"valueInteger":7}]},
                 {"linkId":"temp","answer":[{"valueDecimal":38.5}]},
                 {"linkId":"surgery","answer":[{"valueDate":"2026-10-01"}]},
                 {"linkId":"story","answer":[{"valueString":"It hurts"}]}]
                """#)
        ).get()
        #expect(submission.id == "s-9")
        #expect(submission.shape == .fhir)
        #expect(submission.form == "leg-intake")
        #expect(submission.formURL == "https://forms.example/Questionnaire/leg-intake")
        #expect(submission.version == "1.0.0")
        #expect(submission.patientRef == "Patient/3")
        #expect(submission.submittedAtText == "2026-11-20T22:14:00.123Z")
        #expect(submission.language == "en")
        #expect(
            submission.answers == [
                "breathing.now=false", "leg.side=[left]", "pain.duration=8.0 min", "pain.score=7.0", "temp=38.5",
                "surgery=@2026-10-01T00:00:00Z", "story='It hurts'",
            ])
        #expect(submission.narratives == ["It hurts"])
        #expect(submission.narrativeQuestions == ["story"])
        #expect(submission.flags.isEmpty)
        #expect(submission.problems.isEmpty)
        #expect(submission.unknownMembers == 0)
    }

    @Test func readsItemsNestedInItemsAndAnswersInTheirOrder() throws {
        let submission = try decode(
            response(
                #"""
                "item":[{"linkId":"g","item":[{"linkId":"a","answer":[{"valueBoolean":true,"item":[{"linkId":"b",
                "answer":[{"valueInteger":1}]}]},{"item":[{"linkId":"c","answer":[{"valueInteger":2}]}]}],
                "item":[{"linkId":"d","answer":[{"valueInteger":3}]}]},{"linkId":"e","answer":[{"valueInteger":4}]}]},
                {"linkId":"f","answer":[{"valueInteger":5}]}]
                """#)
        ).get()
        #expect(submission.answers == ["a=true", "b=1.0", "c=2.0", "d=3.0", "e=4.0", "f=5.0"])
    }

    @Test func keepsRepeatedAnswers() throws {
        let submission = try decode(
            response(
                #"""
                "item":[{"linkId":"signs","answer":[{"valueCoding":{"code":"warm"}},{"valueCoding":{"display":"Red"}}]},
                {"linkId":"b","answer":[{"valueBoolean":true},{"valueBoolean":false}]},
                {"linkId":"signs","answer":[{"valueCoding":{"code":"blue"}}]},
                {"linkId":"t","answer":[{"valueString":"one"},{"valueString":"two"}]}]
                """#)
        ).get()
        #expect(submission.answers == ["signs=[warm,Red]", "b=true", "b=false", "signs=[blue]", "t=[one,two]"])
        #expect(submission.narratives == ["one", "two"])
    }

    @Test(arguments: [
        ("completed", [], []), ("amended", [], []), ("in-progress", ["partial"], []), ("stopped", ["partial"], []),
        ("entered-in-error", ["retracted"], []), ("whatever", ["partial"], ["unreadable $.status"]),
    ])
    func readsTheStatus(status: String, flags: [String], problems: [String]) throws {
        let submission = try decode(response("", status: status)).get()
        #expect(submission.flags.sorted() == flags)
        #expect(submission.problems == problems)
    }

    @Test func takesAResponseWithoutStatusForUnfinished() throws {
        let submission = try decode(#"{"resourceType":"QuestionnaireResponse","id":"x"}"#).get()
        #expect(submission.flags == ["partial"])
        #expect(submission.problems == ["missing $.status"])
    }

    @Test(arguments: [
        (#""subject":{"reference":"Patient/1"},"source":{"reference":"Patient/1"}"#, false),
        (
            #""subject":{"reference":"https://a.example/r4/Patient/1/_history/4"},"source":{"reference":"Patient/1"}"#,
            false
        ),
        (#""subject":{"reference":"Patient/1"},"source":{"reference":"RelatedPerson/1"}"#, true),
        (#""subject":{"reference":"Patient/1"},"source":{"reference":"Patient/2"}"#, true),
        (#""subject":{"reference":"Patient/1"}"#, false),
        (#""source":{"reference":"RelatedPerson/1"}"#, true),
        (#""source":{"reference":"PractitionerRole/1"}"#, true),
        (#""source":{"reference":"Patient/1"}"#, false),
        (#""subject":{"reference":"Patient/1"},"source":{"type":"RelatedPerson","display":"mother"}"#, true),
        (#""source":{"type":"Patient"}"#, false),
    ])
    func tellsWhoAnswered(members: String, isThirdParty: Bool) throws {
        #expect(try decode(response(members)).get().flags == (isThirdParty ? ["thirdParty"] : []))
    }

    @Test(arguments: [
        (#""identifier":{"value":"s"}"#, "s"), (#""identifier":{"value":""}"#, "r-1"), (#""identifier":{}"#, "r-1"),
        (#""identifier":[{"value":7},{"value":"t"}]"#, "t"), (#""identifier":7"#, "r-1"),
    ])
    func takesTheIdentifierElseTheID(member: String, id: String) throws {
        #expect(try decode(response(member)).get().id == id)
    }

    @Test(arguments: [
        (#""item":{}"#, "wrong_type $.item"),
        (#""item":[7]"#, "wrong_type $.item[0]"),
        (#""item":[{"answer":[{"valueBoolean":true}]}]"#, "missing $.item[0].linkId"),
        (#""item":[{"linkId":"a","answer":{}}]"#, "wrong_type $.item[0].answer"),
        (#""item":[{"linkId":"a","answer":[7]}]"#, "wrong_type $.item[0].answer[0]"),
        (#""item":[{"linkId":"a","answer":[{"valueBoolean":"yes"}]}]"#, "wrong_type $.item[0].answer[0]"),
        (#""item":[{"linkId":"a","answer":[{"valueAttachment":{}}]}]"#, "unsupported_kind $.item[0].answer[0]"),
        (#""item":[{"linkId":"a","answer":[{"valueReference":{}}]}]"#, "unsupported_kind $.item[0].answer[0]"),
        (#""item":[{"linkId":"a","answer":[{"valueCoding":{}}]}]"#, "missing $.item[0].answer[0]"),
        (#""item":[{"linkId":"a","answer":[{"valueQuantity":{}}]}]"#, "missing $.item[0].answer[0]"),
        (
            #""item":[{"linkId":"a","answer":[{"valueQuantity":{"value":3,"comparator":">"}}]}]"#,
            "unreadable $.item[0].answer[0]"
        ),
        (#""item":[{"linkId":"a","answer":[{"valueDate":"soon"}]}]"#, "unreadable $.item[0].answer[0]"),
        (#""item":[{"linkId":"a","answer":[{"valueDecimal":9e303}]}]"#, "out_of_range $.item[0].answer[0]"),
        (#""item":[{"linkId":"g","item":[{"linkId":"a","item":7}]}]"#, "wrong_type $.item[0].item[0].item"),
        (#""item":[{"linkId":"g","answer":[{"item":[7]}]}]"#, "wrong_type $.item[0].answer[0].item[0]"),
        (#""authored":"now""#, "unreadable $.authored"),
        (#""authored":1"#, "wrong_type $.authored"),
        (#""subject":"Patient/1""#, "wrong_type $.subject"),
        (#""subject":{"reference":1}"#, "wrong_type $.subject.reference"),
        (#""questionnaire":1"#, "wrong_type $.questionnaire"),
        (#""status":"stopped""#, "repeated $.status"),
    ])
    func namesWhatItCannotRead(member: String, problem: String) throws {
        let submission = try decode(response(member)).get()
        #expect(submission.problems == [problem])
    }

    @Test func neverTakesWhatItCannotReadForAnAnswer() throws {
        let submission = try decode(
            response(
                #"""
                "item":[{"linkId":"a","answer":[{"valueBoolean":"no"}]},{"linkId":"b","answer":[{}]},{"linkId":"c"},
                {"linkId":"d","answer":[{"valueCoding":{"code":"none"}},{"valueAttachment":{}}]},
                {"linkId":"e","answer":[{"valueDate":"2026-10"}]}]
                """#)
        ).get()
        #expect(submission.answers == ["a=malformed", "d=[none] (incomplete)", "e='2026-10'"])
    }

    @Test func readsTextOfItemsWithoutAnID() throws {
        let submission = try decode(response(#""item":[{"answer":[{"valueString":"coughing blood"}]}]"#)).get()
        #expect(submission.narratives == ["coughing blood"])
        #expect(submission.narrativeQuestions == [""])
        #expect(submission.answers.isEmpty)
    }

    @Test func readsAnotherResourceAsFarAsItGoes() throws {
        let submission = try decode(
            #"{"resourceType":"Parameters","id":"p","item":[{"linkId":"a","answer":[{"valueString":"chest pain"}]}]}"#
        ).get()
        #expect(submission.narratives == ["chest pain"])
        #expect(submission.problems.contains("unreadable $.resourceType"))
    }

    @Test func takesADateForItsMidnight() throws {
        let submission = try decode(response(#""authored":"2026-11-20""#)).get()
        #expect(submission.submittedAt == "2026-11-20T00:00:00Z")
        #expect(submission.submittedAtText == nil)
    }

    @Test(arguments: [
        ("leg|2", "leg", "2"), ("https://a.example/q/leg", "leg", nil), ("https://a.example/q/leg#part", "leg", nil),
        ("https://a.example/q/leg|2#part", "leg", "2"), ("https://a.example/q/", nil, nil), ("|", nil, nil),
    ])
    func splitsTheCanonical(canonical: String, form: String?, version: String?) throws {
        let submission = try decode(response(#""questionnaire":"\#(canonical)""#)).get()
        #expect(submission.form == form)
        #expect(submission.version == version)
    }

    @Test func walksItemsNestedDeepWithoutRecursion() throws {
        let depth = 50_000
        let open = String(repeating: #"{"linkId":"g","item":["#, count: depth)
        let close = String(repeating: "]}", count: depth)
        let leaf = #"{"linkId":"a","answer":[{"valueBoolean":true},7]}"#
        let submission = try decode(response(#""item":[\#(open)\#(leaf)\#(close)]"#)).get()
        #expect(submission.answers == ["a=true", "a=malformed"])
        #expect(submission.problems.count == 1)
        #expect(submission.problems[0].utf8.count < 200)
    }
}
