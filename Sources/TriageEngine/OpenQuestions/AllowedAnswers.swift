/// Which answers the unanswered questions may still get: those that contradict nothing known, of questions that still
/// matter. One serves one thread.
final class AllowedAnswers {
    /// A flag an answer.
    let isAllowed: UnsafeMutablePointer<Bool>
    /// What allowed answers settle directly, all of them together.
    let settleable: UnsafeMutablePointer<UInt64>
    private let table: OpenQuestionTable
    private let words: Int
    /// A bit a question: some of its answers are allowed.
    private let isOpen: UnsafeMutablePointer<UInt64>
    /// A bit a question: all of its answers are.
    private let isWhole: UnsafeMutablePointer<UInt64>
    /// `words` a question that is open and not whole: the literals that one of its allowed answers makes true, or
    /// argues against.
    private let narrowed: UnsafeMutablePointer<UInt64>
    /// What all allowed answers to the question at hand settle.
    private let forced: UnsafeMutablePointer<UInt64>

    init(_ table: OpenQuestionTable) {
        self.table = table
        words = table.words
        isAllowed = .filled(table.answers.count, with: false)
        settleable = .filled(words, with: 0)
        isOpen = .filled(table.questionWords, with: 0)
        isWhole = .filled(table.questionWords, with: 0)
        narrowed = .filled(words * table.questions.count, with: 0)
        forced = .filled(words, with: 0)
    }

    deinit {
        isAllowed.deallocate()
        settleable.deallocate()
        isOpen.deallocate()
        isWhole.deallocate()
        narrowed.deallocate()
        forced.deallocate()
    }

    /// Those of some questions (a bit each) that are open, all words together.
    @inline(__always)
    func openOnes(among questions: UnsafePointer<UInt64>) -> UInt64 {
        var all: UInt64 = 0
        for word in 0..<table.questionWords { all |= questions[word] & isOpen[word] }
        return all
    }

    /// Whether, of some questions (a bit each), an allowed answer to one makes one of the literals true, or argues
    /// against it.
    @inline(__always)
    func touch(_ literals: UnsafeBufferPointer<Int32>, among questions: UnsafePointer<UInt64>) -> Bool {
        for word in 0..<table.questionWords {
            let candidates = questions[word] & isOpen[word]
            for literal in literals {
                let asking = table.questions(touching: Int(literal))[word] & candidates
                guard asking != 0 else { continue }
                if asking & isWhole[word] != 0 || areNarrowed(to: Int(literal), asking, word) { return true }
            }
        }
        return false
    }

    /// Whether one of a word of questions that are open and not whole may still get an answer that touches a literal.
    private func areNarrowed(to literal: Int, _ questions: UInt64, _ word: Int) -> Bool {
        var bits = questions
        while bits != 0 {
            let question = word &* 64 &+ bits.trailingZeroBitCount
            if (narrowed + question &* words).contains(literal) { return true }
            bits &= bits &- 1
        }
        return false
    }

    /// Finds the answers that contradict nothing known, and notes what they can make true, and what is true whichever
    /// of them is given. False when no question is left that could say more.
    func allow(_ known: KnownLiterals, isAnswered: UnsafeMutablePointer<Bool>) -> Bool {
        isAllowed.update(repeating: false, count: table.answers.count)
        for word in 0..<words { settleable[word] = 0 }
        var isAnyOpen = false
        for word in 0..<table.questionWords {
            (isOpen[word], isWhole[word]) = (0, 0)
            for question in word &* 64..<min(word &* 64 &+ 64, table.questions.count) where !isAnswered[question] {
                let bit = UInt64(1) &<< UInt64(truncatingIfNeeded: question)
                switch open(question, known) {
                case .none: break
                case .partly: isOpen[word] |= bit
                case .wholly: (isOpen[word], isWhole[word]) = (isOpen[word] | bit, isWhole[word] | bit)
                }
            }
            isAnyOpen = isAnyOpen || isOpen[word] != 0
        }
        return isAnyOpen
    }

    private enum Extent {
        case none, partly, wholly
    }

    @inline(__always)
    private func open(_ question: Int, _ known: KnownLiterals) -> Extent {
        let row = table.questions[question]
        let (isTrue, isFalse) = (known.isTrue, known.isFalse)
        var contradicted: UInt64 = 0
        var lacking: UInt64 = 0
        for part in table.questionParts[row.parts] {
            contradicted |= part.settledByAny & isFalse[part.word]
            lacking |= part.findingsByAny & ~isTrue[part.word]
        }
        guard lacking != 0 || !row.numbers.isEmpty && known.lacksAny(of: row.numbers) else { return .none }
        guard contradicted == 0, row.isWholeWhenUnknown, row.numbers.isEmpty || areUnknown(row.numbers, known) else {
            return openPartly(question, row, known) ? .partly : .none
        }
        return openWholly(row, known) ? .wholly : .none
    }

    private func areUnknown(_ numbers: PlainRun, _ known: KnownLiterals) -> Bool {
        table.questionNumbers[numbers].allSatisfy { known.isUnknown(number: Int($0)) }
    }

    /// Opens a question of which nothing that is known contradicts any answer.
    @inline(__always)
    private func openWholly(_ row: OpenQuestionTable.QuestionRow, _ known: KnownLiterals) -> Bool {
        guard row.answers.count > 1 else { return false }
        (isAllowed + Int(row.answers.first)).update(repeating: true, count: row.answers.count)
        let (isTrue, isFalse, isWithinReach) = (known.isTrue, known.isFalse, known.isWithinReach)
        for part in table.questionParts[row.parts] {
            settleable[part.word] |= part.settledByAny
            isWithinReach[part.word] |= part.providedByAny & ~isFalse[part.word]
            isTrue[part.word] |= part.settledByAll
        }
        return true
    }

    /// Looks at each answer by itself.
    private func openPartly(_ question: Int, _ row: OpenQuestionTable.QuestionRow, _ known: KnownLiterals) -> Bool {
        var count = 0
        var lacksAny = false
        for answer in row.answers.range {
            let says = table.answers[answer]
            guard known.allows(says) else { continue }
            isAllowed[answer] = true
            count += 1
            lacksAny = lacksAny || known.lacksAny(of: says)
        }
        guard lacksAny, count > 1 else {
            (isAllowed + Int(row.answers.first)).update(repeating: false, count: row.answers.count)
            return false
        }
        let own = narrowed + question * words
        for word in 0..<words { (own[word], forced[word]) = (0, ~0) }
        for answer in row.answers.range where isAllowed[answer] {
            let settled = table.settled(answer)
            for word in 0..<words { forced[word] &= settled[word] }
            for part in table.answerParts[table.answers[answer].parts] {
                own[part.word] |= part.provided | part.opposed
                known.isWithinReach[part.word] |= part.provided & ~known.isFalse[part.word]
                settleable[part.word] |= part.settled
            }
        }
        // True is what all of them settle.
        for word in 0..<words { known.isTrue[word] |= forced[word] }
        return true
    }
}
