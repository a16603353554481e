import JSON
import Testing

@Suite struct JSONParserTests {
    @Test func readsEveryKindOfValue() throws {
        let document = try tree(
            #"{"a":[1,-2.5,1e3,18446744073709551615],"b":"x\u0000\n\ud83d\ude00","c":true,"d":false,"e":null,"f":{}}"#)
        #expect(
            document
                == .object([
                    .init(
                        name: "a",
                        value: .array([.number(1), .number(-2.5), .number(1000), .number(18_446_744_073_709_551_616)])),
                    .init(name: "b", value: .string("x\0\n😀")), .init(name: "c", value: .boolean(true)),
                    .init(name: "d", value: .boolean(false)), .init(name: "e", value: .null),
                    .init(name: "f", value: .object([])),
                ]))
    }

    @Test func showsBothOfTwoMembersWithOneName() throws {
        #expect(
            try tree(#"{"a":1,"a":2}"#)
                == .object([.init(name: "a", value: .number(1)), .init(name: "a", value: .number(2))]))
    }

    @Test(
        arguments: [
            ("", .empty, 0), ("  ", .empty, 2), ("{", .truncated, 1), ("[1", .truncated, 2),
            ("[1,]", .invalidSyntax, 3),
            ("{\"a\"}", .invalidSyntax, 4), ("{\"a\":1,}", .invalidSyntax, 7), ("{a:1}", .invalidSyntax, 1),
            ("[1 2]", .invalidSyntax, 3), ("1 2", .trailingContent, 2), ("{}x", .trailingContent, 2),
            ("tru", .truncated, 0),
            ("nulL", .invalidSyntax, 0), ("01", .invalidNumber, 1), ("-", .invalidNumber, 1), ("1.", .invalidNumber, 2),
            ("[1e]", .invalidNumber, 3), ("[1e999]", .invalidNumber, 1), ("+1", .invalidSyntax, 0),
            ("\"a", .truncated, 2),
            ("[\"a\tb\"]", .invalidString, 3), (#"["\q"]"#, .invalidString, 2), (#"["\u12G4"]"#, .invalidString, 2),
            (#"["\ud800"]"#, .invalidString, 2), ("[1}", .invalidSyntax, 2), ("// c", .invalidSyntax, 0),
            ("'a'", .invalidSyntax, 0),
        ] as [(String, JSONError.Code, Int)])
    func saysWhatIsWrongAndWhere(text: String, code: JSONError.Code, offset: Int) {
        #expect(throws: JSONError(code: code, offset: offset)) { try tree(text) }
    }

    @Test(
        arguments: [
            ([0x22, 0xC3, 0x22], 1), ([0x22, 0x61, 0xED, 0xA0, 0x80, 0x22], 2), ([0x22, 0xC0, 0x80, 0x22], 1),
            ([0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], 1), ([0xFF], 0), ([0x5B, 0x80, 0x5D], 1),
        ] as [([UInt8], Int)])
    func saysWhereBytesAreNoUTF8(bytes: [UInt8], offset: Int) {
        #expect(throws: JSONError(code: .invalidUTF8, offset: offset)) { try tree(bytes) }
    }

    @Test func limitsDepthExactly() throws {
        let deepest = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        _ = try tree(deepest)
        #expect(throws: JSONError(code: .tooDeep, offset: 64)) { try tree("[\(deepest)]") }
    }

    @Test func limitsSize() {
        let parser = JSONParser(byteLimit: 1000)
        let largest = [UInt8](repeating: 0x20, count: 999) + [0x31]
        #expect(throws: Never.self) {
            try largest.withUnsafeBytes { _ = try parser.parse($0) }
        }
        #expect(throws: JSONError(code: .tooLarge, offset: 1000)) {
            try ([0x20] + largest).withUnsafeBytes { _ = try parser.parse($0) }
        }
    }

    @Test func readsSmallDocumentsAfterALargeOne() throws {
        let parser = JSONParser()
        let large = Array("[\(Array(repeating: "1", count: 1_500_000).joined(separator: ","))]".utf8)
        for _ in 0..<3 {
            #expect(
                try large.withUnsafeBytes { try parser.parse($0).elements?.reduce(0) { sum, _ in sum + 1 } }
                    == 1_500_000)
            #expect(try Array("[7]".utf8).withUnsafeBytes { try parser.parse($0).elements?.map { $0.integer } } == [7])
        }
    }

    @Test func tellsWholeNumbersFromOthers() throws {
        let parser = JSONParser()
        let bytes = Array("[3,3.0,3.5,-7,9223372036854775807,18446744073709551615,1e300,true]".utf8)
        let integers = try bytes.withUnsafeBytes { try parser.parse($0).elements?.map(\.integer) }
        #expect(integers == [3, 3, nil, -7, .max, nil, nil, nil])
    }

    @Test func answersNilForAnotherKind() throws {
        let parser = JSONParser()
        let values = try Array(#"["x",1,true,null,{},[]]"#.utf8).withUnsafeBytes { bytes in
            Array(try #require(try parser.parse(bytes).elements))
        }
        #expect(values.map { $0.text != nil } == [true, false, false, false, false, false])
        #expect(values.map { $0.number != nil } == [false, true, false, false, false, false])
        #expect(values.map { $0.boolean != nil } == [false, false, true, false, false, false])
        #expect(values.map(\.isNull) == [false, false, false, true, false, false])
        #expect(values.map { $0.members != nil } == [false, false, false, false, true, false])
        #expect(values.map { $0.elements != nil } == [false, false, false, false, false, true])
        #expect(values.map(\.kind) == [.string, .number, .boolean, .null, .object, .array])
    }

    @Test func mendsOnlyWhatIsGoodJSON() throws {
        #expect(
            try tree(Array(#"[1e999,-1e999,"a\udc00b"]"#.utf8), mending: true)
                == .array([.number(9e307), .number(-9e307), .string("a\u{FFFD}b")]))
        for bad in ["[1e999", "[1e999,]", #"["\ud800]"#, "[01]", #"["\q"]"#] {
            #expect(throws: JSONError.self) { try tree(Array(bad.utf8), mending: true) }
        }
    }

    @Test func comparesTexts() {
        let arena = TextArena()
        let text = arena.add("submissionId")
        #expect(text == "submissionId")
        #expect(text != "submissionIds")
        #expect(text != "submissionIe")
        #expect(text == Array("submissionId".utf8))
        #expect(text.hasPrefix("sub") && !text.hasPrefix("Sub") && !text.hasPrefix("submissionIds"))
        #expect(arena.add("") == "" && arena.add("").isBlank && !text.isBlank && arena.add(" \t\n").isBlank)
        #expect(arena.add("ab") < arena.add("b") && !(arena.add("b") < arena.add("ab")))
        #expect(text[3..<7] == "miss")
        #expect(text.string == "submissionId")
    }
}
