import Testing

/// What is asked, and whether it is there.
struct NarrativeQuestionTests {
    @Test func aQuestionOwnedInTheNextSentenceIsAComplaint() throws {
        let sample = try NarrativeSample(
            "how long before worrying about a 1️⃣swollen calf? mine has been like this 6 days")
        #expect(sample.isPresent("leg_swelling", at: "1️⃣"))
    }

    @Test func whatALeafletListsAndTheWriterDisownsIsAbsent() throws {
        let sample = try NarrativeSample(
            "The leaflet says chest pain, coughing blood or a swollen leg. I have none of those.")
        for finding in ["chest_pain", "hemoptysis", "leg_swelling"] {
            #expect(!sample.isPresent(finding) && !sample.isDoubted(finding), "\(finding)")
        }
    }

    @Test(arguments: [
        "chest pain, coughing blood, swollen leg - all no", "Chest pain, coughing blood or a swollen leg? None apply.",
        "The nurse asked about chest pain, coughing blood, a swollen leg. None apply.",
    ])
    func aListThatIsDisownedIsAbsent(_ text: String) throws {
        let sample = try NarrativeSample(text)
        for finding in ["chest_pain", "hemoptysis", "leg_swelling"] {
            #expect(sample.isAbsent(finding) && !sample.isDoubted(finding), "\(finding): \(text)")
        }
    }

    @Test func disowningAListDeniesNothingToldBeforeIt() throws {
        let sample = try NarrativeSample("My left calf is 1️⃣swollen. Fever, cough - all no")
        #expect(sample.isPresent("swelling_unilateral", at: "1️⃣"))
        #expect(sample.isAbsent("fever_high_rigors"))
    }

    @Test func whatBeganAtATimeIsNoItemOfADisownedList() throws {
        let sample = try NarrativeSample("1️⃣coughing up blood since this morning, fever, cough - all no")
        #expect(sample.isPresent("hemoptysis", at: "1️⃣"))
    }

    @Test func disowningOnesRelativesIllnessDeniesNothingSaidBefore() throws {
        let sample = try NarrativeSample("My left calf is 1️⃣swollen. None of them knows why.")
        #expect(sample.isPresent("leg_swelling", at: "1️⃣"))
    }

    @Test(arguments: [
        ("Told to ring if I got short of breath. Now I am.", "dyspnea"),
        ("Told to ring if I got breathless, and now I am", "dyspnea"),
        ("told to come back if my chest hurts, and now it does", "chest_pain"),
        ("They said to come back if I had chest pain, which I have now, and it's bad", "chest_pain"),
        ("told to ring if my calf swelled up. It now has", "leg_swelling"),
    ])
    func whatOneWasToldToWatchForAndHasNowIsThere(_ text: String, _ finding: String) throws {
        #expect(try NarrativeSample(text).isPresent(finding), "\(text)")
    }

    @Test(arguments: [
        "Told to come back if my chest hurts. Now I am writing for tablets",
        "told to come back if my chest hurts. Now I am off to work",
        "Read about chest pain, not sure if it is", "told to come back if my chest hurts, does it now?",
    ])
    func wordsThatGoOnOwnNothing(_ text: String) throws {
        #expect(try !NarrativeSample(text).isPresent("chest_pain"), "\(text)")
    }

    @Test(arguments: [
        "I've looked for swelling and there isn't any", "I've to be asked about leg swelling but I haven't any",
    ])
    func whatWasAskedAboutAndIsNotThereIsAbsent(_ text: String) throws {
        #expect(try NarrativeSample(text).isAbsent("leg_swelling"), "\(text)")
    }

    @Test(arguments: [
        "My left calf is swollen. Painkillers? I haven't any", "My left calf is swollen and I haven't any tablets",
        "I've been asked about leg swelling but I haven't any idea, it is my left calf that is swollen",
    ])
    func notHavingSomethingElseDeniesNothing(_ text: String) throws {
        #expect(try NarrativeSample(text).isPresent("leg_swelling"), "\(text)")
    }

    @Test(arguments: [
        "Looking for help with chest pain and there isn't any", "looking for relief from chest pain, there is none",
        "If my chest hurts I take aspirin but I haven't any", "asked about my chest pain and tablets but I haven't any",
    ])
    func notHavingAnyHelpDeniesNothing(_ text: String) throws {
        #expect(try !NarrativeSample(text).isAbsent("chest_pain"), "\(text)")
    }

    @Test func aQuestionNobodyOwnsStaysOpen() throws {
        let sample = try NarrativeSample("how long before worrying about a 1️⃣swollen calf? Thanks for any advice")
        #expect(!sample.isPresent("leg_swelling"))
        #expect(sample.isDoubted("leg_swelling", at: "1️⃣"))
    }

