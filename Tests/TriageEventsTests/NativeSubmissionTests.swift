import Testing
import TriageEvents

@Suite struct NativeSubmissionTests {
    @Test func readsEveryMemberOfACompleteForm() throws {
        let submission = try decode(
            #"""
            {"schema":"leg-intake/1","submissionId":"s-1","submittedAt":"2026-03-01T08:00:00+01:00",
             "patientRef":"Patient/7","form":{"id":"leg-intake","version":"1"},"language":"en-GB",
             "patient":{"ageYears":54,"sex":"female","pregnancy":"none"},
             "answers":{"a":true,"b":3.5,"c":"left","d":["x","y"],"e":null,"f":[]},"narrative":"My calf\nhurts"}
            """#
        ).get()
        #expect(submission.id == "s-1")
        #expect(submission.submittedAt == "2026-03-01T07:00:00Z")
        #expect(submission.submittedAtText == "2026-03-01T08:00:00+01:00")
        #expect(submission.patientRef == "Patient/7")
        #expect(submission.form == "leg-intake")
        #expect(submission.version == "1")
        #expect(submission.language == "en-GB")
        #expect(submission.age == 54)
        #expect(submission.sex == "female")
        #expect(submission.pregnancy == "'none'")
        #expect(submission.answers == ["a=true", "b=3.5", "c='left'", "d=[x,y]", "e=null", "f=[]"])
        #expect(submission.narratives == ["My calf\nhurts"])
        #expect(submission.shape == .native)
        #expect(submission.envelope == .none)
        #expect(submission.flags.isEmpty)
        #expect(submission.problems.isEmpty)
        #expect(submission.unknownMembers == 0)
    }

    @Test func needsNothingButAnID() throws {
        let submission = try decode(#"{"submissionId":"x"}"#).get()
        #expect(submission.id == "x")
        #expect(submission.answers.isEmpty)
        #expect(submission.narratives.isEmpty)
        #expect(submission.problems.isEmpty)
    }

    @Test func takesNullForNothing() throws {
        let submission = try decode(
            #"{"submissionId":"x","schema":null,"submittedAt":null,"patientRef":null,"form":null,"language":null,"#
                + #""patient":null,"answers":null,"narrative":null}"#
        ).get()
        #expect(submission.problems.isEmpty)
    }

    @Test(arguments: [
        (#""schema":"leg-intake/9""#, "unreadable $.schema"),
        (#""schema":1"#, "wrong_type $.schema"),
        (#""submittedAt":1"#, "wrong_type $.submittedAt"),
        (#""submittedAt":"yesterday""#, "unreadable $.submittedAt"),
        (#""submittedAt":"2026-02-30T00:00:00Z""#, "unreadable $.submittedAt"),
        (#""patientRef":{}"#, "wrong_type $.patientRef"),
        (#""form":"leg""#, "wrong_type $.form"),
        (#""form":{"id":1}"#, "wrong_type $.form.id"),
        (#""form":{"version":1}"#, "wrong_type $.form.version"),
        (#""form":{"id":"a","id":"b"}"#, "repeated $.form.id"),
        (#""language":[]"#, "wrong_type $.language"),
        (#""patient":[]"#, "wrong_type $.patient"),
        (#""patient":{"ageYears":"54"}"#, "wrong_type $.patient.ageYears"),
        (#""patient":{"ageYears":-1}"#, "out_of_range $.patient.ageYears"),
        (#""patient":{"ageYears":131}"#, "out_of_range $.patient.ageYears"),
        (#""patient":{"ageYears":54,"ageYears":55}"#, "repeated $.patient.ageYears"),
        (#""patient":{"sex":1}"#, "wrong_type $.patient.sex"),
        (#""patient":{"pregnancy":1}"#, "wrong_type $.patient.pregnancy"),
        (#""answers":[]"#, "wrong_type $.answers"),
        (#""answers":{"a":true,"b":{}}"#, "wrong_type $.answers[1]"),
        (#""answers":{"a":["x",1]}"#, "wrong_type $.answers[0][1]"),
        (#""narrative":1"#, "wrong_type $.narrative"),
        (#""language":"en","language":"de""#, "repeated $.language"),
        (#""submissionId":"other""#, "repeated $.submissionId"),
    ])
    func namesWhatItCannotReadAndKeepsTheRest(member: String, problem: String) throws {
        let submission = try decode(#"{"submissionId":"x","narrative":"text",\#(member)}"#).get()
        #expect(submission.id == "x")
        #expect(submission.narratives == ["text"])
        #expect(submission.problems == [problem])
        #expect(submission.problemCount == 1)
    }

    @Test(arguments: ["1e999", "-1e999", "123456789012345678901234567890", "18446744073709551616", "9e307"])
    func keepsASubmissionWhoseAgeIsANumberNobodyCanHold(number: String) throws {
        let submission = try decode(#"{"submissionId":"x","patient":{"ageYears":\#(number)},"narrative":"chest"}"#)
            .get()
        #expect(submission.age == nil)
        #expect(submission.narratives == ["chest"])
        #expect(submission.problems.contains("out_of_range $.patient.ageYears"))
    }

    @Test func makesAnAnswerOutOfRangeUnreadable() throws {
        let submission = try decode(#"{"submissionId":"x","answers":{"a":1e999,"b":2}}"#).get()
        #expect(submission.answers == ["a=malformed", "b=2.0"])
        #expect(submission.problems == ["mended $", "out_of_range $.answers[0]"])
    }

    @Test func readsANarrativeWhoseLastEmojiWasCutInHalf() throws {
        let submission = try decode(#"{"submissionId":"x","narrative":"cannot breathe \ud83d"}"#).get()
        #expect(submission.narratives == ["cannot breathe \u{FFFD}"])
        #expect(submission.problems == ["mended $"])
    }

    @Test func keepsAllValuesOfAnswersAndNarrative() throws {
        let submission = try decode(
            #"{"submissionId":"x","answers":{"a":true,"a":false},"answers":{"a":null,"b":1},"narrative":"one","narrative":"two"}"#
        ).get()
        #expect(submission.answers == ["a=true", "a=false", "a=null", "b=1.0"])
        #expect(submission.narratives == ["one", "two"])
        #expect(submission.problems.isEmpty)
    }

    @Test func letsTheFirstCountElsewhere() throws {
        let submission = try decode(
            #"{"submissionId":"x","submissionId":"y","patient":{"ageYears":20},"patient":{"ageYears":80},"patientRef":"a","patientRef":"b"}"#
        ).get()
        #expect(submission.id == "x")
        #expect(submission.age == 20)
        #expect(submission.patientRef == "a")
        #expect(submission.problems == ["repeated $.submissionId", "repeated $.patient", "repeated $.patientRef"])
    }

    @Test func takesTheFirstIDThatCanBeUsed() throws {
        #expect(try decode(#"{"submissionId":null,"submissionId":"y"}"#).get().id == "y")
    }

    @Test func readsTextsThatWereSentAsAList() throws {
        let submission = try decode(#"{"submissionId":"x","narrative":["chest pain",3,"since noon"]}"#).get()
        #expect(submission.narratives == ["chest pain", "since noon"])
        #expect(submission.problems == ["wrong_type $.narrative"])
    }

    @Test func marksAListOfWhichPartIsUnreadable() throws {
        let submission = try decode(#"{"submissionId":"x","answers":{"a":["none",7],"b":[7]}}"#).get()
        #expect(submission.answers == ["a=[none] (incomplete)", "b=malformed"])
    }

    @Test func takesBlankTextForNoAnswer() throws {
        let submission = try decode(
            #"{"submissionId":"x","patientRef":" ","answers":{"a":"","b":" \n","c":[" ","y"]},"narrative":"  "}"#
        ).get()
        #expect(submission.answers == ["a=null", "b=null", "c=[y]"])
        #expect(submission.narratives.isEmpty)
        #expect(submission.patientRef == nil)
        #expect(submission.problems.isEmpty)
    }

    @Test func countsMembersItDoesNotKnow() throws {
        let submission = try decode(
            #"{"submissionId":"x","extra":{"a":[1]},"form":{"id":"f","z":1},"patient":{"bmi":30},"more":null}"#
        ).get()
        #expect(submission.unknownMembers == 4)
        #expect(submission.problems.isEmpty)
    }

    @Test func readsPastWhateverIsNestedDeep() throws {
        let depth = 100_000
        let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        let submission = try decode(#"{"submissionId":"x","extra":\#(deep),"narrative":"text"}"#).get()
        #expect(submission.narratives == ["text"])
    }

    @Test func namesTheFirstProblemsAndCountsAll() throws {
        let answers = (0..<100).map { "\"q\($0)\":{}" }.joined(separator: ",")
        let submission = try decode(#"{"submissionId":"x","answers":{\#(answers)}}"#).get()
        #expect(submission.problems.count == IntakeLimits.problems)
        #expect(submission.problemCount == 100)
        #expect(submission.answers.count == 100)
    }

    @Test(arguments: [
        ("2026-03-01t08:00:00z", "2026-03-01T08:00:00Z"), ("2026-12-31T23:59:60Z", "2027-01-01T00:00:00Z"),
    ])
    func printsUnusualTimesAnew(text: String, printed: String) throws {
        let submission = try decode(#"{"submissionId":"x","submittedAt":"\#(text)"}"#).get()
        #expect(submission.submittedAt == printed)
        #expect(submission.submittedAtText == nil)
    }

    @Test func keepsOneSubmissionValidUntilTheNext() throws {
        let decoder = IntakeDecoder()
        let first = Array(#"{"submissionId":"one","answers":{"a":["x","y"]},"narrative":"first"}"#.utf8)
        let second = Array(#"{"submissionId":"two","answers":{"b":["z"]}}"#.utf8)
        for _ in 0..<3 {
            #expect(try decode(first, with: decoder).get().answers == ["a=[x,y]"])
            let next = try decode(second, with: decoder).get()
            #expect(next.answers == ["b=[z]"])
            #expect(next.narratives.isEmpty)
        }
    }

    @Test func readsANarrativeOfMegabytes() throws {
        let text = String(repeating: "my calf hurts. ", count: 250_000)
        let submission = try decode(#"{"submissionId":"x","narrative":"\#(text)"}"#).get()
        #expect(submission.narratives == [text])
    }
}
