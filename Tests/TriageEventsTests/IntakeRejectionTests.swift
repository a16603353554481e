import Testing
import TriageEvents

@Suite struct IntakeRejectionTests {
    /// One input for every code but `out_of_memory`, which no input can bring about by itself.
    static let refused: [([UInt8]?, String)] = [
        (nil, "null_value $"),
        ([], "empty_value $"),
        (Array(" \n".utf8), "empty_value $"),
        ([0xEF, 0xBB, 0xBF], "empty_value $"),
        ([0, 0, 0, 0, 7], "empty_value $"),
        ([UInt8](repeating: 0x20, count: IntakeLimits.valueBytes + 1), "too_large $"),
        (Array("{\"submissionId\":\"x\",\"narrative\":\"caf".utf8) + [0xE9] + Array("\"}".utf8), "invalid_utf8 $"),
        (Array("{".utf8), "invalid_json $"),
        (Array("{\"submissionId\":\"x\"".utf8), "invalid_json $"),
        (Array("{\"submissionId\":\"x\"} {}".utf8), "invalid_json $"),
        (Array("{\"submissionId\":\"x\",}".utf8), "invalid_json $"),
        (Array("{\"submissionId\":\"x\",\"a\":01}".utf8), "invalid_json $"),
        (Array("{\"submissionId\":\"x\",\"a\":NaN}".utf8), "invalid_json $"),
        (Array("{\"submissionId\":\"x\",\"narrative\":\"line\nbreak\"}".utf8), "invalid_json $"),
        (Array("my leg hurts".utf8), "invalid_json $"),
        (Array("[]".utf8), "not_an_object $"),
        (Array("\"submissionId\"".utf8), "not_an_object $"),
        (Array("7".utf8), "not_an_object $"),
        (Array("null".utf8), "not_an_object $"),
        (Array("{\"data_base64\":\"*\"}".utf8), "invalid_base64 $.data_base64"),
        (Array("{}".utf8), "missing_submission_id $.submissionId"),
        (Array("{\"id\":\"x\"}".utf8), "missing_submission_id $.submissionId"),
        (Array("{\"submissionId\":\"\"}".utf8), "unusable_submission_id $.submissionId"),
        (Array("{\"submissionId\":17}".utf8), "unusable_submission_id $.submissionId"),
        (Array("{\"submissionId\":null}".utf8), "unusable_submission_id $.submissionId"),
        (Array("{\"submissionId\":[\"x\"]}".utf8), "unusable_submission_id $.submissionId"),
        (
            Array("{\"submissionId\":\"\(String(repeating: "x", count: IntakeLimits.idBytes + 1))\"}".utf8),
            "unusable_submission_id $.submissionId"
        ),
        (Array("{\"resourceType\":\"QuestionnaireResponse\"}".utf8), "missing_submission_id $.identifier.value"),
        (Array("{\"resourceType\":\"QuestionnaireResponse\",\"id\":7}".utf8), "unusable_submission_id $.id"),
        (
            Array("{\"resourceType\":\"QuestionnaireResponse\",\"identifier\":{\"value\":7}}".utf8),
            "unusable_submission_id $.identifier.value"
        ),
    ]

    @Test(arguments: refused.indices)
    func refusesWithCodeAndPath(index: Int) {
        let (bytes, refusal) = Self.refused[index]
        #expect(decode(bytes).refusal == refusal)
    }

    @Test func everyCodeHasAnInput() {
        let codes = Set(Self.refused.map { String($0.1.prefix { $0 != " " }) })
        // Memory does not run out on demand, and the last two are the worker's, for what it cannot publish.
        let others: Set<String> = ["out_of_memory", "output_too_large", "output_refused"]
        #expect(codes.union(others) == Set(IntakeRejection.Code.allCases.map(\.rawValue)))
    }

    @Test func saysWhereTheBytesStopBeingJSON() {
        guard case .failure(let rejection) = decode(#"{"submissionId":"x","a":tru}"#) else {
            Issue.record("accepted")
            return
        }
        #expect(rejection.byteOffset == 24)
    }

    @Test func acceptsTheLongestIDAndABlankOne() throws {
        let longest = String(repeating: "x", count: IntakeLimits.idBytes)
        #expect(try decode(#"{"submissionId":"\#(longest)"}"#).get().id == longest)
        #expect(try decode(#"{"submissionId":" "}"#).get().id == " ")
        #expect(try decode(#"{"submissionId":"\u0000"}"#).get().id == "\0")
    }

    /// Every place where a patient's words could stand, with a word that must not show up again.
    @Test func nothingAPatientWroteShowsInWhatIsSaidAboutIt() {
        let canary = "canary7f3a"
        let documents = [
            #"{"submissionId":["\#(canary)"]}"#, #"{"submissionId":{"\#(canary)":1}}"#, #""\#(canary)""#, canary,
            #"{"submissionId":"x","narrative":"\#(canary)"#, #"{"submissionId":"x","\#(canary)":tru}"#,
            #"{"submissionId":"x","schema":"\#(canary)","submittedAt":"\#(canary)","patientRef":["\#(canary)"],"#
                + #""form":{"id":["\#(canary)"],"\#(canary)":1},"language":{"\#(canary)":1},"patient":{"ageYears":"\#(canary)","#
                + #""sex":["\#(canary)"],"pregnancy":["\#(canary)"],"\#(canary)":1},"narrative":{"\#(canary)":"\#(canary)"},"#
                + #""answers":{"\#(canary)":{"\#(canary)":1},"b":[{"\#(canary)":1}]},"\#(canary)":"\#(canary)"}"#,
            #"{"resourceType":"\#(canary)","id":"x","status":"\#(canary)","authored":"\#(canary)","subject":"\#(canary)","#
                + #""questionnaire":["\#(canary)"],"language":["\#(canary)"],"\#(canary)":1,"item":[{"linkId":["\#(canary)"],"#
                + #""answer":[{"valueBoolean":"\#(canary)"},{"value\#(canary)":"\#(canary)"},"\#(canary)"],"item":"\#(canary)"}]}"#,
            #"{"data":"\#(canary)"}"#, #"{"data_base64":"\#(canary)*"}"#,
        ]
        for document in documents {
            switch decode(document, headers: [("ce_time", canary)]) {
            case .success(let submission):
                #expect(!submission.problems.isEmpty)
                #expect(!submission.problems.contains { $0.contains(canary) })
            case .failure(let rejection):
                #expect(!String(reflecting: rejection).contains(canary))
            }
        }
    }
}
