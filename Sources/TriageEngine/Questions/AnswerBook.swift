import JSON
import TriageEvents

/// Questions, forms and members laid out flat, so that reading an answer looks at plain values and at borrowed bytes.
///
/// The ruleset's own types hold strings and lists of lists; copying one retains each of them, and with forty answers a
/// submission that cost more than all the rest of reading them. Sendable although it holds pointers: everything is
/// written in the initialiser, only read afterwards, and freed with the book.
final class AnswerBook: @unchecked Sendable {
    /// What giving one answer says.
    struct Effect {
        /// Run of `statements`.
        var statements = PlainRun()
        /// Run of `findings`: what the statements say of findings.
        var findings = PlainRun()
        /// Whether some are about numbers.
        var hasNumbers = false
        var review: ReviewFlags = []
        /// True for "I do not know".
        var saysNothing = true
    }

    /// A cache line, so that an option's name and what it says come together.
    struct Option {
        let name: NameKey
        let isExclusive: Bool
        let effect: Effect
    }

    struct Question {
        let kind: TriageEngine.Question.Kind
        /// Run of `options`.
        let options: PlainRun
        /// Run of `denials`: what is absent where an option was not ticked; empty unless the question says so.
        let denials: PlainRun
        /// What a number sets, and of a choice whose options are ranges what they are ranges of.
        let number: NumberID?
        let minimum: Double
        let maximum: Double
        /// What a number in the question's own unit is to be multiplied with to be in the number's.
        let factor: Double
    }

    /// A finding that is absent if this option was not ticked and no ticked one speaks of it.
    struct Denial {
        let option: Int
        let finding: FindingID
        /// Index into `statements`.
        let statement: Int32
    }

    /// One item of a form.
    struct Item {
        let name: NameKey
        let question: Int
        /// Scope of the form's own spellings of the options; -1: it spells them as the question does.
        let scope: Int32
    }

    struct Form {
        /// Run of `versions`; empty: any.
        let versions: PlainRun
        /// Run of `items`.
        let items: PlainRun
        /// Scope of the names of the items.
        let scope: Int32
    }

    let keys: ScopedKeys
    let formNames: Int32
    let sexes: Int32
    let pregnancies: Int32
    let questions: PlainList<Question>
    let options: PlainList<Option>
    /// What answers say, ready for the ledger: each answer is of one question only, so its origin is known.
    let statements: PlainList<EvidenceEntry>
    let findings: PlainList<EvidenceLedger.FindingBits>
    let denials: PlainList<Denial>
    /// What the values of `patient.sex` and `patient.pregnancy` say, by the values of their keys.
    let memberEffects: PlainList<Effect>
    let forms: PlainList<Form>
    let items: PlainList<Item>
    private let versions: PlainList<JSONText>
    private let arena = TextArena()
    /// The most options that a question has.
    let largestOptionCount: Int

    init(
        questions: [TriageEngine.Question], forms: [FormMap], members: MemberMeaning, vocabulary: Vocabulary
    ) {
        let arena = arena
        var layout = Layout(arena: arena, findingCount: vocabulary.findings.count)
        var keys = ScopedKeys.Builder()
        formNames = keys.addScope(
            forms.enumerated().flatMap { index, form in ([form.name] + form.aliases).map { ($0, index) } })
        var memberEffects: [Effect] = []
        func addMember(_ member: SubmissionMember, _ values: [MemberMeaning.Value]) -> Int32 {
            let first = memberEffects.count
            for value in values { memberEffects.append(layout.add(value.effect, origin: .member(member))) }
            let spelt = values.enumerated().map { ($1.name, first + $0) }
            return keys.addScope(spelt + spelt.map { ($0.0.lowercased(), $0.1) })
        }
        sexes = addMember(.sex, members.sex)
        pregnancies = addMember(.pregnancy, members.pregnancy)
        self.memberEffects = PlainList(memberEffects)
        self.questions = PlainList(
            questions.enumerated().map { index, question in
                layout.add(question, QuestionID(index), vocabulary)
            })
        var items: [Item] = []
        var versions: [JSONText] = []
        self.forms = PlainList(
            forms.map { form in
                let run = items.appendRun(
                    form.items.map { item in
                        let options = questions[Int(item.question.index)].options.map(\.name)
                        let values = item.values.compactMap { value in
                            options.firstIndex(of: value.option).map { (value.written, $0) }
                        }
                        return Item(
                            name: NameKey(arena.add(item.name)), question: Int(item.question.index),
                            scope: values.isEmpty ? -1 : keys.addScope(values))
                    })
                return Form(
                    versions: versions.appendRun(form.versions.map { arena.add($0) }), items: run,
                    scope: keys.addScope(form.items.enumerated().map { ($1.name, $0) }))
            })
        self.items = PlainList(items)
        self.versions = PlainList(versions)
        self.keys = ScopedKeys(keys)
        options = PlainList(layout.options)
        statements = PlainList(layout.statements)
        findings = PlainList(layout.findings)
        denials = PlainList(layout.denials)
        largestOptionCount = questions.map(\.options.count).max() ?? 0
    }

