import Testing
import YAML

struct YAMLDocumentTests {
    private func parse(_ text: String) throws -> YAMLNode {
        try YAMLDocument.parse(Array(text.utf8), file: "a.yaml")
    }

    @Test func tellsQuotedFromPlainAndKeepsPlaces() throws {
        let root = try parse("a: no\nb:\n  - \"no\"\n  - {c: 1}\n")
        #expect(root["a"]?.plainText == "no")
        let list = try #require(root["b"]?.elements)
        #expect(list[0].plainText == nil)
        #expect(list[0].text == "no")
        #expect(list[1]["c"]?.location == YAMLLocation(file: "a.yaml", line: 4, column: 9))
        #expect(root.members?.map(\.key) == ["a", "b"])
    }

    @Test func emptyTextIsNull() throws {
        #expect(try parse("").isNull)
        #expect(try parse("# only a comment\n").isNull)
    }

    @Test(arguments: [
        ("a: 1\nb: 2\na: 3\n", 3, "stands twice"),
        ("a: &x 1\n", 1, "anchor"),
        ("a: 1\nb: *x\n", 2, "alias"),
        ("a: 1\n<<: {b: 2}\n", 2, "merge key"),
        ("a: !!str 1\n", 1, "tag"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("a: [1, 2\nb: 3\n", 2, ""),
        ("? [a]\n: 1\n", 1, "plain word"),
        ("a: 1\n\tb: 2\n", 2, ""),
    ])
    func refusesWithTheLine(text: String, line: Int, part: String) {
        #expect {
            try parse(text)
        } throws: { error in
            guard let error = error as? YAMLError else { return false }
            return error.location.line == line && (part.isEmpty || error.message.contains(part))
        }
    }

    @Test func refusesWhatIsTooDeepOrTooLarge() throws {
        _ = try parse(String(repeating: "[", count: 63) + String(repeating: "]", count: 63))
        #expect(throws: YAMLError.self) {
            try parse(String(repeating: "[", count: 65) + String(repeating: "]", count: 65))
        }
        #expect(throws: YAMLError.self) {
            try YAMLDocument.parse([UInt8](repeating: 0x20, count: (8 << 20) + 1), file: "big.yaml")
        }
    }

    @Test func refusesBrokenUTF8WithItsLine() {
        #expect {
            try YAMLDocument.parse(Array("a: 1\nb: ".utf8) + [0xC3, 0x28], file: "a.yaml")
        } throws: { error in
            (error as? YAMLError)?.location.line == 2
        }
    }

    @Test func namesTheFileThatIsMissing() {
        #expect {
            try YAMLDocument.read(path: "/nowhere/at/all.yaml", name: "all.yaml")
        } throws: { error in
            (error as? YAMLError)?.location.file == "all.yaml"
        }
    }
}
