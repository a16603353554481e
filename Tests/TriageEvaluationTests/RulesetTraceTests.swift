import JSON
import Testing
import TriageEngine
import YAML

@testable import TriageEvaluation

@Suite struct RulesetTraceTests {
    private func trace(_ yaml: String, _ carriers: [TraceCarrier]) throws -> RulesetTrace {
        RulesetTrace(tree: try YAMLDocument.parse(Array(yaml.utf8), file: "trace.yaml"), carriers: carriers)
    }

    private func carrier(_ kind: TraceCarrier.Kind, _ name: String, _ sources: [String]) -> TraceCarrier {
        TraceCarrier(kind, name, sources: sources, location: YAMLLocation(file: "f.yaml", line: 3, column: 5))
    }

    private let small =
        "statements: [S001-S003, X1]\nwithoutRule:\n  - {statements: [S002], reason: Nobody can feel it}\n"

    @Test func saysWhatCarriesEachStatementAndWhatIsMissing() throws {
        let trace = try trace(
            small,
            [
                carrier(.finding, "ache", ["S001", "NICE NG158"]), carrier(.finding, "late", ["S001"]),
                carrier(.rule, "dvt-ache", ["S001"]), carrier(.workedCase, "slow", ["X1", "X1"]),
            ])
        #expect(trace.entries.map(\.statement) == ["S001", "S002", "S003", "X1"])
        #expect(trace["S001"]?.names(.finding) == ["ache", "late"])
        #expect(trace["S001"]?.names(.rule) == ["dvt-ache"])
        #expect(trace["S001"]?.isDecided == true)
        #expect(trace["S002"]?.reason == "Nobody can feel it")
        #expect(trace["X1"]?.names(.workedCase) == ["slow"])
        #expect(trace["X1"]?.isDecided == false)
        #expect(trace.missing.map(\.statement) == ["S003"])
        #expect(!trace.passes)
        #expect(
            trace.summary
                == "4 statements: 1 carried by a rule, exception or score, 1 by findings, definitions, questions or cases only,"
                + " 1 by nothing for a stated reason, 1 missing")
    }

    @Test func passesWhenEveryStatementIsCarriedOrExcused() throws {
        let trace = try trace(small, [carrier(.score, "wells", ["S001", "S003", "X1"])])
        #expect(trace.passes)
        #expect(trace.problems.isEmpty)
    }

    @Test(arguments: ["S004", "S1", "S001-S003", "X9"])
    func refusesASourceThatIsNoStatementButLooksLikeOne(source: String) throws {
        let trace = try trace(small, [carrier(.rule, "r", ["S001", "S003", "X1", source])])
        #expect(!trace.passes)
        #expect(
            trace.problems.map(\.description)
                == ["f.yaml:3:5: error: r names the source \"\(source)\", which is no statement"])
    }

    @Test func saysWhyItDoesNotPass() throws {
        #expect(try trace(small, [carrier(.rule, "r", ["S001", "S003", "X1"])]).complaints.isEmpty)
        #expect(
            try trace(small, [carrier(.rule, "r", ["S001", "S003", "X1", "S004"])]).complaints
                == ["problems with trace.yaml or with sources that name statements: 1"])
        #expect(
            try trace(small, [carrier(.rule, "r", ["S001"])]).complaints
                == ["statements with neither a carrier nor a reason: 2"])
        #expect(
            try trace("statements: S001", []).complaints
                == ["problems with trace.yaml or with sources that name statements: 1"])
    }

    @Test(arguments: ["SVT guideline", "§3.3-E1", "NICE NG158", "Wells", "Xarelto 2020"])
    func leavesOtherSourcesAlone(source: String) throws {
        #expect(try trace(small, [carrier(.rule, "r", ["S001", "S003", "X1", source])]).passes)
    }

    @Test func warnsOfAReasonThatHasBecomeStale() throws {
        let trace = try trace(small, [carrier(.rule, "r", ["S001", "S002", "S003", "X1"])])
        #expect(trace.passes)
        #expect(trace.problems.map(\.severity) == [.warning])
    }

    @Test(arguments: [
        ("statements: S001", "trace.yaml:1:13: error: \"statements\" must be a list such as [S001-S009, X1]"),
        (
            "statements: [S003-S001]",
            "trace.yaml:1:14: error: must be a statement such as S001, or a range such as S001-S009"
        ),
        (
            "statements: [S001-X3]",
            "trace.yaml:1:14: error: must be a statement such as S001, or a range such as S001-S009"
        ),
        (
            "statements: [S001-S999999]",
            "trace.yaml:1:14: error: must be a statement such as S001, or a range such as S001-S009"
        ),
        ("statements: [S001, S001]", "trace.yaml:1:20: error: S001 is given twice"),
        (
            "statements: [S001]\nwithoutRules: []",
            "trace.yaml:2:1: error: unknown key \"withoutRules\"; did you mean \"withoutRule\"?"
        ),
        (
            "statements: [S001]\nwithoutRule: [{statements: [S002], reason: x}]",
            "trace.yaml:2:29: error: S002 is not among the statements"
        ),
        (
            "statements: [S001]\nwithoutRule: [{statements: [S001]}]",
            "trace.yaml:2:15: error: needs \"statements\" and a \"reason\""
        ),
    ])
    func saysWhatIsWrongWithTheFile(yaml: String, expected: String) throws {
        let trace = try trace(yaml, [carrier(.rule, "r", ["S001"])])
        #expect(trace.problems.map(\.description).first == expected)
        #expect(!trace.passes)
    }

    @Test func failsWithoutTheFile() {
        let trace = RulesetTrace(tree: nil, carriers: [])
        #expect(!trace.passes)
        #expect(trace.problems.count == 1)
    }

    @Test func countsRangesWithAndWithoutZeros() throws {
        #expect(StatementRange("S098-S101")?.names == ["S098", "S099", "S100", "S101"])
        #expect(StatementRange("X9-X11")?.names == ["X9", "X10", "X11"])
        #expect(StatementRange("S007")?.names == ["S007"])
        #expect(StatementRange("") == nil)
        #expect(StatementRange("7") == nil)
        #expect(StatementRange("S001-S002-S003") == nil)
    }

    @Test func printsEachStatementWithItsCarriers() throws {
        let trace = try trace(small, [carrier(.finding, "ache", ["S001"]), carrier(.rule, "r", ["X1"])])
        #expect(
            trace.text == """
                S001
                  findings     ache
                S002
                  no rule      Nobody can feel it
                S003
                  MISSING      nothing carries it and no reason is stated
                X1
                  rules        r

                4 statements: 1 carried by a rule, exception or score, 1 by findings, definitions, questions or cases only, 1 by nothing for a stated reason, 1 missing

                """)
        var writer = ByteWriter()
        trace.write(into: &writer, ruleset: RulesetIdentity(id: "leg", version: "1", sha256: "ab"))
        #expect(
            writer.string.contains(
                #"{"statement":"X1","findings":[],"numbers":[],"definitions":[],"rules":["r"],"exceptions":[],"#
                    + #""scores":[],"questions":[],"cases":[],"reason":null,"missing":false}"#))
        #expect(writer.string.hasSuffix(#""problems":[],"missing":1,"passes":false}"# + "\n"))
    }
}
