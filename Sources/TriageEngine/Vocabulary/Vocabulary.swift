/// The findings and numbers of one ruleset, by index and by name.
package struct Vocabulary: Sendable {
    /// In the order of the file; `FindingID.index` counts them.
    package let findings: [Finding]
    /// In the order of the file; `NumberID.index` counts them.
    package let numbers: [NumberFact]
    private let findingsByName: [String: FindingID]
    private let numbersByName: [String: NumberID]

    package init(findings: [Finding], numbers: [NumberFact]) {
        self.findings = findings
        self.numbers = numbers
        findingsByName = Dictionary(
            findings.enumerated().map { ($1.name, FindingID($0)) }, uniquingKeysWith: { first, _ in first })
        numbersByName = Dictionary(
            numbers.enumerated().map { ($1.name, NumberID($0)) }, uniquingKeysWith: { first, _ in first })
    }

    package func finding(named name: String) -> FindingID? {
        findingsByName[name]
    }

    package func number(named name: String) -> NumberID? {
        numbersByName[name]
    }

    package subscript(finding: FindingID) -> Finding {
        findings[Int(finding.index)]
    }

    package subscript(number: NumberID) -> NumberFact {
        numbers[Int(number.index)]
    }
}
