import JSON
import TriageEngine
import TriageEvents

/// Reads labelled cases: JSON lines `{id, submission | text, submittedAt?, category, acceptable[], minPriority?,
/// findings?}`.
///
/// Members beyond these are passed over, blank lines too.
package struct LabelledCaseReader {
    private let isFinding: (String) -> Bool
    private let parser = JSONParser(byteLimit: 16 << 20)
    private var problems: [LabelledFileProblem] = []
    private var linesByID: [String: Int] = [:]

    private init(isFinding: @escaping (String) -> Bool) {
        self.isFinding = isFinding
    }

    /// Reads a whole file.
    ///
    /// - Parameters:
    ///   - bytes: The file.
    ///   - isFinding: Whether the ruleset has a finding of that name.
    /// - Returns: The cases in the order of their lines, at least one.
    /// - Throws: Every problem of the file, not only the first.
    package static func read(
        _ bytes: [UInt8], isFinding: @escaping (String) -> Bool
    ) throws(LabelledFileErrors) -> [LabelledCase] {
        var reader = LabelledCaseReader(isFinding: isFinding)
        var cases: [LabelledCase] = []
        for (number, line) in Lines(bytes) where !line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
            do throws(LabelledFileProblem) {
                cases.append(try reader.readCase(line, number: number))
            } catch {
                reader.problems.append(error)
            }
        }
        if cases.isEmpty, reader.problems.isEmpty {
            reader.problems.append(LabelledFileProblem(line: 0, .nothingLabelled))
        }
        guard reader.problems.isEmpty else { throw LabelledFileErrors(problems: reader.problems) }
        return cases
    }

    private mutating func readCase(
        _ bytes: ArraySlice<UInt8>, number: Int
    ) throws(LabelledFileProblem) -> LabelledCase {
        let members = try Members(document(bytes, number: number), line: number)
        let id = try members.required(members.id, "id")
        guard let id = id.text?.string, !id.isEmpty else {
            throw members.unusable("id", "a string that is not empty")
        }
        if let firstLine = linesByID[id] {
            throw LabelledFileProblem(line: number, .idRepeated(firstLine: firstLine))
        }
        linesByID[id] = number
        let category = try members.required(members.category, "category")
        guard let label = category.text.flatMap(CaseLabel.init(word:)) else {
            throw members.unusable("category", Self.labelWords)
        }
        return LabelledCase(
            line: number, id: id, input: try input(members), submittedAt: try submittedAt(members), label: label,
            acceptable: try acceptable(members),
            minimumPriority: try minimumPriority(members), findings: try findings(members))
    }

    private func document(_ bytes: ArraySlice<UInt8>, number: Int) throws(LabelledFileProblem) -> JSONValue {
        let result = bytes.withUnsafeBytes { line -> Result<JSONValue, JSONError> in
            do throws(JSONError) {
                // Mends half an emoji, as the intake does: what was measured must be what would have come.
                return .success(try parser.parseMending(line).value)
            } catch {
                return .failure(error)
            }
        }
        switch result {
        case .success(let value): return value
        case .failure(let error): throw LabelledFileProblem(line: number, .notJSON(error))
        }
    }

    private func input(_ members: Members) throws(LabelledFileProblem) -> LabelledCase.Input {
        switch (members.text, members.submission) {
        case (let text?, nil):
            guard let text = text.text else { throw members.unusable("text", "a string") }
            return .text([UInt8](text.bytes))
        case (nil, let submission?):
            guard submission.kind == .object else { throw members.unusable("submission", "an object") }
            var writer = ByteWriter()
            JSONCopy.write(submission, into: &writer)
            return .submission(writer.array)
        default:
            throw LabelledFileProblem(line: members.line, .notOneInput)
        }
    }

    private func submittedAt(_ members: Members) throws(LabelledFileProblem) -> String {
        guard let value = members.submittedAt, !value.isNull else { return LabelledCase.assumedSubmittedAt }
        guard let text = value.text, Instant(rfc3339: text) != nil else {
            throw members.unusable("submittedAt", "a time as in RFC 3339, 2026-07-01T12:00:00Z")
        }
        return text.string
    }

    private func acceptable(_ members: Members) throws(LabelledFileProblem) -> [CaseLabel] {
        guard let value = members.acceptable, !value.isNull else { return [] }
        guard let elements = value.elements else { throw members.unusable("acceptable", Self.labelList) }
        var labels: [CaseLabel] = []
        for element in elements {
            guard let label = element.text.flatMap(CaseLabel.init(word:)) else {
                throw members.unusable("acceptable", Self.labelList)
            }
            labels.append(label)
        }
        return labels
    }

    private func minimumPriority(_ members: Members) throws(LabelledFileProblem) -> Priority? {
        guard let value = members.minPriority, !value.isNull else { return nil }
        guard let priority = value.text.flatMap(Priority.init(word:)) else {
            throw members.unusable("minPriority", "routine, urgent, asap or stat")
        }
        return priority
    }

    private func findings(_ members: Members) throws(LabelledFileProblem) -> [LabelledCase.LabelledFinding] {
        guard let value = members.findings, !value.isNull else { return [] }
        guard let object = value.members else { throw members.unusable("findings", Self.findingObject) }
        var findings: [LabelledCase.LabelledFinding] = []
        for member in object {
            let name = member.name.string
            guard let word = member.value.text,
                let state = FindingState.allCases.first(where: { word == $0.name }),
                !findings.contains(where: { $0.name == name })
            else { throw members.unusable("findings", Self.findingObject) }
            guard isFinding(name) else { throw LabelledFileProblem(line: members.line, .unknownFinding) }
            findings.append(LabelledCase.LabelledFinding(name: name, state: state))
        }
        return findings
    }

    private static let labelWords: StaticString =
        "cramp, vein_issue, suspected_dvt, emergency, out_of_scope or insufficient"
    private static let labelList: StaticString = "a list of categories, out_of_scope and insufficient"
    private static let findingObject: StaticString = "an object of findings, each once: present, absent or unknown"
}

