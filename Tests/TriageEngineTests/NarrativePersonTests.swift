import Testing

/// Whose it is that a text tells of.
struct NarrativePersonTests {
    @Test func aRelativeNamedAfterACommaIsThePatient() throws {
        let sample = try NarrativeSample(
            "Yesterday it was a bit puffy, today my daughter's left leg is 1️⃣enormous and 2️⃣bluish")
        #expect(sample.isPresent("massive_leg_swelling"))
        #expect(sample.isPresent("limb_blue_purple", at: "2️⃣"))
        #expect(sample.isPresent("third_party"))
    }

    @Test func whatTheWriterSeesOnARelativeIsTheRelatives() throws {
        let sample = try NarrativeSample("My daughter's left leg is 1️⃣enormous. I noticed it was 2️⃣blue this morning")
        #expect(sample.isPresent("leg_swelling"))
        #expect(sample.isPresent("limb_blue_purple", at: "2️⃣"))
    }

    @Test func whatARelativeIsDoingIsOfNowWhateverTheWriterHas() throws {
        let sample = try NarrativeSample("Dad's 1️⃣mouth drooped at breakfast and he's dragging one leg. I have a cold.")
        #expect(sample.isPresent("stroke_signs", at: "1️⃣"))
        #expect(sample.isPresent("third_party"))
    }

    @Test func askingAboutTheSwellingIsNoComplaintOfTheWriter() throws {
        let sample = try NarrativeSample("my mum's leg is 1️⃣swollen. I rang my GP about the swelling")
        #expect(sample.isPresent("leg_swelling", at: "1️⃣"))
    }

    @Test func whoDeniesForThemselfIsThePatient() throws {
        let sample = try NarrativeSample("My late father had a clot and was breathless. I've no 1️⃣pain in my legs")
        #expect(!sample.isPresent("dyspnea"))
        #expect(sample.isAbsent("leg_pain", at: "1️⃣"))
        #expect(sample.isPresent("family_history_vte"))
        #expect(!sample.isPresent("third_party"))
    }

    @Test func whoComplainsThemselfKeepsARelativesSignsApart() throws {
        let sample = try NarrativeSample("My husband has chest pain. I have 1️⃣pain in my left calf")
        #expect(!sample.isPresent("chest_pain"))
        #expect(sample.isPresent("pain_unilateral", at: "1️⃣"))
    }

    @Test func aComplaintToldOfNobodyIsTheWriters() throws {
        let sample = try NarrativeSample("Left calf 1️⃣swollen 3 days. My dad was breathless")
        #expect(sample.isPresent("swelling_unilateral", at: "1️⃣"))
        #expect(!sample.isPresent("dyspnea"))
    }

    @Test func whatTheWriterHadLongAgoLeavesTheRelativeThePatient() throws {
        let sample = try NarrativeSample("My daughter has 1️⃣pain in her left calf. I had a clot at her age")
        #expect(sample.isPresent("pain_unilateral", at: "1️⃣"))
        #expect(!sample.isPresent("worry_about_clot"))
    }

    @Test func aCliniciansPatientIsNotTheRelative() throws {
        let sample = try NarrativeSample("Her mother is breathless with COPD. Pt c/o left calf 1️⃣swelling")
        #expect(sample.isPresent("swelling_unilateral", at: "1️⃣"))
        #expect(!sample.isPresent("dyspnea"))
        #expect(!sample.isPresent("third_party"))
    }

    @Test(arguments: [
        "I get cramps in my calf. My dog has a swollen leg",
        "My calf cramps. My victim has a swollen leg and coughs blood",
        "My calf cramps. On television last night a man had a swollen leg and coughed blood",
        "My calf cramps. The man on telly had a swollen leg, his foot was cold and now he coughs blood",
    ])
    func whoIsNeverThePatientIsNotThePatient(_ text: String) throws {
        let sample = try NarrativeSample(text)
        #expect(!sample.isPresent("leg_swelling") && !sample.isPresent("hemoptysis"), "\(text)")
        #expect(!sample.isPresent("third_party") && !sample.isPresent("family_history_vte"), "\(text)")
    }

    @Test(arguments: [
        "My dog has been ill and my left leg is swollen",
        "My dog was on the lead, he pulled me and my left leg is swollen",
        "The cat collapsed. Left leg swollen.",
        "I get cramps. Horse has kicked left calf, left calf is swollen",
        "I get cramps. The dog has knocked left calf, now left calf swollen",
        "The dog has knocked left calf and it is swollen",
    ])
    func theWriterIsThePatientBesideAnAnimal(_ text: String) throws {
        #expect(try NarrativeSample(text).isPresent("swelling_unilateral"), "\(text)")
    }

    @Test(arguments: [
        "A girl at my gym had to stop, her calf was purple and hot. Mine only cramps",
        "A girl on the bus in my road had to stop, her calf was purple and hot. I only get cramps",
    ])
    func whereSomebodyElseIsTellsNothingOfTheWriter(_ text: String) throws {
        let sample = try NarrativeSample(text)
        #expect(!sample.isPresent("warmth_unilateral") && !sample.isPresent("limb_blue_purple"), "\(text)")
        #expect(sample.isPresent("cramp_episode"), "\(text)")
    }

    @Test(arguments: [
        "My dog has a swollen leg", "The dog has knocked left calf and it is swollen",
        "The man was helpful, said swollen calf",
    ])
    func whereNothingIsToldOfTheWriterAStrangersLegIsHeard(_ text: String) throws {
        let sample = try NarrativeSample(text)
        #expect(sample.isPresent("leg_swelling"), "\(text)")
        #expect(!sample.isPresent("third_party"), "\(text)")
    }

    @Test func whoComesAfterAnAnimalMayBeThePatient() throws {
        let sample = try NarrativeSample("My dog has a bad leg. She is 80, her left leg is 1️⃣swollen since this morning")
        #expect(sample.isPresent("leg_swelling", at: "1️⃣"))
    }

    @Test func aRelativesLegStaysTheRelatives() throws {
        let sample = try NarrativeSample("My mum says her leg is 1️⃣swollen. I rang about the leg in my lunch hour")
        #expect(sample.isPresent("leg_swelling", at: "1️⃣"))
        #expect(sample.isPresent("third_party"))
    }
}
