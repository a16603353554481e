import Testing

/// When what a text tells of was, and how long it has been there.
struct NarrativeTimeTests {
    // MARK: What it is not like

    @Test(arguments: [
        "I have raynauds but this is different, one foot white and cold and numb",
        "I have raynauds. This is different, one foot white and cold and numb",
        "My feet go white in winter, this feels completely different: left foot is white and cold and numb",
    ])
    func whatItIsNotLikeTakesNothingAway(_ text: String) throws {
        let sample = try NarrativeSample(text)
        #expect(sample.isPresent("limb_cold") && sample.isPresent("limb_numbness"), "\(text)")
    }

    /// 2026-03-01T08:00:00Z.
    private static let submitted: Int64 = 1_772_352_000_000

    private func read(_ text: String) throws -> NarrativeSample {
        try NarrativeSample(text, submittedAtMilliseconds: Self.submitted)
    }

    // MARK: A time ages its own clause

    @Test func aTimeInOneClauseAgesNothingInTheNext() throws {
        let sample = try read("i had a bypass 4 yrs ago, since last night my foot is 1️⃣freezing, waxy, 2️⃣numb")
        #expect(sample.isPresent("limb_cold", at: "1️⃣"))
        #expect(sample.isPresent("limb_numbness", at: "2️⃣"))
    }

    @Test func aTimeAtTheEndOfANoteDoesNotReachAhead() throws {
        let sample = try read("DVT 3 years ago, left calf 1️⃣swollen")
        #expect(sample.isPresent("prior_dvt_pe"))
        #expect(sample.isPresent("swelling_unilateral", at: "1️⃣"))
        #expect(sample.number("swelling_duration_days") == nil)
    }

    @Test func aPresentTenseKeepsItsSignFromATimeBehindIt() throws {
        let sample = try read("my left leg is 1️⃣swollen after a 2️⃣clot 2 years ago")
        #expect(sample.isPresent("swelling_unilateral", at: "1️⃣"))
        #expect(sample.isPresent("prior_dvt_pe", at: "2️⃣"))
        #expect(!sample.isPresent("clot_current"))
    }

    @Test(arguments: [
        "I had swelling in my left calf 3 years ago", "3 years ago my left calf was swollen",
        "3 years ago, my left calf was swollen", "In 2015, my left leg was swollen and red",
    ])
    func aTimeAgesItsOwnClause(_ text: String) throws {
        let sample = try read(text)
        #expect(!sample.isPresent("leg_swelling"), "\(text)")
        #expect(!sample.isPresent("redness_unilateral"), "\(text)")
    }

    @Test func aHistoryEndsWithItsList() throws {
        let sample = try read("history of dvt, left calf 1️⃣swollen and 2️⃣hot")
        #expect(sample.isPresent("prior_dvt_pe"))
        #expect(sample.isPresent("swelling_unilateral", at: "1️⃣"))
        #expect(sample.isPresent("warmth_unilateral", at: "2️⃣"))
    }

    @Test(arguments: [
        "I had a lung clot in 1997, coughed blood, couldn't breathe, the whole circus",
        "Her last chest infection was in 2019, when she was coughing up blood and short of breath",
        "Last winter I was in hospital with pneumonia, coughing blood and short of breath",
        "Reports coughing up blood 2016, short of breath 2016",
    ])
    func whatIsToldOnIsAsOldAsWhatItGoesOnWith(_ text: String) throws {
        let sample = try read(text)
        #expect(!sample.isPresent("hemoptysis"), "\(text)")
        #expect(!sample.isPresent("dyspnea"), "\(text)")
    }

    @Test(arguments: [
        "I had a bypass in 2019, foot 1️⃣cold and white", "clot in 2019, 1️⃣short of breath since this morning",
        "I had a bypass in 2019, now my foot went 1️⃣cold and white",
    ])
    func whatIsNotToldOnStaysPresent(_ text: String) throws {
        let sample = try read(text)
        #expect(sample.isPresent("limb_cold", at: "1️⃣") || sample.isPresent("dyspnea", at: "1️⃣"), "\(text)")
    }

    // MARK: What is new

    @Test(arguments: [
        "For years my leg was purplish but since last night the foot is blue, cold and numb",
        "For years I had cramps, since last night the foot is cold, blue and numb",
        "My leg has been numb for years but today the foot went white, cold and numb",
        "My leg has been numb for years but now the foot went white, cold and numb",
    ])
    func whatHasLongBeenTakesNothingFromWhatIsNew(_ text: String) throws {
        let sample = try read(text)
        #expect(sample.isPresent("limb_cold"), "\(text)")
        #expect(sample.isPresent("limb_numbness"), "\(text)")
    }

    @Test(arguments: [
        "My foot has been numb and cold for years", "My foot has been numb for years but my GP knows about it",
        "My foot has been numb for years but it was just the same last night",
    ])
    func whatHasLongBeenAndNothingElseIsNotNew(_ text: String) throws {
        #expect(try !read(text).isPresent("limb_numbness"), "\(text)")
    }

    @Test func whatIsNewTakesFromWhatHasLongBeen() throws {
        let sample = try read("My calf has been bigger for years but since Sunday it 1️⃣is hot, red and swollen")
        #expect(!sample.isPresent("complaint_chronic"))
        #expect(sample.isPresent("warmth_unilateral", at: "1️⃣"))
    }

