import JSON
import Testing
import TriageEvents

@Suite struct ReadableTextTests {
    private func readable(_ bytes: [UInt8]) -> String {
        let decoder = IntakeDecoder()
        return bytes.withUnsafeBytes { bytes in
            withExtendedLifetime(decoder) { decoder.readableText(of: bytes).string }
        }
    }

    @Test func decodesTheEscapesOfJSONThatWasCutShort() {
        let cut = #"{"narrative":"chest pain\nsince \u0032 pm \ud83d\ude00 can\u2019t \"walk\" \ud83d \q"#
        #expect(
            readable(Array(cut.utf8))
                == "{\"narrative\":\"chest pain since 2 pm 😀 can’t \"walk\" \u{FFFD} \\q")
    }

    @Test func replacesWhatIsNoText() {
        #expect(readable([0x61, 0xFF, 0x62, 0x00, 0x63, 0xE2, 0x82]) == "a\u{FFFD}b c\u{FFFD}\u{FFFD}")
    }

    @Test(arguments: [false, true])
    func readsUTF16ByItsMark(isBigEndian: Bool) {
        let units = Array("\u{FEFF}blood 😀".utf16)
        let bytes = units.flatMap {
            isBigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)]
        }
        #expect(readable(bytes) == "blood 😀")
    }

    @Test func isEmptyWithoutAValue() {
        let decoder = IntakeDecoder()
        #expect(withExtendedLifetime(decoder) { decoder.readableText(of: nil).isEmpty })
    }

    @Test func showsWhatAnEnvelopeCarried() {
        let decoder = IntakeDecoder()
        let bytes = Array(#"{"data_base64":"Y2hlc3QgcGFpbg=="}"#.utf8)
        #expect(decode(bytes, with: decoder).refusal == "invalid_json $.data_base64")
        let text = bytes.withUnsafeBytes { decoder.readableText(of: $0).string }
        #expect(text.hasSuffix("chest pain"))
    }
}
