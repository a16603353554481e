/// What one pass over a text knows at a place of it: what the words read so far do to the words ahead, and what an
/// answer there would answer.
struct NarrativeContext {
    /// The segment at hand.
    var segment = 0
    /// The next mention and the next cue, and the cues of the segment as a half-open range.
    var mention = 0
    var cue = 0
    private(set) var cues = 0..<0
    var negation = NarrativeScope()
    var hedge = NarrativeScope()
    var supposition = NarrativeScope()
    var past = NarrativeScope()
    var had = NarrativeScope()
    /// A heading says that what its lines list is not there.
    var isAbsentSection = false
    /// The first mention that no answer has answered yet.
    var itemStart = 0
    /// The segment in which a "no" answered words before it, and one that speaks of an earlier time; negative for none.
    var answeredNo = -1
    var formerSegment = -1
    /// Where the last denial begins, and how many mentions stand before it.
    var denial = (token: -1, mention: 0)
    /// The sentence of the last "no" that answered something, and the first mention of that.
    var lastAnswer = (sentence: -1, mention: 0)
    /// The mentions before it have had their exception.
    var lastExcepted = 0

    /// Goes on to a segment, whose cues end before another one begins.
    mutating func begin(_ segment: Int, cuesEnd: Int) {
        self.segment = segment
        cues = cue..<cuesEnd
    }

    /// Something may touch the mentions that no cue of the segment stands before any more.
    var isActive: Bool {
        negation.isActive || hedge.isActive || supposition.isActive || past.isActive || had.isActive || isAbsentSection
            || formerSegment == segment
    }

    mutating func endSentence() {
        negation = NarrativeScope()
        hedge.end()
        supposition.end()
        past.end()
        had.end()
    }

    /// - Parameter isRunOn: nothing but a new subject parts the clauses; what is supposed goes on.
    mutating func endClause(isRunOn: Bool) {
        negation.end()
        hedge.end()
        if !isRunOn { supposition.end() }
        past.end()
        had.end()
    }

    /// Ends what is only meant: maybe so, if so.
    mutating func endMoods() {
        hedge.end()
        supposition.end()
    }
}
