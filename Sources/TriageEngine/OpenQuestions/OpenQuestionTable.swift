import TriageEvents

/// What the search for open questions needs of a ruleset, made once.
struct OpenQuestionTable: Sendable {
    struct Provider: Sendable {
        let question: Int
        let answer: Int
    }

    /// Ways in which an entry of the decision table becomes true, and with it perhaps an exception that lifts it.
    struct Target: Sendable {
        let entry: Int
        let terms: [Term]
        /// Each with the exception true as well.
        let liftedTerms: [Term]
    }

    /// Definite answers of each question: options that say something, or one value for each stretch between the values
    /// that conditions compare with.
    let answers: [[PossibleAnswer]]
    /// Whether several options of a question may be ticked together.
    let isMultiple: [Bool]
    let unselectedIsAbsent: [Bool]
    /// Who can make a finding present; who can make it absent; who can set a number.
    let presentProviders: [[Provider]]
    let absentProviders: [[Provider]]
    let numberProviders: [[Provider]]
    /// The highest priority first, then the most serious category.
    let targets: [Target]
    /// Questions that an entry's condition, or an exception that lifts it, may rest on.
    let questionsOfEntries: [[Int]]
    /// Whether a rule had too many ways to list.
    let wasCut: Bool

    init(_ parts: Ruleset.Parts, _ decisions: DecisionTable) {
        var expansion = TermExpansion(definitions: parts.definitions.map(\.condition))
        let exceptionTerms = parts.exceptions.map { $0.isEnabled ? expansion.terms(of: $0.condition, as: true) : [] }
        var targets: [Target] = []
        for (index, entry) in decisions.entries.enumerated() where entry.category != nil || entry.priority != nil {
            let terms = expansion.terms(of: parts.rules[Int(entry.rule.index)].condition, as: true)
            var lifted: [Term] = []
            for exception in entry.liftedBy {
                for term in terms {
                    for other in exceptionTerms[exception] where lifted.count < 512 {
                        if let merged = term.merged(with: other) { lifted.append(merged) }
                    }
                }
            }
            targets.append(Target(entry: index, terms: terms, liftedTerms: lifted))
        }
        self.targets = targets.enumerated().sorted { left, right in
            let (a, b) = (decisions.entries[left.element.entry], decisions.entries[right.element.entry])
            let (p, q) = (a.priority ?? .routine, b.priority ?? .routine)
            if p != q { return p > q }
            let (c, d) = (a.category.map { Int($0.rawValue) } ?? -1, b.category.map { Int($0.rawValue) } ?? -1)
            return c == d ? left.offset < right.offset : c > d
        }.map(\.element)
        wasCut = expansion.wasCut
        let weights = Weights(targets: targets, decisions: decisions, parts: parts)
        answers = parts.questions.map { Self.answers(of: $0, weights, parts.vocabulary) }
        isMultiple = parts.questions.map { $0.kind == .choices }
        unselectedIsAbsent = parts.questions.map { $0.kind == .choices && $0.unselected == .absent }
        var present = [[Provider]](repeating: [], count: parts.vocabulary.findings.count)
        var absent = present
        var numbers = [[Provider]](repeating: [], count: parts.vocabulary.numbers.count)
        for (question, list) in answers.enumerated() {
            for (answer, possible) in list.enumerated() {
                let provider = Provider(question: question, answer: answer)
                for setting in possible.settings {
                    if setting.isPresent {
                        present[setting.finding].append(provider)
                    } else {
                        absent[setting.finding].append(provider)
                    }
                }
                for interval in possible.intervals { numbers[Int(interval.number.index)].append(provider) }
            }
        }
        Self.addImplied(\.implies, parts.vocabulary, to: &present)
        Self.addImplied(\.absentImplies, parts.vocabulary, to: &absent)
        presentProviders = present
        absentProviders = absent
        numberProviders = numbers
        let definitions = parts.definitions.map(\.condition)
        questionsOfEntries = decisions.entries.map { entry in
            var questions: Set<Int> = []
            let conditions =
                [parts.rules[Int(entry.rule.index)].condition] + entry.liftedBy.map { parts.exceptions[$0].condition }
            for condition in conditions {
                for finding in Circuit.findings(in: condition, definitions: definitions) {
                    questions.formUnion((present[Int(finding.index)] + absent[Int(finding.index)]).map(\.question))
                }
                for number in Circuit.numbers(in: condition, definitions: definitions) {
                    questions.formUnion(numbers[Int(number.index)].map(\.question))
                }
            }
            return questions.sorted()
        }
    }

