import Digests
import YAML

extension Ruleset {
    /// Reads a ruleset's folder. Throws everything that is wrong with it, each with its place; what is only worth a
    /// look stands in `warnings` of the result. Cost is some milliseconds; do it once a process, not per message.
    package static func load(directory: String) throws(RulesetErrors) -> Ruleset {
        try load(RulesetFolder(directory: directory))
    }

    /// The same from files in memory, each with its path below the folder.
    package static func load(files: [(path: String, bytes: [UInt8])]) throws(RulesetErrors) -> Ruleset {
        try load(RulesetFolder(files: files))
    }

    private static func load(_ folder: RulesetFolder) throws(RulesetErrors) -> Ruleset {
        let reader = RulesetReader(folder: folder)
        reader.readVocabulary()
        reader.readDispositions()
        reader.collectNames()
        reader.readDefinitions()
        let scores = reader.readScores()
        let identity = reader.readIdentity()
        let (rules, exceptions) = reader.readRules()
        let questions = reader.readQuestions()
        let forms = reader.readForms(questions)
        var lexiconProblems: [RulesetProblem] = []
        let lexicon = Lexicon.compile(
            files: folder.roots(below: "lexicon"), vocabulary: reader.vocabulary, problems: &lexiconProblems)
        // Its files use each other's words and the names of findings in most lines.
        if !folder.lacks("lexicon"), !folder.lacks("findings.yaml") { reader.problems += lexiconProblems }
        for likeness in lexicon.likenesses where reader.findingsSet.contains(likeness.finding) {
            reader.error(likeness.location, "an answer makes this known, too; the finding of a likeness is its own")
        }
        // Cases speak of everything.
        let cases =
            folder.unread.isEmpty ? reader.readCases(rules: rules, exceptions: exceptions, scores: scores) : []
        if let form = identity.defaultForm, !forms.contains(where: { $0.name == form }) {
            reader.unknown(
                folder.root("ruleset.yaml")?["settings"]?["defaultForm"]?.location
                    ?? YAMLLocation(file: "ruleset.yaml", line: 0, column: 0),
                "unknown form \"\(form)\"" + NameSuggestion.hint(for: form, among: forms.map(\.name)), in: "forms")
        }
        if !reader.problems.contains(where: { $0.severity == .error }) {
            reader.warnAboutUnused(rules: rules, exceptions: exceptions, scores: scores)
        }
        let inFiles = reader.problems.dropFirst(folder.problems.count).enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            return (a.file, a.line, a.column, left.offset) < (b.file, b.line, b.column, right.offset)
        }.map(\.element)
        let problems = folder.problems + inFiles
        guard !problems.contains(where: { $0.severity == .error }) else {
            throw RulesetErrors(problems: problems, unread: folder.unread)
        }
        return Ruleset(
            Parts(
                identity: identity,
                digest: Hexadecimal.encode(SHA256.hash(RulesetDigest.canonicalBytes(folder.documents))),
                vocabulary: reader.vocabulary, definitions: reader.definitions, dispositions: reader.dispositions,
                rules: rules, exceptions: exceptions, scores: scores, questions: questions, forms: forms,
                lexicon: lexicon, cases: cases, trace: folder.root("trace.yaml"), warnings: problems))
    }
}

extension RulesetReader {
    /// Warns of names that nothing uses, and of facts that nothing can make known.
    func warnAboutUnused(rules: [Rule], exceptions: [RuleException], scores: [Score]) {
        var words: Set<String> = []
        for root in folder.roots(below: "lexicon") { Self.collectWords(root, into: &words) }
        for (index, finding) in vocabulary.findings.enumerated() {
            let id = FindingID(index)
            let canBeKnown = findingsSet.contains(id) || words.contains(finding.name)
            let isUsed = findingsInConditions.contains(id) || !finding.implies.isEmpty || !finding.absentImplies.isEmpty
            if isUsed, !canBeKnown {
                warning(
                    finding.location, "nothing makes \"\(finding.name)\" known: no question, member or phrase sets it")
            } else if !isUsed, !canBeKnown {
                warning(finding.location, "nothing uses \"\(finding.name)\"")
            }
        }
        for (index, number) in vocabulary.numbers.enumerated() {
            let id = NumberID(index)
            let canBeKnown = numbersSet.contains(id) || words.contains(number.name)
            if numbersInConditions.contains(id), !canBeKnown {
                warning(
                    number.location, "nothing makes \"\(number.name)\" known: no question, member or phrase sets it")
            } else if !numbersInConditions.contains(id), !canBeKnown {
                warning(number.location, "nothing uses \"\(number.name)\"")
            }
        }
        for (index, definition) in definitions.enumerated() where !definitionsUsed.contains(index) {
            warning(definition.location, "nothing uses the definition \"\(definition.name)\"")
        }
        let place = folder.root("ruleset.yaml")?["dispositions"]
        for (index, disposition) in dispositions.enumerated() where !dispositionsUsed.contains(index) {
            let location = place?.members?.first { $0.key == disposition.code }?.keyLocation
            warning(
                location ?? YAMLLocation(file: "ruleset.yaml", line: 0, column: 0),
                "nothing uses the disposition \"\(disposition.code)\"")
        }
    }

    private static func collectWords(_ node: YAMLNode, into words: inout Set<String>) {
        switch node.content {
        case .scalar(let text, _): words.insert(text)
        case .sequence(let elements): for element in elements { collectWords(element, into: &words) }
        case .mapping(let members):
            for member in members {
                words.insert(member.key)
                collectWords(member.value, into: &words)
            }
        }
    }
}
