/// What is known of the literals of one target's terms, a bit each, numbered as in the target's own list: what a term
/// asks for is a word or two of them, so that a term is looked at in a few steps, however many facts it asks for.
///
/// One serves one thread; valid until another target is taken up.
final class TargetLiterals {
    private let table: OpenQuestionTable
    /// Answers cannot make it true.
    private let isOut: UnsafeMutablePointer<UInt64>
    /// Answers can make it true, and it is not yet.
    private let isOpen: UnsafeMutablePointer<UInt64>
    private let isFalse: UnsafeMutablePointer<UInt64>
    private var literals = UnsafeBufferPointer<Int32>(start: nil, count: 0)
    private var firstTerm = 0
    private var firstMask = 0
    /// Words of a term's bits.
    private(set) var words = 0

    init(_ table: OpenQuestionTable) {
        self.table = table
        let most = table.targets.all.map { $0.maskWords }.max() ?? 1
        isOut = .filled(most, with: 0)
        isOpen = .filled(most, with: 0)
        isFalse = .filled(most, with: 0)
    }

    deinit {
        isOut.deallocate()
        isOpen.deallocate()
        isFalse.deallocate()
    }

    /// Takes up a target.
    func take(_ target: OpenQuestionTable.Target, _ known: KnownLiterals, _ outOfQuestion: LiteralFlags) {
        literals = table.targetLiterals[target.literals]
        (firstTerm, firstMask, words) = (Int(target.terms.first), Int(target.firstMask), target.maskWords)
        let (isTrue, flags) = (UnsafePointer(known.isTrue), outOfQuestion.flags)
        forEachWord { word, literals in
            var (out, open) = (UInt64(0), UInt64(0))
            var bit: UInt64 = 1
            for literal in literals {
                out |= flags[Int(literal)] != 0 ? bit : 0
                open |= isTrue.contains(Int(literal)) ? 0 : bit
                bit &<<= 1
            }
            isOut[word] = out
            isOpen[word] = open & ~out
        }
    }

    /// Takes up which literals of the target at hand are false, for `isNeverSettled`.
    func takeFalse(_ known: KnownLiterals) {
        let isNo = UnsafePointer(known.isFalse)
        forEachWord { word, literals in
            var (bits, bit) = (UInt64(0), UInt64(1))
            for literal in literals {
                bits |= isNo.contains(Int(literal)) ? bit : 0
                bit &<<= 1
            }
            isFalse[word] = bits
        }
    }

    @inline(__always)
    private func forEachWord(_ body: (_ word: Int, _ literals: UnsafeBufferPointer<Int32>) -> Void) {
        let all = literals
        for word in 0..<words {
            let first = word &* 64
            body(word, UnsafeBufferPointer(rebasing: all[first..<min(first &+ 64, all.count)]))
        }
    }

    @inline(__always)
    private func mask(_ term: Int) -> UnsafePointer<UInt64> {
        table.termMasks.all.baseAddress.unsafelyUnwrapped + (firstMask &+ (term &- firstTerm) &* words)
    }

    /// Calls the closure with each term of the target that answers can make true, and whether something of it is true
    /// already, until it gives false.
    @inline(__always)
    func forEachPossible(_ terms: PlainRun, _ body: (_ term: Int, _ isShortened: Bool) -> Bool) {
        // Kept in locals: what the closure stores might else be one of them.
        let (words, isOut, isOpen) = (words, UnsafePointer(isOut), UnsafePointer(isOpen))
        var mask = mask(Int(terms.first))
        for term in terms.range {
            var (out, known) = (mask[0] & isOut[0], mask[0] & ~isOpen[0])
            if words > 1 {
                for word in 1..<words {
                    out |= mask[word] & isOut[word]
                    known |= mask[word] & ~isOpen[word]
                }
            }
            mask += words
            if out == 0, !body(term, known != 0) { return }
        }
    }

    /// Whether nothing that a term asks for is false, and some of it is never true.
    @inline(__always)
    func isNeverSettled(_ term: Int) -> Bool {
        let mask = mask(term)
        var (out, no) = (UInt64(0), UInt64(0))
        for word in 0..<words {
            out |= mask[word] & isOut[word]
            no |= mask[word] & isFalse[word]
        }
        return out != 0 && no == 0
    }

    /// A word of what of a term answers can provide.
    @inline(__always)
    func open(_ term: Int, _ word: Int) -> UInt64 { mask(term)[word] & isOpen[word] }

    /// Calls the closure with what of a term answers can provide, the lowest literal first.
    @inline(__always)
    func forEachOpen(_ term: Int, _ body: (Int32) -> Void) {
        let literals = literals
        for word in 0..<words {
            var bits = open(term, word)
            while bits != 0 {
                body(literals[word &* 64 &+ bits.trailingZeroBitCount])
                bits &= bits &- 1
            }
        }
    }
}
