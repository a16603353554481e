import JSON

/// What is written as evidence for each statement of a ruleset's answers, made once: nothing of it depends on a
/// submission.
///
/// Sendable although the arena and the list are none: everything is added in the initialiser, only read afterwards, and
/// freed with the texts.
final class AnswerTexts: @unchecked Sendable {
    /// By the place of the statement in `AnswerBook.statements`.
    let statements: PlainList<JSONText>
    private let arena = TextArena()

    init(_ answers: AnswerBook, _ texts: RulesetTexts) {
        let arena = arena
        statements = PlainList(
            answers.statements.all.map { entry in
                var out = ByteWriter()
                texts.write(entry, quote: nil, into: &out)
                return arena.add(out.bytes)
            })
    }

    deinit { statements.deallocate() }
}
