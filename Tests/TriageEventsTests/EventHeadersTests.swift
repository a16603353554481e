import JSON
import Testing
import TriageEvents

@Suite struct EventHeadersTests {
    private let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    private func shown(_ block: borrowing HeaderBlock) -> [String] {
        (0..<block.count).map { index in
            let header = block[index]
            return "\(JSONText(header.name).string)=\(header.value.map { JSONText($0).string } ?? "<null>")"
        }
    }

    private func deadLetter(_ incoming: [(String, [UInt8]?)], hasRedFlag: Bool = false) -> [String] {
        withRecordHeaders(incoming) { headers in
            var block = HeaderBlock()
            DeadLetterHeaders(
                rejection: IntakeRejection(code: .invalidJSON, path: "$", byteOffset: 7),
                input: RecordPosition(topic: JSONText("in"), partition: 0, offset: 9), hasRedFlag: hasRedFlag
            ).write(passingOn: headers, into: &block)
            return shown(block)
        }
    }

    @Test func believesATraceAndARedriveThatAreWellFormed() {
        let incoming: [(String, String)] = [
            ("tracestate", "a=1"), ("traceparent", "wrong"), ("traceparent", trace), ("legtriage-attempt", "2"),
            ("legtriage-redrive-of", "dead.letters/0/7"),
        ]
        withRecordHeaders(incoming.map { ($0.0, Array($0.1.utf8)) }) { headers in
            #expect(TraceContext(headers).parent?.string == trace)
            #expect(TraceContext(headers).state?.string == "a=1")
            #expect(IncomingHeaders(headers).attempt == 2)
            #expect(IncomingHeaders(headers).redriveOf?.string == "dead.letters/0/7")
        }
    }

    @Test func keepsADeadLettersOwnHeadersInTheirOrder() {
        #expect(
            deadLetter(
                [
                    ("b", [0x31]), ("a", nil), ("b", [0x32]), ("legtriage-input", Array("forged".utf8)),
                    ("legtriage-error-code", Array("forged".utf8)), ("Legtriage-Red-Flag", Array("true".utf8)),
                ]) == [
                    "b=1", "a=<null>", "b=2", "legtriage-input=in/0/9", "legtriage-error-code=invalid_json",
                    "legtriage-error-path=$", "legtriage-attempt=1",
                ])
    }

    @Test func countsTheAttemptsOfARedrivenRecord() {
        let headers = deadLetter(
            [("legtriage-attempt", Array("3".utf8)), ("legtriage-redrive-of", Array("d/0/1".utf8))], hasRedFlag: true)
        #expect(
            headers == [
                "legtriage-redrive-of=d/0/1", "legtriage-input=in/0/9", "legtriage-error-code=invalid_json",
                "legtriage-error-path=$", "legtriage-red-flag=true", "legtriage-attempt=4",
            ])
    }

    @Test(arguments: ["0", "-1", "1x", "", "01", "99999999", "chest pain"])
    func doesNotBelieveAnAttemptThatIsNone(value: String) {
        #expect(deadLetter([("legtriage-attempt", Array(value.utf8))]).last == "legtriage-attempt=1")
    }

    @Test(arguments: ["a/b", "a/0/b", "a/0/1/2", "/0/1", "a b/0/1", "a//1", ""])
    func doesNotBelieveAPlaceThatIsNone(value: String) {
        #expect(
            !deadLetter([("legtriage-redrive-of", Array(value.utf8))]).contains { $0.hasPrefix("legtriage-redrive") })
    }

    @Test(arguments: [
        ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", true),
        ("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-later", true),
        ("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.later", false),
        ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more", false),
        ("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", false),
        ("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", false),
        ("00-00000000000000000000000000000000-b7ad6b7169203331-01", false),
        ("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01", false),
        ("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0", false), ("", false), ("chest pain", false),
    ])
    func knowsAWellFormedTraceParent(value: String, isWellFormed: Bool) {
        #expect(Array(value.utf8).withUnsafeBytes { TraceContext.isTraceParent($0) } == isWellFormed)
    }

    @Test(arguments: [
        ("a=1", true), ("a=1,b=2", true), ("a=1 , b=2,,", true), ("1t@v=x y", true), ("a-_*/9=!~", true), ("", false),
        (",", false), ("a", false), ("=1", false), ("A=1", false), ("1a=1", false), ("a=1,a=2", false),
        ("a=b=c", false),
        ("a=", false), ("a@b@c=1", false), ("a=\u{7F}", false), ("a=é", false),
    ])
    func knowsAWellFormedTraceState(value: String, isWellFormed: Bool) {
        #expect(Array(value.utf8).withUnsafeBytes { TraceContext.isTraceState($0) } == isWellFormed)
    }

    @Test func dropsATraceStateWithoutATraceParent() {
        withRecordHeaders([("tracestate", Array("a=1".utf8))]) { headers in
            #expect(TraceContext(headers).state == nil)
        }
    }
}