    deinit {
        keys.deallocate()
        questions.deallocate()
        options.deallocate()
        statements.deallocate()
        findings.deallocate()
        denials.deallocate()
        memberEffects.deallocate()
        forms.deallocate()
        items.deallocate()
        versions.deallocate()
    }

    /// The form of that name.
    func form(named name: JSONText) -> Int? { keys.value(of: name, in: formNames) }

    /// The index of the item of a form that bears the name.
    func item(named name: JSONText, ofForm form: Int) -> Int? {
        let form = forms[form]
        return keys.value(of: name, in: form.scope).map { Int(form.items.first) + $0 }
    }

    /// The same, where it is likely to be one of the next ones after another: answers mostly come in the order of the
    /// form, and some questions are left out.
    @inline(__always)
    func item(named name: JSONText, ofForm form: Int, after index: Int) -> Int? {
        let words = KeyWords(name)
        let end = min(index &+ 1 &+ Self.likelyCount, Int(forms[form].items.end))
        var next = index &+ 1
        while next < end {
            if items[next].name.isName(name, words) { return next }
            next &+= 1
        }
        return item(named: name, ofForm: form)
    }

    private static let likelyCount = 4

    /// The place of an option among those of its question; negative when the question has none of that name.
    @inline(__always)
    func option(named name: JSONText, of question: Question) -> Int {
        let words = KeyWords(name)
        for index in question.options.range where options[index].name.isName(name, words) {
            return index &- Int(question.options.first)
        }
        return -1
    }

    /// The place of the option whose range a value falls into; nil if there is none. What lies between two whole
    /// numbers that one range ends with and the next begins with is of the lower one: 2.95 of "two to 2.9".
    func option(ranging question: Question, holding value: Double) -> Int? {
        guard value >= question.minimum, value <= question.maximum else { return nil }
        var below: (place: Int, low: Double, high: Double)?
        var nextLow = Double.infinity
        for index in question.options.range where options[index].effect.hasNumbers {
            guard let entry = statements[options[index].effect.statements].first(where: { $0.kind == .number }) else {
                continue
            }
            if entry.low > value {
                nextLow = min(nextLow, entry.low)
            } else if below.map({ entry.low > $0.low }) ?? true {
                below = (index &- Int(question.options.first), entry.low, entry.high)
            }
        }
        guard let below, value <= below.high || nextLow - below.high <= 1 else { return nil }
        return below.place
    }

    /// The index into `memberEffects` of a value of a member, whatever its case; nil: the ruleset does not know it.
    func memberValue(of written: JSONText, in scope: Int32) -> Int? {
        if let value = keys.value(of: written, in: scope) { return value }
        // The keys stand in lower case, too.
        var folded = written.string.lowercased()
        return folded.withUTF8 { keys.value(of: JSONText($0), in: scope) }
    }

    /// Puts what an answer says into a ledger.
    @inline(__always)
    func say(_ effect: Effect, in ledger: inout EvidenceLedger) {
        ledger.append(statements[effect.statements], findings[effect.findings], hasNumbers: effect.hasNumbers)
    }

    /// Whether a form's map holds for a version: one that is listed, or a part of it (`1` stands for `1.2`).
    func covers(_ version: JSONText?, form: Int) -> Bool {
        let listed = versions[forms[form].versions]
        guard let version, !listed.isEmpty else { return true }
        return listed.contains { listed in
            listed.count <= version.count && version[0..<listed.count] == listed
                && (listed.count == version.count || version.bytes[listed.count] == UInt8(ascii: "."))
        }
    }

