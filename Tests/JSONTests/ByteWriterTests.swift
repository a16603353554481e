import Foundation
import JSON
import TestSupport
import Testing

@Suite struct ByteWriterTests {
    private func written(_ body: (inout ByteWriter) -> Void) -> String {
        var out = ByteWriter(capacity: 1)
        body(&out)
        return out.string
    }

    @Test func putsCommasWhereTheyBelong() {
        let json = written { out in
            out.beginObject()
            out.name("a")
            out.beginArray()
            out.value(1)
            out.value("x")
            out.beginObject()
            out.endObject()
            out.beginArray()
            out.endArray()
            out.null()
            out.endArray()
            out.name("b")
            out.value(true)
            out.name("c")
            out.value("{")
            out.name("d")
            out.value("")
            out.endObject()
        }
        #expect(json == #"{"a":[1,"x",{},[],null],"b":true,"c":"{","d":""}"#)
    }

    @Test func startsALineWithoutAComma() {
        let lines = written { out in
            out.value(1)
            out.append("\n")
            out.value(2)
        }
        #expect(lines == "1\n2")
    }

    @Test func escapesControlCharactersQuotesAndBackslashesOnly() {
        let all = (0..<0x80).map { Character(Unicode.Scalar($0)) }
        let json = written { $0.value(String(all)) }
        let expected =
            #""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013"#
            + #"\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f !\"#
            + "\"" + ##"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"##
            + "\u{7F}\""
        #expect(json == expected)
    }

    @Test func leavesEverythingElseAsItIs() {
        #expect(written { $0.value("é😀\u{2028}漢字") } == "\"é😀\u{2028}漢字\"")
    }

    @Test(
        arguments: [
            (0, "0"), (-0.0, "-0"), (1, "1"), (-1, "-1"), (1.5, "1.5"), (0.1, "0.1"), (100, "100"),
            (1e15, "1000000000000000"),
            (1e16, "1e+16"), (1e-7, "1e-07"), (.leastNonzeroMagnitude, "5e-324"),
            (1.7976931348623157e308, "1.7976931348623157e+308"),
            (.infinity, "null"), (.nan, "null"),
        ] as [(Double, String)])
    func writesTheShortestNumber(number: Double, text: String) {
        #expect(written { $0.value(number) } == text)
    }

    @Test(arguments: [0, 9, 10, 99, 100, -1, -10, .max, .min, 1_000_000_000_000_000_000])
    func writesWholeNumbers(number: Int) {
        #expect(written { $0.value(number) } == String(number))
    }

    @Test func growsAndIsUsedAgain() {
        var out = ByteWriter(capacity: 1)
        for _ in 0..<3 {
            out.removeAll()
            for _ in 0..<1000 {
                out.append("0123456789")
            }
            #expect(out.count == 10_000)
        }
        out.truncate(to: 3)
        #expect(out.array == Array("012".utf8))
        out.append(UnsafeRawBufferPointer(start: nil, count: 0))
        #expect(out.count == 3)
    }

    @Test func whatItWritesReadsBackTheSame() throws {
        var random = SeededGenerator(seed: 7)
        for round in 0..<3000 {
            let document = Self.document(depth: 4, using: &random)
            var out = ByteWriter(capacity: 16)
            document.write(into: &out)
            let bytes = out.array
            #expect(try tree(bytes) == document, "round \(round)")
            #expect(throws: Never.self) {
                _ = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            }
            var again = ByteWriter()
            try tree(bytes).write(into: &again)
            #expect(again.array == bytes, "round \(round)")
        }
    }

    private static func document(depth: Int, using random: inout SeededGenerator) -> JSONTree {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
        case 0: return .null
        case 1: return .boolean(Bool.random(using: &random))
        case 2:
            let number = Double(bitPattern: random.next())
            return .number(number.isFinite ? number : Double(Int.random(in: -1000...1000, using: &random)))
        case 3, 4: return .string(string(using: &random))
        case 5:
            return .array(
                (0..<Int.random(in: 0..<5, using: &random)).map { _ in document(depth: depth - 1, using: &random) })
        default:
            return .object(
                (0..<Int.random(in: 0..<5, using: &random)).map { _ in
                    .init(name: string(using: &random), value: document(depth: depth - 1, using: &random))
                })
        }
    }

    private static func string(using random: inout SeededGenerator) -> String {
        let scalars = (0..<Int.random(in: 0..<30, using: &random)).map { _ -> Unicode.Scalar in
            let limit: UInt32 = [0x20, 0x80, 0x800, 0x11_0000][Int.random(in: 0..<4, using: &random)]
            return Unicode.Scalar(UInt32.random(in: 0..<limit, using: &random)) ?? "?"
        }
        var string = ""
        string.unicodeScalars.append(contentsOf: scalars)
        return string
    }
}
