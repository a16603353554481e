/// Whether answers to the unanswered questions can make given literals true, and which questions these are. One serves one
/// thread.
final class AnswerProvision {
    private let table: OpenQuestionTable
    private let known: KnownLiterals
    private let words: Int
    /// The answer that each question got so far; -1: none; for several ticks the last one.
    private let given: UnsafeMutablePointer<Int32>
    private let wanted: UnsafeMutablePointer<UInt64>
    private var stack: [UInt64] = []
    private var steps = 0

    /// After so many answers tried, literals are taken to be possible together.
    private static let stepLimit = 200

    init(_ table: OpenQuestionTable, _ known: KnownLiterals) {
        self.table = table
        self.known = known
        words = table.words
        given = .filled(table.questions.count, with: -1)
        wanted = .filled(words, with: 0)
    }

    deinit {
        given.deallocate()
        wanted.deallocate()
    }

    /// Whether a question that could provide one of the literals is not listed yet for as much.
    func canProvideNews(
        _ literals: UnsafePointer<UInt64>, _ level: OpenQuestionTable.Level, _ listed: OpenQuestionList
    ) -> Bool {
        func isNews(_ answer: Int32) -> Bool {
            known.isAllowed[Int(answer)] && listed.isNews(Int(table.answers[Int(answer)].question), level)
        }
        return anyLiteral(of: literals) { literal in
            table.providers[table.providersOf[literal]].contains(where: isNews)
                || table.opponents[table.opponentsOf[literal]].contains(where: isNews)
        }
    }

    /// Whether answers exist that together make all literals of both sets true.
    func isFeasible(_ literals: UnsafePointer<UInt64>, with others: UnsafePointer<UInt64>? = nil) -> Bool {
        for word in 0..<words { wanted[word] = literals[word] | (others?[word] ?? 0) }
        let findingWords = table.space.findingWords
        for word in 0..<findingWords where wanted[word] & wanted[findingWords + word] != 0 { return false }
        stack.removeAll(keepingCapacity: true)
        for word in 0..<words { stack.append(wanted[word] & ~known.isProvisional[word]) }
        steps = 0
        return provide(from: 0)
    }

    /// Provides what stands on the stack from there on.
    private func provide(from base: Int) -> Bool {
        guard let literal = lowestLiteral(from: base) else { return true }
        for index in table.providersOf[literal].first..<table.providersOf[literal].end {
            let answer = Int(table.providers[Int(index)])
            guard known.isAllowed[answer], isCompatible(answer) else { continue }
            let question = Int(table.answers[answer].question)
            let before = given[question]
            if before >= 0 {
                let isExclusive = table.answers[answer].isExclusive || table.answers[Int(before)].isExclusive
                guard table.questions[question].isMultiple, !isExclusive else { continue }
            }
            steps += 1
            if steps > Self.stepLimit { return true }
            given[question] = Int32(answer)
            let provided = table.provided(answer)
            for word in 0..<words { stack.append(stack[base + word] & ~provided[word]) }
            let isProvided = provide(from: base + words)
            stack.removeLast(words)
            given[question] = before
            if isProvided { return true }
        }
        return false
    }

    private func lowestLiteral(from base: Int) -> Int? {
        for word in 0..<words where stack[base + word] != 0 {
            return word * 64 + stack[base + word].trailingZeroBitCount
        }
        return nil
    }

    /// Whether an answer rules out nothing that is wanted.
    private func isCompatible(_ answer: Int) -> Bool {
        let ruledOut = table.ruledOut(answer)
        for word in 0..<words where ruledOut[word] & wanted[word] != 0 { return false }
        return true
    }

    /// Lists the questions on whose answers the literals rest, as part of all that has been found feasible together.
    func list(
        _ literals: UnsafePointer<UInt64>, asPartOf all: UnsafePointer<UInt64>, _ level: OpenQuestionTable.Level,
        size: Int, in listed: OpenQuestionList
    ) {
        for word in 0..<words { wanted[word] = all[word] }
        _ = anyLiteral(of: literals) { literal in
            for answer in table.providers[table.providersOf[literal]]
            where known.isAllowed[Int(answer)] && isCompatible(Int(answer)) && hasAlternative(to: Int(answer)) {
                listed.note(Int(table.answers[Int(answer)].question), level, size: size)
            }
            for answer in table.opponents[table.opponentsOf[literal]] where known.isAllowed[Int(answer)] {
                listed.note(Int(table.answers[Int(answer)].question), level, size: size)
            }
            return false
        }
    }

    /// Whether another answer to the same question provides less of what is wanted.
    private func hasAlternative(to answer: Int) -> Bool {
        let provided = table.provided(answer)
        let row = table.questions[Int(table.answers[answer].question)]
        for other in Int(row.answers.first)..<Int(row.answers.end) where other != answer && known.isAllowed[other] {
            let others = table.provided(other)
            for word in 0..<words where wanted[word] & provided[word] & ~others[word] != 0 { return true }
        }
        return false
    }

    private func anyLiteral(of literals: UnsafePointer<UInt64>, _ isWanted: (Int) -> Bool) -> Bool {
        for word in 0..<words {
            var bits = literals[word]
            while bits != 0 {
                if isWanted(word * 64 + bits.trailingZeroBitCount) { return true }
                bits &= bits - 1
            }
        }
        return false
    }
}
