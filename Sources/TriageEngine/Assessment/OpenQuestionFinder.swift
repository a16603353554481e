/// placeholder
final class OpenQuestionFinder {
    init(ruleset: Ruleset) {}
    func find(_ assessor: Assessor) -> [OpenQuestion] { [] }
}
