/// One definite answer that a question can get, as what it settles.
struct PossibleAnswer: Sendable {
    /// Findings it sets, and whether to present.
    var settings: [Term.Literal] = []
    var intervals: [AnswerEffect.Interval] = []
    /// Excludes the question's other options.
    var isExclusive = false

    /// The definite answers to a question: options that say something, or one value for each stretch between the values
    /// that the ranges begin or end at.
    static func answers(to question: Question, ranges: [NumberRange], _ vocabulary: Vocabulary) -> [PossibleAnswer] {
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
            for value in values(of: vocabulary[number], ranges) {
                var answer = PossibleAnswer()
                answer.intervals = [AnswerEffect.Interval(number: number, low: value, high: value)]
                answers.append(answer)
            }
        }
        return answers
    }

    /// One value below, at, between and above the ends of the ranges.
    private static func values(of fact: NumberFact, _ ranges: [NumberRange]) -> [Double] {
        let cuts = Set(ranges.flatMap { [$0.low, $0.high] }).filter(\.isFinite).sorted()
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
