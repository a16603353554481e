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
        /// Run of `settings`.
        var settings = PlainRun()
        /// Run of `intervals`.
        var intervals = PlainRun()
        var review: ReviewFlags = []

        /// True for "I do not know".
        var saysNothing: Bool { settings.isEmpty && intervals.isEmpty && review.isEmpty }
    }

    struct Option {
        let isExclusive: Bool
        let effect: Effect
    }

    struct Question {
        let kind: TriageEngine.Question.Kind
        /// Run of `options`.
        let options: PlainRun
        /// Run of `denials`: what is absent where an option was not ticked; empty unless the question says so.
        let denials: PlainRun
        /// Scope of the names of the options.
        let scope: Int
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
    }

    /// One item of a form.
    struct Item {
        let question: Int
        /// Scope of the form's own spellings of the options; -1: it spells them as the question does.
        let scope: Int
    }

    struct Form {
        /// Run of `versions`; empty: any.
        let versions: PlainRun
        /// Run of `items`.
        let items: PlainRun
        /// Scope of the names of the items.
        let scope: Int
    }

    let keys: ScopedKeys
    let formNames: Int
    let sexes: Int
    let pregnancies: Int
    let questions: PlainList<Question>
    let options: PlainList<Option>
    let settings: PlainList<AnswerEffect.Setting>
    let intervals: PlainList<AnswerEffect.Interval>
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
        var layout = Layout()
        var keys = ScopedKeys.Builder()
        formNames = keys.addScope(
            forms.enumerated().flatMap { index, form in ([form.name] + form.aliases).map { ($0, index) } })
        var memberEffects: [Effect] = []
        func addMember(_ values: [MemberMeaning.Value]) -> Int {
            let first = memberEffects.count
            for value in values { memberEffects.append(layout.add(value.effect)) }
            return keys.addScope(values.enumerated().map { ($1.name, first + $0) })
        }
        sexes = addMember(members.sex)
        pregnancies = addMember(members.pregnancy)
        self.memberEffects = PlainList(memberEffects)
        self.questions = PlainList(
            questions.map { question in
                let scope = keys.addScope(question.options.enumerated().map { ($1.name, $0) })
                return layout.add(question, scope: scope, vocabulary)
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
                            question: Int(item.question.index), scope: values.isEmpty ? -1 : keys.addScope(values))
                    })
                return Form(
                    versions: versions.appendRun(form.versions.map { arena.add($0) }), items: run,
                    scope: keys.addScope(form.items.enumerated().map { ($1.name, $0) }))
            })
        self.items = PlainList(items)
        self.versions = PlainList(versions)
        self.keys = ScopedKeys(keys)
        options = PlainList(layout.options)
        settings = PlainList(layout.settings)
        intervals = PlainList(layout.intervals)
        denials = PlainList(layout.denials)
        largestOptionCount = questions.map(\.options.count).max() ?? 0
    }

    deinit {
        keys.deallocate()
        questions.deallocate()
        options.deallocate()
        settings.deallocate()
        intervals.deallocate()
        denials.deallocate()
        memberEffects.deallocate()
        forms.deallocate()
        items.deallocate()
        versions.deallocate()
    }

    /// The form of that name.
    func form(named name: JSONText) -> Int? { keys.value(of: name, in: formNames) }

    /// The item of a form that bears the name.
    func item(named name: JSONText, ofForm form: Int) -> Item? {
        let form = forms[form]
        return keys.value(of: name, in: form.scope).map { items[Int(form.items.first) + $0] }
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
        var settings: [AnswerEffect.Setting] = []
        var intervals: [AnswerEffect.Interval] = []
        var denials: [Denial] = []

        mutating func add(_ effect: AnswerEffect) -> Effect {
            Effect(
                settings: settings.appendRun(effect.settings), intervals: intervals.appendRun(effect.intervals),
                review: effect.review)
        }

        mutating func add(_ question: TriageEngine.Question, scope: Int, _ vocabulary: Vocabulary) -> Question {
            let first = Int32(options.count)
            for option in question.options {
                let effect = add(option.effect)
                options.append(Option(isExclusive: option.isExclusive, effect: effect))
            }
            var denied = PlainRun()
            if question.kind == .choices, question.unselected == .absent {
                denied = denials.appendRun(
                    question.options.enumerated().filter { !$1.isExclusive }.flatMap { index, option in
                        option.effect.settings.filter { $0.state == .present }.map {
                            Denial(option: index, finding: $0.finding)
                        }
                    })
            }
            let fact = question.number.map { vocabulary[$0] }
            let factor = question.unit.flatMap { unit in
                fact.flatMap { MeasurementUnit.factor(from: unit, to: $0.unit) }
            }
            return Question(
                kind: question.kind, options: PlainRun(first: first, end: Int32(options.count)), denials: denied,
                scope: scope, number: question.number, minimum: fact?.minimum ?? 0, maximum: fact?.maximum ?? 0,
                factor: factor ?? 1)
        }
    }
}
