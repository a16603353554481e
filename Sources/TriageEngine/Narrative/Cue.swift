/// Words that change what mentions near them mean.
struct Cue: Sendable {
    enum Effect: String, Sendable, CaseIterable {
        /// Nothing, but shorter cues inside it do not count: "not only", "no better".
        case nothing
        /// It is not there.
        case negated
        /// It may or may not be there: "not really", "not sure if".
        case doubted
        /// It is there, with less than certainty.
        case hedged
        /// Asked, feared, imagined, read about: nobody says that it is there.
        case supposed
        /// What somebody knows to watch for, which says nothing unless they have it: "told to ring if I got".
        case warned
        /// It is over.
        case past
        /// It was; whether that means that it is over, its concept says.
        case had
        /// A denial near it speaks of an earlier time.
        case formerly
        /// What was denied holds after all, under a condition: "no pain unless I walk".
        case exception
        /// It went away: closes a story of an earlier time.
        case ended
        /// What the sentence before asked about is there: "mine has been like this for days".
        case owned
        /// What it asked about, or a leaflet listed, is not: "I have none of those".
        case disowned
        /// What it is asked of is there, whatever the answer: "is the swelling going down? no".
        case presumed
        /// What this sentence told so far, and the one before, takes nothing from the rest: "this is different".
        case unlike
        /// What the sentence before told as past is there again: "this is worse", "same feeling now".
        case again
        /// What follows is there instead of what was denied: "no pain just swelling". Begins no clause.
        case instead
        /// Ends what the words before it do: "but".
        case turn
        /// Somebody else.
        case other
        /// An animal, which may have hurt the patient.
        case stranger
        /// Who is never the patient: in a film, in a book, in the news.
        case character
        /// Relatives, in general.
        case family
        /// The patient, named as such: "the patient", "54 year old".
        case patient
        /// The text is written on behalf of somebody else, who is the patient.
        case proxy
        /// Answers what stands before it, as forms do: "Swelling: no".
        case answerNo
        case answerYes
        /// Heads a list of what is absent, or of what is there.
        case absentSection
        case presentSection
    }

    enum Direction: String, Sendable, CaseIterable {
        case after, before, around
    }

    let effect: Effect
    let direction: Direction
    /// How many words it reaches over, from the last mention it has touched.
    let reach: Int
    /// Goes on over commas.
    let coversLists: Bool
    /// Counts only where nothing goes on with its words: "and now I am".
    let endsWords: Bool

    var reachesAhead: Bool { direction != .before }
    var reachesBack: Bool { direction != .after }
}
