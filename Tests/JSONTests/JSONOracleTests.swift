import Foundation
import JSON
import TestSupport
import Testing

/// Foundation's reader as the judge of ours, over documents that were damaged at random.
@Suite struct JSONOracleTests {
    private static let seeds = [
        #"{"submissionId":"s-1","answers":{"a":true,"b":-3.25e2,"c":["x","y",null],"d":{"e":[[],{}]}},"narrative":"caf\u00e9 \ud83d\ude00 é 😀\n"}"#,
        #"{"resourceType":"QuestionnaireResponse","item":[{"linkId":"g","item":[{"linkId":"a","answer":[{"valueDecimal":0.1}]}]}]}"#,
        #"[0,-0,1,10,0.5,1E5,1e-5,123456789012,-1.7976931348623157e308,5e-324,9007199254740993]"#,
        #" [ "\"\\\/\b\f\n\r\t" , true , false , null , { "" : "" } ] "#,
    ]

    @Test func agreesWithFoundationOnDamagedDocuments() {
        var random = SeededGenerator(seed: 20_261_121)
        var accepted = 0
        var refused = 0
        for round in 0..<40_000 {
            var bytes = Array(Self.seeds[round % Self.seeds.count].utf8)
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                Self.damage(&bytes, using: &random)
            }
            let ours = try? tree(bytes, mending: false)
            let theirs = Self.foundation(bytes)
            guard let ours else {
                refused += 1
                // What Foundation takes and we do not has to be one of the differences that are meant.
                if theirs != nil, !Self.isMeant(bytes) {
                    Issue.record("refused, round \(round): \(String(decoding: bytes, as: UTF8.self))")
                }
                continue
            }
            accepted += 1
            guard let theirs else {
                Issue.record("accepted, round \(round): \(String(decoding: bytes, as: UTF8.self))")
                continue
            }
            if !Self.same(ours, theirs) {
                Issue.record("read otherwise, round \(round): \(String(decoding: bytes, as: UTF8.self))")
            }
        }
        // Both happen often, or the comparison proves nothing.
        #expect(accepted > 8000)
        #expect(refused > 8000)
    }

    private static func damage(_ bytes: inout [UInt8], using random: inout SeededGenerator) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &random)], at: place)
        case 3: bytes[place] = Array("{}[]:,\"\\019.eEtfnu-+ \u{1}".utf8).randomElement(using: &random) ?? 0
        default: bytes.removeSubrange(max(1, place)...)
        }
        if bytes.isEmpty { bytes = [0x20] }
    }

    private static func foundation(_ bytes: [UInt8]) -> Any? {
        try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
    }

    /// Foundation reads other encodings than UTF-8, a byte order mark, numbers that overflow, and a comma too many.
    private static func isMeant(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { UTF8Check.firstInvalidOffset(in: $0) } != nil || bytes.contains(0)
            || bytes.starts(with: [0xEF, 0xBB, 0xBF]) || (try? tree(bytes, mending: true)) != nil
            || (try? tree(withoutTrailingCommas(bytes))) != nil
    }

    private static func withoutTrailingCommas(_ bytes: [UInt8]) -> [UInt8] {
        bytes.enumerated().filter { index, byte in
            let next = bytes[(index + 1)...].first { $0 > 0x20 }
            return byte != UInt8(ascii: ",") || (next != UInt8(ascii: "]") && next != UInt8(ascii: "}"))
        }.map(\.element)
    }

    private static func same(_ ours: JSONTree, _ theirs: Any) -> Bool {
        switch ours {
        case .null: return theirs is NSNull
        case .boolean(let boolean): return (theirs as? Bool) == boolean
        case .number(let number):
            // Foundation goes through a decimal type and rounds twice; that ours are exact is shown where written
            // numbers are read back.
            guard let other = (theirs as? NSNumber)?.doubleValue else { return false }
            return abs(other - number) <= abs(number) * 1e-14
        case .string(let string): return (theirs as? String).map { Array($0.utf8) == Array(string.utf8) } ?? false
        case .array(let elements):
            guard let others = theirs as? [Any], others.count == elements.count else { return false }
            return zip(elements, others).allSatisfy { same($0, $1) }
        case .object(let members):
            // Of a repeated member Foundation keeps one, either way one of ours.
            guard let others = theirs as? [String: Any] else { return false }
            return Set(members.map(\.name)) == Set(others.keys)
                && others.allSatisfy { name, value in members.contains { $0.name == name && same($0.value, value) } }
        }
    }
}
