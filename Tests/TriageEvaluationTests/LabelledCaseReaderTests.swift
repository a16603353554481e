import JSON
import Testing
import TriageEngine
import TriageEvents

@testable import TriageEvaluation

@Suite struct LabelledCaseReaderTests {
    private func read(_ text: String) throws(LabelledFileErrors) -> [LabelledCase] {
        try LabelledCaseReader.read(Array(text.utf8)) { ["chest_pain", "dyspnea"].contains($0) }
    }

    private func problems(_ text: String) -> [LabelledFileProblem] {
        do {
            _ = try read(text)
            return []
        } catch {
            return error.problems
        }
    }

    @Test func readsEveryMember() throws {
        let cases = try read(
            #"{"id": "a", "text": "My calf seized up", "category": "cramp", "acceptable": ["insufficient", "vein_issue"], "#
                + #""minPriority": "urgent", "findings": {"dyspnea": "absent", "chest_pain": "present"}, "reader": "B"}"#
        )
        let only = try #require(cases.first)
        #expect(cases.count == 1)
        #expect(only.line == 1)
        #expect(only.id == "a")
        #expect(only.label == .cramp)
        #expect(only.acceptable == [.insufficient, .veinIssue])
        #expect(only.minimumPriority == .urgent)
        #expect(only.findings.map(\.name) == ["dyspnea", "chest_pain"])
        #expect(only.findings.map(\.state) == [.absent, .present])
        #expect(only.inputText == "My calf seized up")
    }

    @Test func readsWhenATextWasWrittenAndAssumesOneDayForAllOthers() throws {
        let cases = try read(
            #"{"id":"a","text":"x","submittedAt":"2024-02-29T08:00:00+01:00","category":"cramp"}"# + "\n"
                + #"{"id":"b","text":"x","category":"cramp"}"#)
        #expect(cases.map(\.submittedAt) == ["2024-02-29T08:00:00+01:00", LabelledCase.assumedSubmittedAt])
        #expect(problems(#"{"id":"a","text":"x","submittedAt":"last May","category":"cramp"}"#).count == 1)
    }

    @Test func keepsASubmissionWithItsRepeatedMembersAndNumbers() throws {
        let submission = #"{"submissionId":"s","answers":{"a":true,"a":null,"n":1.5},"narrative":"x \"y\""}"#
        let cases = try read(#"{"id":"a","category":"out_of_scope","submission":"# + submission + "}")
        guard case .submission(let bytes) = try #require(cases.first).input else {
            Issue.record("not kept as a submission")
            return
        }
        #expect(String(decoding: bytes, as: UTF8.self) == submission)
    }

    @Test func countsLinesAcrossBlankOnesAndCarriageReturns() throws {
        let cases = try read(
            "\u{FEFF}{\"id\":\"a\",\"text\":\"\",\"category\":\"cramp\"}\r\n\r\n  \n{\"id\":\"b\",\"text\":\"\",\"category\":\"emergency\"}"
        )
        #expect(cases.map(\.line) == [1, 4])
        #expect(cases.map(\.label) == [.cramp, .emergency])
    }

    @Test(arguments: CaseLabel.allCases)
    func readsEveryLabelByItsWord(label: CaseLabel) throws {
        let cases = try read("{\"id\":\"a\",\"text\":\"\",\"category\":\"\(label.word)\"}")
        #expect(cases.map(\.label) == [label])
    }

    @Test(arguments: [
        (#"{"id":"a""#, "line 1: not JSON: truncated at byte 9"),
        (#"["a"]"#, "line 1: not a JSON object"),
        (#"{"text":"","category":"cramp"}"#, #"line 1: "id" is missing"#),
        (#"{"id":"","text":"","category":"cramp"}"#, #"line 1: "id" must be a string that is not empty"#),
        (#"{"id":7,"text":"","category":"cramp"}"#, #"line 1: "id" must be a string that is not empty"#),
        (#"{"id":"a","text":""}"#, #"line 1: "category" is missing"#),
        (
            #"{"id":"a","text":"","category":"Cramp"}"#,
            #"line 1: "category" must be cramp, vein_issue, suspected_dvt, emergency, out_of_scope or insufficient"#
        ),
        (#"{"id":"a","category":"cramp"}"#, #"line 1: needs either "text" or "submission""#),
        (#"{"id":"a","text":"","submission":{},"category":"cramp"}"#, #"line 1: needs either "text" or "submission""#),
        (#"{"id":"a","text":5,"category":"cramp"}"#, #"line 1: "text" must be a string"#),
        (#"{"id":"a","submission":"{}","category":"cramp"}"#, #"line 1: "submission" must be an object"#),
        (
            #"{"id":"a","text":"","category":"cramp","acceptable":"emergency"}"#,
            #"line 1: "acceptable" must be a list of categories, out_of_scope and insufficient"#
        ),
        (
            #"{"id":"a","text":"","category":"cramp","acceptable":["none"]}"#,
            #"line 1: "acceptable" must be a list of categories, out_of_scope and insufficient"#
        ),
        (
            #"{"id":"a","text":"","category":"cramp","minPriority":"soon"}"#,
            #"line 1: "minPriority" must be routine, urgent, asap or stat"#
        ),
        (
            #"{"id":"a","text":"","category":"cramp","findings":{"chest_pain":true}}"#,
            #"line 1: "findings" must be an object of findings, each once: present, absent or unknown"#
        ),
        (
            #"{"id":"a","text":"","category":"cramp","findings":{"chest_pian":"present"}}"#,
            #"line 1: "findings" names a finding that the ruleset does not have"#
        ),
        (#"{"id":"a","text":"","text":"","category":"cramp"}"#, #"line 1: "text" is given twice"#),
        ("", "no labelled line"),
        ("\n \n", "no labelled line"),
    ])
    func saysWhatIsWrong(text: String, expected: String) {
        #expect(problems(text).map(\.description) == [expected])
    }

    @Test func reportsEveryBadLineAndNamesTheFirstWithAnId() {
        let good = #"{"id":"a","text":"","category":"cramp"}"#
        let found = problems([good, "nonsense", good, #"{"id":"b"}"#].joined(separator: "\n"))
        #expect(found.map(\.line) == [2, 3, 4])
        #expect(found.dropFirst().first?.fault == .idRepeated(firstLine: 1))
    }

    @Test func neverRepeatsWhatALineHolds() {
        let secret = "Gertrude"
        let lines = [
            secret, "\"\(secret)\"", #"{"id":"\#(secret)","category":"\#(secret)","text":"\#(secret)"}"#,
            #"{"id":"b","category":"cramp","text":"\#(secret)","findings":{"\#(secret)":"present"}}"#,
            #"{"id":"c","category":"cramp","text":{"\#(secret)":1}}"#,
        ]
        let found = problems(lines.joined(separator: "\n"))
        #expect(found.count == lines.count)
        #expect(!found.contains { $0.description.contains(secret) })
    }

    @Test func readsHalfAnEmojiAsTheIntakeDoes() throws {
        let cases = try read(#"{"id":"a","text":"calf \uD83D hurts","category":"cramp"}"#)
        #expect(try #require(cases.first).inputText == "calf \u{FFFD} hurts")
    }
}
