import Testing
import TriageEngine

struct NarrativePolarityTests {
    @Test(arguments: [
        ("there is no gallop", "gallop", NarrativePolarity.negated),
        ("no murmurs, rubs or gallops", "gallops", .negated),
        ("the chart shows a gallop", "gallop", .affirmed),
        ("not sure if there is a gallop", "gallop", .uncertain),
        ("gallop was ruled out", "gallop", .negated),
        ("no murmur but a gallop is heard", "gallop", .affirmed),
    ])
    func readsTheWordsAroundAnyPhrase(_ sentence: String, _ phrase: String, _ polarity: NarrativePolarity) throws {
        let reader = NarrativeReader(lexicon: try LegRuleset.loaded.get().lexicon)
        let range = try #require(sentence.firstRange(of: phrase))
        let low = sentence.utf8.distance(from: sentence.startIndex, to: range.lowerBound)
        let high = sentence.utf8.distance(from: sentence.startIndex, to: range.upperBound)
        var text = sentence
        #expect(text.withUTF8 { reader.polarity(ofPhraseAt: low..<high, in: $0) } == polarity)
    }

    // MARK: Lists without commas

    @Test(arguments: [
        "No injury left calf swollen", "no clots before left leg swollen", "never smoked left calf swollen",
        "isn't painful left calf swollen",
        "no injury and left calf swollen", "no fever and right leg swollen and hot",
    ])
    func aLegNamedBehindWhatIsDeniedIsDeniedNoMore(_ text: String) throws {
        #expect(try NarrativeSample(text).isPresent("swelling_unilateral"), "\(text)")
    }

    @Test(arguments: [
        "no calf pain or swelling", "no pain calf swelling or redness", "no swelling redness or warmth of the calf",
        "no swelling of left calf", "denies chest pain leg swelling calf pain", "no calf pain and leg swelling",
        "no calf pain and left leg swelling or redness",
    ])
    func aListThatIsJoinedIsDeniedToItsEnd(_ text: String) throws {
        #expect(try NarrativeSample(text).isAbsent("leg_swelling"), "\(text)")
    }

    @Test(arguments: [
        "no flights calf swollen", "No recent travel left calf swollen", "never had a clot calf swollen since monday",
        "no fever no cough no injury just left calf swollen and hot", "denies trauma and left calf swollen",
        "Denies chest pain and left calf swollen", "havent travelled anywhere left calf is sore and swollen",
        "No family history of clots and left leg swollen", "not on the pill no long flights right calf swollen",
    ])
    func aLegSaidToBeInSomeStateIsDeniedNoMore(_ text: String) throws {
        let sample = try NarrativeSample(text)
        #expect(sample.isPresent("leg_swelling"), "\(text)")
        #expect(!sample.isPresent("clot_suspected"), "\(text)")
    }

    @Test(arguments: [
        "no calf swollen", "no obvious left calf swollen", "denies fever, left calf swollen",
        "no fever or calf swollen",
        "no flights calf swelling", "no pain in the left calf swollen or red", "not the left leg swollen",
    ])
    func aLegIsDeniedWhereNothingElseIs(_ text: String) throws {
        #expect(try !NarrativeSample(text).isPresent("leg_swelling"), "\(text)")
    }

    // MARK: What is there instead

    @Test(arguments: [
        ("no cough no fever just blood when I cough", "hemoptysis"),
        ("no pain just swelling in the left calf", "swelling_unilateral"),
        ("no pain, just swelling in the left calf", "swelling_unilateral"),
        ("no fever no rash just short of breath", "dyspnea"), ("not a cramp just swollen", "leg_swelling"),
        ("no fall no knock just woke with swollen leg", "leg_swelling"),
        ("it's not pain more a tightness in my chest", "chest_pain"),
        ("it isn't painful more swollen than anything", "leg_swelling"), ("it isn't just swollen", "leg_swelling"),
    ])
    func whatIsThereInsteadOfWhatIsDeniedIsThere(_ text: String, _ finding: String) throws {
        #expect(try NarrativeSample(text).isPresent(finding), "\(text)")
    }

    @Test(arguments: [
        ("no pain just swelling in the left calf", "leg_pain"), ("no swelling just yet", "leg_swelling"),
        ("no swelling no redness just pain in the calf", "leg_swelling"),
    ])
    func whatIsDeniedBeforeItStaysSo(_ text: String, _ finding: String) throws {
        #expect(try NarrativeSample(text).isAbsent(finding), "\(text)")
    }

    // MARK: Answers without a colon

    @Test(arguments: [
        ("Calf sore. Swelling none.", "leg_swelling"), ("Fever no, breath normal, calf sore", "fever_high_rigors"),
        ("swelling no redness no", "leg_swelling"), ("swelling no redness no", "redness_unilateral"),
    ])
    func aNoAtTheEndAnswersAllThatTheWordBeforeItIsTakenFor(_ text: String, _ finding: String) throws {
        #expect(try NarrativeSample(text).isAbsent(finding), "\(text)")
    }

    @Test(arguments: [
        ("chest pain no swelling left calf", "chest_pain"), ("Pregnant with no 2 and my calf cramps", "pregnancy"),
        ("I had to hang on to the rail because I had no air", "dyspnea"),
    ])
    func aNoThatGoesOnDeniesNothingBeforeIt(_ text: String, _ finding: String) throws {
        #expect(try NarrativeSample(text).isPresent(finding), "\(text)")
    }

    @Test(arguments: [
        "Sudden chest pain - none of the above", "Chest pain since noon, breathless - none of these apply",
    ])
    func noneBehindWhatIsToldDeniesNothing(_ text: String) throws {
        #expect(try NarrativeSample(text).isPresent("chest_pain"), "\(text)")
    }

    @Test func noneBehindAListDeniesAllOfIt() throws {
        let sample = try NarrativeSample("Chest pain, breathlessness, coughing blood - none apply. My calf cramps.")
        #expect(sample.isAbsent("chest_pain") && sample.isAbsent("dyspnea") && sample.isAbsent("hemoptysis"))
    }

    // MARK: Colons

    /// A colon goes on with a denial that has denied nothing yet; behind one that has, something new begins.
    @Test(arguments: [
        "No swelling: 1️⃣chest pain and breathless", "no fever: 1️⃣chest pain", "Denies swelling: 1️⃣chest pain today",
        "without any redness: 1️⃣chest pain",
    ])
    func aColonBehindWhatIsDeniedBeginsAnew(_ text: String) throws {
        #expect(try NarrativeSample(text).isPresent("chest_pain", at: "1️⃣"), "\(text)")
    }

    @Test(arguments: [
        "She has no: chest pain", "Denies: chest pain, breathlessness", "Denies any: chest pain or fever",
        "None of the following: chest pain, breathlessness",
    ])
    func aColonBehindADenialGoesOnWithIt(_ text: String) throws {
        #expect(try NarrativeSample(text).isAbsent("chest_pain"), "\(text)")
    }

    @Test(arguments: ["No swelling: 62F, 1️⃣chest pain", "denies injury= 3 hours of 1️⃣chest pain"])
    func aNumberBehindADeniedLabelEndsTheDenial(_ text: String) throws {
        #expect(try NarrativeSample(text).isPresent("chest_pain", at: "1️⃣"), "\(text)")
    }
}