    @Test func aWordForNowEndsWhatUsedToBe() throws {
        let sample = try read("used to have swollen ankles in pregnancy now just left calf 1️⃣swollen")
        #expect(sample.isPresent("swelling_unilateral"))
        #expect(try !read("used to have swollen ankles in pregnancy").isPresent("leg_swelling"))
        #expect(try read("had a bypass now the left foot is cold and white").isPresent("limb_cold"))
    }

    @Test func whatIsThereAgainIsPastAndPresent() throws {
        #expect(try read("I had chest pain last year but this is worse, started an hour ago").isPresent("chest_pain"))
        #expect(try !read("I had chest pain last year, started on a Monday").isPresent("chest_pain"))
        #expect(try read("left calf was swollen last year now its back and hot").isPresent("leg_swelling"))
        let sample = try read("I had a DVT in 2010. This is worse than last time")
        #expect(sample.isPresent("prior_dvt_pe"))
        #expect(sample.isPresent("worry_about_clot"))
    }

    // MARK: Stories of an earlier time

    @Test func aStoryThatBeganLongAgoAndEndedIsPastAsAWhole() throws {
        let sample = try read(
            "In 2015 I had a clot. My leg was swollen and blue. They gave me tablets. It all went away. Now I only get 1️⃣cramps at night"
        )
        #expect(sample.isPresent("prior_dvt_pe"))
        #expect(!sample.isPresent("leg_swelling"))
        #expect(!sample.isPresent("limb_blue_purple"))
        #expect(sample.isPresent("cramp_episode", at: "1️⃣"))
    }

    @Test func aStoryWithoutAnEndMayGoOn() throws {
        let sample = try read("I had a clot in 2015. My left leg was 1️⃣swollen when I woke up.")
        #expect(sample.isPresent("swelling_unilateral", at: "1️⃣"))
    }

    @Test func whatEndedDoesNotAgeWhatIsToldAfterIt() throws {
        let sample = try read(
            "5 years ago I had a clot. It went away. My left leg is 1️⃣swollen. This morning it settled down.")
        #expect(sample.isPresent("swelling_unilateral", at: "1️⃣"))
    }

    // MARK: How long

    @Test(arguments: [
        ("left calf swollen x5d", 5.0), ("left calf swollen x 5 days", 5), ("5/7 hx of L calf swelling", 5),
        ("L calf swelling 2/52", 14), ("L calf swelling x2/7", 2), ("left leg swollen x3 days", 3),
        ("2 wk h/o R calf swelling", 14), ("left leg swollen one and a half days", 1.5),
        ("left leg swollen 10/7", 10), ("left leg swollen 48/24", nil), ("on 5/7 left leg swollen", nil),
        ("left leg swollen 24/7", nil), ("left leg swollen, pain 7/10", nil), ("left leg swollen 3/7/2025", nil),
        ("left leg swollen, I smoke 30 a day", nil), ("left leg swollen, tablet twice a day", nil),
        ("left leg swollen, on my feet 8 hours a day", nil),
    ])
    func readsHowLongTheSwellingHasBeenThere(_ text: String, _ days: Double?) throws {
        let sample = try read(text)
        #expect(sample.isPresent("swelling_unilateral"), "\(text)")
        #expect(sample.number("swelling_duration_days")?.lowerBound == days, "\(text)")
    }

    @Test func whatMayHaveBeenOnceIsNotOpenNow() throws {
        #expect(try !read("In 2016 she had one episode of breathlessness. Now cramps.").isDoubted("dyspnea"))
        #expect(try read("Now one episode of breathlessness. Cramps.").isDoubted("dyspnea"))
    }

    @Test func aTimeBehindACommaAgesTheWordsBeforeIt() throws {
        #expect(try !read("The pain in my chest was a pulled muscle from rowing, last year").isPresent("chest_pain"))
        #expect(try !read("I had a swollen leg, years ago. Cramps now.").isPresent("leg_swelling"))
        #expect(try read("calf swollen since Monday, clot, years ago").isPresent("leg_swelling"))
    }

    /// What is told without a verb may be of now, and a time between commas may belong to what follows it.
    @Test(arguments: [
        "Left leg pain and swollen leg, previously, clot.", "Swollen leg, years ago, clot",
        "Swollen leg, years ago.", "My leg was swollen, years ago, chest pain now",
    ])
    func aTimeBetweenCommasAgesNothingBeforeIt(_ text: String) throws {
        #expect(try read(text).isPresent("leg_swelling"), "\(text)")
    }

    @Test(arguments: ["3d", "2wks", "48h", "for 2hrs", "x 4/24", "1/7 hx"])
    func readsLengthsAsCliniciansWriteThem(_ length: String) throws {
        #expect(try read("left calf pain \(length)").isPresent("pain_persistent"), "\(length)")
    }

    @Test(arguments: [
        "leg cramps, I take half in the morning and half in the evening",
        "leg cramps. Lipitor (once a day with the evening meal)",
    ])
    func aDoseIsNoLengthOfACramp(_ text: String) throws {
        #expect(try read(text).number("cramp_duration_minutes") == nil, "\(text)")
    }

    @Test func whatNeverWasPastDoesNotComeBack() throws {
        let sample = try NarrativeSample("I have a DVT in my left leg and it is swollen. This is worse")
        #expect(sample.isPresent("clot_current") && !sample.isPresent("prior_dvt_pe"))
        let again = try NarrativeSample("I had a DVT in my left leg in 2015. It is back again")
        #expect(again.isPresent("prior_dvt_pe"))
    }
}