extension LabelledCaseReader {
    /// The members of one line that count.
    private struct Members {
        let line: Int
        private(set) var id: JSONValue?
        private(set) var text: JSONValue?
        private(set) var submission: JSONValue?
        private(set) var submittedAt: JSONValue?
        private(set) var category: JSONValue?
        private(set) var acceptable: JSONValue?
        private(set) var minPriority: JSONValue?
        private(set) var findings: JSONValue?

        init(_ value: JSONValue, line: Int) throws(LabelledFileProblem) {
            self.line = line
            guard let members = value.members else { throw LabelledFileProblem(line: line, .notAnObject) }
            for member in members {
                try set(\.id, "id", member)
                try set(\.text, "text", member)
                try set(\.submission, "submission", member)
                try set(\.submittedAt, "submittedAt", member)
                try set(\.category, "category", member)
                try set(\.acceptable, "acceptable", member)
                try set(\.minPriority, "minPriority", member)
                try set(\.findings, "findings", member)
            }
        }

        /// A label given twice is a slip of whoever wrote the file; guessing which one counts would spoil the figures.
        private mutating func set(
            _ place: WritableKeyPath<Members, JSONValue?>, _ name: StaticString, _ member: JSONMember
        ) throws(LabelledFileProblem) {
            guard member.name == name else { return }
            guard self[keyPath: place] == nil else { throw LabelledFileProblem(line: line, .memberRepeated(name)) }
            self[keyPath: place] = member.value
        }

        func required(_ value: JSONValue?, _ name: StaticString) throws(LabelledFileProblem) -> JSONValue {
            guard let value else { throw LabelledFileProblem(line: line, .memberMissing(name)) }
            return value
        }

        func unusable(_ name: StaticString, _ expected: StaticString) -> LabelledFileProblem {
            LabelledFileProblem(line: line, .memberUnusable(name, expected: expected))
        }
    }
}
