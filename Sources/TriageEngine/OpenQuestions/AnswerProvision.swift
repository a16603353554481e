/// Whether answers to the unanswered questions can make given literals true, and which questions these are. One serves
/// one thread.
final class AnswerProvision {
    private let table: OpenQuestionTable
    private let known: KnownLiterals
    private let allowed: AllowedAnswers
    private let words: Int
    /// The answer that each question got so far; -1: none; for several ticks the last one.
    private let given: UnsafeMutablePointer<Int32>
    private let wanted: UnsafeMutablePointer<UInt64>
    /// `words` a step: what is still to be provided.
    private let stack: UnsafeMutablePointer<UInt64>
    private var steps = 0

    /// After so many answers tried, literals are taken to be possible together.
    private static let stepLimit = 200

    init(_ table: OpenQuestionTable, _ known: KnownLiterals, _ allowed: AllowedAnswers) {
        self.table = table
        self.known = known
        self.allowed = allowed
        words = table.words
        given = .filled(table.questions.count, with: -1)
        wanted = .filled(words, with: 0)
        stack = .filled(words * (Self.stepLimit + 1), with: 0)
    }

    deinit {
        given.deallocate()
        wanted.deallocate()
        stack.deallocate()
    }

    /// Whether answers exist that together make all literals of both lists true.
    func isFeasible(_ literals: UnsafeBufferPointer<Int32>, with others: UnsafeBufferPointer<Int32>? = nil) -> Bool {
        if literals.count == 1, others == nil { return isFeasible(Int(literals[0])) }
        want(literals)
        for literal in others ?? UnsafeBufferPointer(rebasing: literals[..<0]) { wanted.insert(Int(literal)) }
        let findingWords = table.findingWords
        for word in 0..<findingWords where wanted[word] & wanted[findingWords + word] != 0 { return false }
        for word in 0..<words { stack[word] = wanted[word] & ~known.isProvisional[word] }
        steps = 0
        return provide(stack)
    }

    /// Whether an answer exists that makes a literal true, or nothing needs to.
    private func isFeasible(_ literal: Int) -> Bool {
        known.isProvisional.contains(literal)
            || table.providers[table.providersOf[literal]].contains { answer in
                allowed.isAllowed[Int(answer)] && !ruledOut(by: Int(answer)).contains(Int32(literal))
            }
    }

    private func want(_ literals: UnsafeBufferPointer<Int32>) {
        for word in 0..<words { wanted[word] = 0 }
        for literal in literals { wanted.insert(Int(literal)) }
    }

    /// Provides what is left. Each step has its own `words` of the stack, and there are no more steps than fit.
    private func provide(_ left: UnsafeMutablePointer<UInt64>) -> Bool {
        guard let literal = lowestLiteral(of: left) else { return true }
        for provider in table.providers[table.providersOf[literal]] {
            let answer = Int(provider)
            guard allowed.isAllowed[answer], isCompatible(answer) else { continue }
            let question = Int(table.answers[answer].question)
            let before = given[question]
            if before >= 0 {
                let isExclusive = table.answers[answer].isExclusive || table.answers[Int(before)].isExclusive
                guard table.questions[question].isMultiple, !isExclusive else { continue }
            }
            steps += 1
            if steps > Self.stepLimit { return true }
            given[question] = provider
            let provided = table.provided(answer)
            let next = left + words
            for word in 0..<words { next[word] = left[word] & ~provided[word] }
            let isProvided = provide(next)
            given[question] = before
            if isProvided { return true }
        }
        return false
    }

    @inline(__always)
    private func lowestLiteral(of set: UnsafeMutablePointer<UInt64>) -> Int? {
        for word in 0..<words where set[word] != 0 { return word * 64 + set[word].trailingZeroBitCount }
        return nil
    }

    /// Whether an answer rules out nothing that is wanted.
    private func isCompatible(_ answer: Int) -> Bool {
        ruledOut(by: answer).allSatisfy { !wanted.contains(Int($0)) }
    }

    private func ruledOut(by answer: Int) -> UnsafeBufferPointer<Int32> {
        table.ruledOutLiterals[table.answers[answer].rulesOut]
    }

    /// Lists the questions on whose answers the literals rest, as part of all that has been found feasible together.
    func list(
        _ literals: UnsafeBufferPointer<Int32>, asPartOf all: UnsafeBufferPointer<Int32>,
        _ level: OpenQuestionTable.Level, in listed: OpenQuestionList
    ) {
        want(all)
        for literal in literals {
            for answer in table.providers[table.providersOf[Int(literal)]] where allowed.isAllowed[Int(answer)] {
                let question = Int(table.answers[Int(answer)].question)
                guard !listed.isNoted(question, level, size: all.count), isCompatible(Int(answer)),
                    hasAlternative(to: Int(answer), for: all)
                else { continue }
                listed.note(question, level, size: all.count)
            }
            for answer in table.opponents[table.opponentsOf[Int(literal)]] where allowed.isAllowed[Int(answer)] {
                listed.note(Int(table.answers[Int(answer)].question), level, size: all.count)
            }
        }
    }

    /// Whether another answer to the same question provides less of what is wanted.
    private func hasAlternative(to answer: Int, for all: UnsafeBufferPointer<Int32>) -> Bool {
        let answers = table.questions[Int(table.answers[answer].question)].answers.range
        for literal in all where table.provided(answer).contains(Int(literal)) {
            for other in answers where allowed.isAllowed[other] && !table.provided(other).contains(Int(literal)) {
                return true
            }
        }
        return false
    }
}