    @Test(arguments: [
        "is it normal for one leg to be bigger?", "is it normal that my left calf is swollen?",
        "is this normal to have a swollen calf", "is it normal one leg is swollen? it is left.",
        "should i worry about one leg being swollen?", "should i worry that my left leg is swollen",
    ])
    func whoAsksWhetherItIsNormalHasIt(_ text: String) throws {
        #expect(try NarrativeSample(text).isPresent("leg_swelling"), "\(text)")
    }

    @Test func aWorryAboutOnesOwnSwollenLegTellsOfIt() throws {
        #expect(try NarrativeSample("should i be worried about my swollen left leg").isPresent("leg_swelling"))
        #expect(try !NarrativeSample("should i be worried about swollen legs").isPresent("leg_swelling"))
    }

    @Test func whatAClotCanCauseIsOnlyAsked() throws {
        let sample = try NarrativeSample("can a clot cause a swollen leg?")
        #expect(!sample.isPresent("leg_swelling"))
        #expect(sample.isDoubted("leg_swelling"))
    }

    @Test(arguments: [
        "Hot red calf one side, insect bite? not sure, sore to walk", "left calf red and hot. Insect bite?",
        "left calf hot and red, insect bite or sting?",
    ])
    func aGuessWithAQuestionMarkTakesNoSignAway(_ text: String) throws {
        #expect(try NarrativeSample(text).isPresent("redness_unilateral"), "\(text)")
        #expect(try NarrativeSample(text).isPresent("warmth_unilateral"), "\(text)")
    }

    @Test func whatIsToldOfABiteTakesTheRednessAway() throws {
        #expect(try !NarrativeSample("red spot on my calf after an insect bite").isPresent("redness_unilateral"))
    }

    // MARK: Sayings that deny something themselves

    @Test(arguments: ["she is not making sense", "he was not making any sense", "mum isn't making sense"])
    func aSayingThatBeginsWithNotIsNotDeniedByIt(_ text: String) throws {
        #expect(try NarrativeSample(text).isPresent("confusion_new"), "\(text)")
    }

    @Test func whatWillNotLetGoHasNotLetGo() throws {
        let sample = try NarrativeSample("Calf like a rock for six hours, it will not let go.")
        #expect(sample.isPresent("compartment_tight_woody"))
    }

    @Test func aDenialBeforeAPlainWordDenies() throws {
        #expect(try NarrativeSample("my left leg is not swollen").isAbsent("leg_swelling"))
    }

    // MARK: Places

    @Test func bothLegsMayBeNumb() throws {
        #expect(try NarrativeSample("both legs numb").isPresent("limb_numbness"))
    }

    @Test(arguments: [
        "my left leg is swollen from the knee down", "thigh on one side is swollen",
        "left leg swollen from knee to ankle",
    ])
    func partsOfALegAreTheLeg(_ text: String) throws {
        #expect(try NarrativeSample(text).isPresent("swelling_unilateral"), "\(text)")
    }

    @Test(arguments: [
        ("left calf sore and swollen, other leg is fine", "swelling_unilateral"),
        ("It is swollen, the other leg is fine", "swelling_side_unknown"),
        ("The other leg is fine. It is swollen.", "swelling_side_unknown"),
    ])
    func theOtherLegLendsItsPlaceToNothingBesideIt(_ text: String, _ finding: String) throws {
        #expect(try NarrativeSample(text).isPresent(finding), "\(text)")
    }

    @Test func anotherPlaceIsItAsLongAsNoLegIsNamed() throws {
        let other = try NarrativeSample("My shoulder is sore. I hurt it at work. It is swollen and red.")
        #expect(!other.isPresent("leg_swelling") && !other.isPresent("redness_unilateral"))
        let leg = try NarrativeSample("My shoulder is sore. My left leg hurts. It is swollen and red.")
        #expect(leg.isPresent("swelling_unilateral"))
        #expect(try NarrativeSample("My back is bad. I drove all week. Swollen and red.").isPresent("leg_swelling"))
    }

    @Test func theBackOfALegIsNoBack() throws {
        let sample = try NarrativeSample("the back of my leg 1️⃣seized")
        #expect(sample.isPresent("pain_in_calf", at: "1️⃣"))
        #expect(try NarrativeSample("the back of my leg hurts").isUnspoken("arm_or_other_site"))
        #expect(try NarrativeSample("my back hurts").isPresent("arm_or_other_site"))
    }
}