    /// The lists as they grow.
    private struct Layout {
        var options: [Option] = []
        let arena: TextArena
        let findingCount: Int
        var statements: [EvidenceEntry] = []
        var findings: [EvidenceLedger.FindingBits] = []
        var denials: [Denial] = []

        private mutating func add(_ entry: EvidenceEntry) {
            statements.append(entry.asAnswerStatement(Int32(statements.count)))
        }

        mutating func add(_ effect: AnswerEffect, origin: EvidenceOrigin) -> Effect {
            var ledger = EvidenceLedger(findingCount: findingCount)
            for setting in effect.settings { ledger.assert(setting.finding, setting.state, origin: origin) }
            for interval in effect.intervals {
                ledger.assertNumber(interval.number, low: interval.low, high: interval.high, origin: origin)
            }
            let first = Int32(statements.count)
            for entry in ledger.entries { add(entry) }
            return Effect(
                statements: PlainRun(first: first, end: Int32(statements.count)),
                findings: findings.appendRun(Self.findings(in: ledger, findingCount)),
                hasNumbers: ledger.entries.contains { $0.kind == .number }, review: effect.review,
                saysNothing: effect.isEmpty && effect.review.isEmpty)
        }

        private static func findings(
            in ledger: borrowing EvidenceLedger, _ findingCount: Int
        ) -> [EvidenceLedger.FindingBits] {
            (0..<(findingCount + 63) / 64).compactMap { word in
                let present = ledger.findings(.present, isTold: false)[word]
                let absent = ledger.findings(.absent, isTold: false)[word]
                guard present | absent != 0 else { return nil }
                return EvidenceLedger.FindingBits(word: Int32(word), present: present, absent: absent)
            }
        }

        mutating func add(
            _ question: TriageEngine.Question, _ id: QuestionID, _ vocabulary: Vocabulary
        ) -> Question {
            let first = Int32(options.count)
            for option in question.options {
                let effect = add(option.effect, origin: .question(id))
                let name = NameKey(arena.add(option.name))
                options.append(Option(name: name, isExclusive: option.isExclusive, effect: effect))
            }
            let firstDenial = denials.count
            if question.kind == .choices, question.unselected == .absent { addDenials(question, id) }
            let number = question.number ?? Self.numberOfRanges(question)
            let fact = number.map { vocabulary[$0] }
            let factor = question.unit.flatMap { unit in
                fact.flatMap { MeasurementUnit.factor(from: unit, to: $0.unit) }
            }
            return Question(
                kind: question.kind, options: PlainRun(first: first, end: Int32(options.count)),
                denials: PlainRun(first: Int32(firstDenial), end: Int32(denials.count)),
                number: number, minimum: fact?.minimum ?? 0, maximum: fact?.maximum ?? 0,
                factor: factor ?? 1)
        }

        /// The one number that options of a choice put into ranges which do not overlap; nil if they say anything else
        /// of numbers, since then a number does not tell which of them is meant.
        private static func numberOfRanges(_ question: TriageEngine.Question) -> NumberID? {
            let ranged = question.options.filter { !$0.effect.intervals.isEmpty }
            guard question.kind == .choice, ranged.count >= 2,
                let number = ranged[0].effect.intervals.first?.number,
                ranged.allSatisfy({ $0.effect.intervals.count == 1 && $0.effect.intervals[0].number == number })
            else { return nil }
            let ranges = ranged.map { $0.effect.intervals[0] }.sorted { $0.low < $1.low }
            let areApart = zip(ranges, ranges.dropFirst()).allSatisfy { $0.low < $1.low && $0.high <= $1.low }
            return areApart ? number : nil
        }

        private mutating func addDenials(_ question: TriageEngine.Question, _ id: QuestionID) {
            for (index, option) in question.options.enumerated() where !option.isExclusive {
                for setting in option.effect.settings where setting.state == .present {
                    denials.append(
                        Denial(option: index, finding: setting.finding, statement: Int32(statements.count)))
                    add(EvidenceEntry(setting.finding, isPresent: false, origin: .question(id)))
                }
            }
        }
    }
}
