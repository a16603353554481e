import Testing
import TriageEngine

/// What is harmless and told beside the complaint takes nothing away from it.
struct NarrativeBesideTests {
    // MARK: Persons

    @Test(arguments: ["I get cramps at times.", "My spider veins itch.", "My fingers are swollen in the mornings."])
    func hearsWhatARelativeSuffersNowWhateverTheWriterTellsOfThemself(_ own: String) throws {
        let sample = try NarrativeSample("My wife's left leg is 1️⃣swollen since Sunday. \(own)")
        #expect(sample.isPresent("swelling_unilateral", at: "1️⃣"))
        #expect(sample.isPresent("third_party"))
    }

    @Test func hearsARelativeWhoIsNamedWithoutAnOwner() throws {
        let sample = try NarrativeSample("My left calf cramps at times. Mum is 1️⃣breathless since this morning")
        #expect(sample.isPresent("dyspnea", at: "1️⃣"))
    }

    @Test func hearsWhatARelativeCannotDoNow() throws {
        let sample = try NarrativeSample(
            "I get cramps. My aunt's foot has gone 1️⃣pale and cold. She can't move her toes")
        #expect(sample.isPresent("limb_pale", at: "1️⃣") || sample.isPresent("limb_cold"))
    }

    @Test func keepsWhatARelativeHadAsHistory() throws {
        let sample = try NarrativeSample(
            "I get cramps in my left calf. My mother had a clot and was breathless after her operation")
        #expect(!sample.isPresent("dyspnea"))
        #expect(!sample.isPresent("third_party"))
        #expect(sample.isPresent("family_history_vte"))
    }

    @Test func keepsAStrangersTroubleApart() throws {
        let sample = try NarrativeSample(
            "A woman at my church is breathless since Sunday. My left calf cramps at times")
        #expect(!sample.isPresent("dyspnea"))
    }

    // MARK: Places

    @Test func givesNothingOfALegToAPlaceNamedBeside() throws {
        let sample = try NarrativeSample("My arms are fine. It 1️⃣hurts on the bus. Left calf. Two weeks")
        #expect(sample.isPresent("leg_pain", at: "1️⃣"))
        #expect(sample.isPresent("pain_persistent"))
        #expect(!sample.isPresent("arm_or_other_site"))
    }

    @Test func leavesToAnotherPlaceWhatWasToldOfItAlone() throws {
        let sample = try NarrativeSample("My shoulder is sore. It is 1️⃣swollen too")
        #expect(!sample.isPresent("leg_swelling"))
    }

    @Test func carriesAPlaceOverASentenceBesideTheMatter() throws {
        let sample = try NarrativeSample("It's my left calf. I had my eyes tested. It is 1️⃣swollen")
        #expect(sample.isPresent("swelling_unilateral", at: "1️⃣"))
    }

    @Test func takesNoSideFromARelativesLegs() throws {
        let sample = try NarrativeSample("My mother has varicose veins. My left calf hurts. It is 1️⃣swollen too")
        #expect(sample.isPresent("swelling_unilateral", at: "1️⃣"))
    }

    // MARK: Times

    @Test func anEndingTakesAwayWhatItsOwnSentenceTells() throws {
        let sample = try NarrativeSample(
            "In 2015 I had a clot. Left calf 1️⃣swollen again. I broke my arm at school and it healed completely",
            submittedAtMilliseconds: 1_795_219_200_000)
        #expect(sample.isPresent("swelling_unilateral", at: "1️⃣"))
    }

    @Test func anEndingThatStandsAloneEndsTheStory() throws {
        let sample = try NarrativeSample(
            "In 2015 I had a clot. My leg 1️⃣swelled up. It went away completely",
            submittedAtMilliseconds: 1_795_219_200_000)
        #expect(!sample.isPresent("leg_swelling"))
    }

    // MARK: Words

    @Test func deniesWhatStoodBeforeTheColonAndNotItsList() throws {
        let sample = try NarrativeSample("The scar is fine. The calf above it is not: 1️⃣swollen and 2️⃣warm")
        #expect(sample.isPresent("leg_swelling", at: "1️⃣"))
        #expect(!sample.isAbsent("leg_warmth"))
    }

    @Test func deniesTheListBehindADenialThatStandsAlone() throws {
        let sample = try NarrativeSample("Denies: 1️⃣swelling of the calf, chest pain")
        #expect(sample.isAbsent("leg_swelling", at: "1️⃣"))
        #expect(sample.isAbsent("chest_pain"))
    }

    @Test(arguments: ["She has no: ", "O/E no: ", "Currently no: ", "There is no: "])
    func deniesTheListBehindANo(_ heading: String) throws {
        let sample = try NarrativeSample(heading + "1️⃣swelling of the calf, chest pain")
        #expect(sample.isAbsent("leg_swelling", at: "1️⃣"))
        #expect(sample.isAbsent("chest_pain"))
    }

    @Test func letsATimeAgeOnlyTheClauseThatTellsIt() throws {
        // 21 November 2026
        let sample = try NarrativeSample(
            "the leg I broke in August has 1️⃣swollen up", submittedAtMilliseconds: 1_795_219_200_000)
        #expect(sample.isPresent("leg_swelling", at: "1️⃣"))
    }

    @Test func measuresNothingByHowOften() throws {
        let sample = try NarrativeSample("My left calf hurts. Three or four a week")
        #expect(!sample.isPresent("pain_persistent"))
    }
}
