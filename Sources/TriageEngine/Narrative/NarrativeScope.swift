/// What one kind of cue does to the words ahead of it.
struct NarrativeScope {
    private(set) var isActive = false
    /// What it touches is open, not denied.
    private(set) var isDoubt = false
    /// What it touches says nothing at all.
    private(set) var isWarning = false
    /// Goes on over commas.
    var coversLists = false
    /// Where the cue begins and ends.
    private(set) var first = 0
    private(set) var cueEnd = 0
    /// The last token that still belongs to the cue or to a mention it has touched.
    private(set) var last = 0
    private var reach = 0
    /// Something was denied that could be.
    private(set) var hasCovered = false
    /// How many cues of this kind the sentence has: where each item has its own "no", a bare one is no denial.
    private(set) var count = 0

    mutating func begin(_ cue: Cue, _ match: NarrativeMatch) {
        isActive = true
        first = match.first
        cueEnd = match.end
        isDoubt = cue.effect == .doubted
        isWarning = cue.effect == .warned
        coversLists = cue.coversLists
        last = match.end
        reach = cue.reach
        hasCovered = false
        count += 1
    }

    mutating func end() { isActive = false }

    /// A warning touches its own words only: what stands behind them may have come.
    func covers(_ mention: Mention) -> Bool {
        isActive && (isWarning ? mention.end <= cueEnd : mention.first - last <= reach)
    }

    /// Goes on from a mention that it has touched.
    mutating func goOn(from mention: Mention) {
        last = max(last, mention.end)
        hasCovered = true
    }
}