    /// Who provides what implies a finding provides the finding.
    private static func addImplied(
        _ key: KeyPath<Finding, [FindingID]>, _ vocabulary: Vocabulary, to providers: inout [[Provider]]
    ) {
        let findings = vocabulary.findings
        let order = CycleSearch.dependenciesFirst(count: findings.count) {
            findings[$0][keyPath: key].map { Int($0.index) }
        }
        for from in order.reversed() {
            for to in findings[from][keyPath: key] {
                for provider in providers[from]
                where !providers[Int(to.index)].contains(where: {
                    $0.question == provider.question && $0.answer == provider.answer
                }) {
                    providers[Int(to.index)].append(provider)
                }
            }
        }
    }

    private static func answers(
        of question: Question, _ weights: Weights, _ vocabulary: Vocabulary
    ) -> [PossibleAnswer] {
        var answers: [PossibleAnswer] = []
        for option in question.options where !option.effect.isEmpty {
            var answer = PossibleAnswer()
            answer.settings = option.effect.settings.map {
                Term.Literal(finding: Int($0.finding.index), isPresent: $0.state == .present)
            }
            answer.intervals = option.effect.intervals
            answer.isExclusive = option.isExclusive
            answers.append(answer)
        }
        if let number = question.number {
            for value in weights.values(of: Int(number.index), vocabulary[number]) {
                var answer = PossibleAnswer()
                answer.intervals = [AnswerEffect.Interval(number: number, low: value, high: value)]
                answers.append(answer)
            }
        }
        for index in answers.indices { answers[index].weight = weights.weight(of: answers[index]) }
        return answers
    }

    /// How much each fact speaks for rules.
    private struct Weights {
        private var present: [Double]
        private var absent: [Double]
        private var ranges: [[(range: NumberRange, weight: Double)]]

        init(targets: [Target], decisions: DecisionTable, parts: Ruleset.Parts) {
            present = Array(repeating: 0, count: parts.vocabulary.findings.count)
            absent = present
            ranges = Array(repeating: [], count: parts.vocabulary.numbers.count)
            for target in targets {
                let entry = decisions.entries[target.entry]
                let rank =
                    (entry.category.map { Int($0.rawValue) + 1 } ?? 0) + (entry.priority.map { Int($0.rawValue) } ?? 0)
                let weight = Double(1 << (3 * rank)) / Double(max(target.terms.count, 1))
                for term in target.terms {
                    for literal in term.literals {
                        if literal.isPresent {
                            present[literal.finding] += weight
                        } else {
                            absent[literal.finding] += weight
                        }
                    }
                    for bound in term.bounds { ranges[bound.number].append((bound.range, weight)) }
                }
            }
        }

        func weight(of answer: PossibleAnswer) -> Double {
            var weight = 0.0
            for setting in answer.settings {
                weight += setting.isPresent ? present[setting.finding] : absent[setting.finding]
            }
            for interval in answer.intervals {
                for part in ranges[Int(interval.number.index)]
                where part.range.holds(low: interval.low, high: interval.high) != false {
                    weight += part.weight
                }
            }
            return weight
        }

        /// One value below, at, between and above the values that conditions compare with.
        func values(of number: Int, _ fact: NumberFact) -> [Double] {
            let cuts = Set(ranges[number].flatMap { [$0.range.low, $0.range.high] }).filter(\.isFinite).sorted()
            guard let first = cuts.first, let last = cuts.last else { return [] }
            let lowest = fact.minimum.isFinite ? fact.minimum : first - 1
            let highest = fact.maximum.isFinite ? fact.maximum : last + 1
            var values = [lowest]
            var before = lowest
            for cut in cuts + [highest] {
                values += [before + (cut - before) / 2, cut]
                before = cut
            }
            return Set(values.filter { $0 >= lowest && $0 <= highest }).sorted()
        }
    }
}
