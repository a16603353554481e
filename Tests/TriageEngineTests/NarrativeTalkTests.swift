import Testing
import TriageEngine

/// What is asked and answered, as patients type in a talk or paste a form.
struct NarrativeTalkTests {
    /// Who answers for another leg, another person or another time denies nothing of the rest.
    @Test(arguments: [
        "Any swelling? Right leg: no. Left leg: yes", "Any swelling? Right: no, left: yes",
        "Any swelling? Yesterday: no. Today: yes", "Any swelling? My wife: no. Me: yes",
        "My left calf is swollen. Patient: no", "My left calf is swollen. Any fever? Patient: no",
        "Swollen left calf? Doctor: how long? Patient: no idea",
    ])
    func aNoBehindAnotherLabelDeniesNothing(_ text: String) throws {
        #expect(try !NarrativeSample(text).isAbsent("leg_swelling"), "\(text)")
    }

    @Test(arguments: [
        "Any swelling? No I haven't.", "Any swelling? No none.", "Any swelling? No there isn't.",
        "Any swelling? No, none.",
    ])
    func aNoThatDeniesAgainIsAnAnswer(_ text: String) throws {
        #expect(try NarrativeSample(text).isAbsent("leg_swelling"), "\(text)")
    }

    @Test(arguments: ["Any swelling? No I don't think so.", "Any swelling? No not really."])
    func aNoThatIsHalfTakenBackLeavesItOpen(_ text: String) throws {
        let sample = try NarrativeSample(text)
        #expect(!sample.isAbsent("leg_swelling") && sample.isDoubted("leg_swelling"), "\(text)")
    }

    @Test(arguments: [
        "Chest pain? No idea what it is", "Chest pain? No change", "Chest pain? No more than yesterday",
        "Chest pain? No it's worse than that", "Chest pain? No not pain, pressure",
    ])
    func aNoThatGoesOnOtherwiseIsNone(_ text: String) throws {
        #expect(try !NarrativeSample(text).isAbsent("chest_pain"), "\(text)")
    }

    @Test(arguments: [
        ("Any swelling? No I have chest pain", "chest_pain"), ("Any fever? No I'm breathless", "dyspnea"),
    ])
    func aNoBeforeIDeniesNothingBehindIt(_ text: String, _ finding: String) throws {
        #expect(try NarrativeSample(text).isPresent(finding), "\(text)")
    }

    // MARK: What a question takes for there

    @Test(arguments: [
        ("Is the chest pain easing? No", "chest_pain"), ("Any relief from the chest pain? No", "chest_pain"),
        ("Does the chest pain stop when you rest? No.", "chest_pain"),
        ("Has the breathlessness settled? Patient: no", "dyspnea"), ("Chest pain gone? No", "chest_pain"),
        ("Is your leg swelling going down? No.", "leg_swelling"), ("Swelling gone down? No", "leg_swelling"),
        ("DVT in 2015. Has the swelling gone? No", "leg_swelling"),
        ("Doctor: Is the swelling any better? Patient: No, worse.", "leg_swelling"),
        ("Did the gel help the calf pain? No", "leg_pain"),
        ("Has anyone looked at the swelling? No", "leg_swelling"),
    ])
    func aNoToHowSomethingGoesDeniesOnlyThat(_ text: String, _ finding: String) throws {
        #expect(try NarrativeSample(text).isPresent(finding), "\(text)")
    }

    @Test(arguments: [
        ("Is the leg swollen? No", "leg_swelling"), ("Any new swelling? No", "leg_swelling"),
        ("Any worsening breathlessness? No", "dyspnea"), ("Does your chest hurt? No", "chest_pain"),
    ])
    func aNoToWhetherSomethingIsThereDeniesIt(_ text: String, _ finding: String) throws {
        #expect(try NarrativeSample(text).isAbsent(finding), "\(text)")
    }

    @Test(arguments: [
        ("Nurse: are you breathing ok? No", "dyspnea"), ("Is she breathing? No", "dyspnea"),
        ("Can he speak in full sentences? No.", "dyspnea"), ("111: is he awake? No", "syncope"),
        ("Can you feel your toes? No", "limb_numbness"), ("Can you move your foot? No", "limb_paralysis_weakness"),
        ("Can you put weight on it? No", "unable_to_weight_bear"),
    ])
    func aNoToWhetherAllIsWellIsTheDanger(_ text: String, _ finding: String) throws {
        #expect(try NarrativeSample(text).isPresent(finding), "\(text)")
        let yes = text.replacing("no", with: "yes").replacing("No", with: "Yes")
        #expect(try !NarrativeSample(yes).isPresent(finding) && !NarrativeSample(yes).isDoubted(finding), "\(yes)")
    }

    // MARK: Exceptions

    @Test(arguments: [
        ("Any breathlessness? No, only when I climb stairs", "dyspnea"),
        ("Breathless? No, not unless I walk", "dyspnea"), ("Chest pain: no, except when I climb stairs", "chest_pain"),
        ("No breathlessness, only when walking", "dyspnea"),
        ("No chest pain unless it is my usual walk up the hill", "chest_pain"),
        ("No chest pain, only when walking is it tight", "chest_pain"),
        ("Breathless? No. Only when I lie flat", "dyspnea"),
        ("Chest pain: no. Not until this morning", "chest_pain"),
        ("No chest pain, only when I walk does it come", "chest_pain"),
    ])
    func anExceptionBehindANoLiftsIt(_ text: String, _ finding: String) throws {
        #expect(try NarrativeSample(text).isPresent(finding), "\(text)")
    }

    @Test(arguments: [
        ("Chest pain: no, the leg was fine until Monday", "chest_pain")
    ])
    func whatIsToldOfSomethingElseIsNoException(_ text: String, _ finding: String) throws {
        #expect(try NarrativeSample(text).isAbsent(finding), "\(text)")
    }

    // MARK: Forms

    @Test(arguments: [
        "Redness (y/n): n", "Redness (y/n) n", "Redness y/n: n", "Any redness (y/n)? n",
        "Chest pain - N. Redness - N",
    ])
    func whatAFormOffersIsNoAnswer(_ text: String) throws {
        #expect(try NarrativeSample(text).isAbsent("redness_unilateral"), "\(text)")
    }

    @Test(arguments: ["Redness (y/n): y", "Swelling N, redness Y", "Redness y/n"])
    func whatIsAnsweredYesIsThere(_ text: String) throws {
        #expect(try !NarrativeSample(text).isAbsent("redness_unilateral"), "\(text)")
    }

    @Test(arguments: [
        "My left calf is swollen\nNo\n", "Left calf swollen\nNo fever\n", "Swollen calf since Monday\nNo\n",
    ])
    func aLineUnderWhatIsToldAnswersNothing(_ text: String) throws {
        #expect(try !NarrativeSample(text).isAbsent("leg_swelling"), "\(text)")
    }

    @Test func aNoThatStandsAloneInATextMayBeginWhatFollows() throws {
        #expect(try NarrativeSample("Chest pain\nNO\nFEVER").isPresent("chest_pain"))
        #expect(try NarrativeSample("Breathless\nNo\nNot when resting").isPresent("dyspnea"))
    }

    @Test func anNBetweenWhatIsToldIsAnAnd() throws {
        let sample = try NarrativeSample("my left calf is swollen n, really hot n sore")
        #expect(sample.isPresent("swelling_unilateral") && sample.isPresent("warmth_unilateral"))
        #expect(try NarrativeSample("calf hot, red n").isPresent("redness_unilateral"))
        #expect(try NarrativeSample("chest pain n, breathless").isPresent("chest_pain"))
    }
}
