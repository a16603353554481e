import Testing

struct NarrativePhrasingTests {
    @Test(arguments: NarrativePhrasings.all)
    func findsWhatIsSaid(_ phrasing: (finding: String, text: String)) throws {
        let sample = try NarrativeSample(phrasing.text)
        // A pleuritic pain is a chest pain, which the resolver adds.
        let isFound =
            sample.isPresent(phrasing.finding)
            || (phrasing.finding == "chest_pain" && sample.isPresent("pleuritic_chest_pain"))
        #expect(isFound, "\(phrasing.finding) in: \(phrasing.text)")
    }

    @Test(arguments: NarrativePhrasings.all)
    func findsItInCapitalsAndInsideASentence(_ phrasing: (finding: String, text: String)) throws {
        let sample = try NarrativeSample("Hello. " + phrasing.text.uppercased() + ". Thanks.")
        let isFound =
            sample.isPresent(phrasing.finding)
            || (phrasing.finding == "chest_pain" && sample.isPresent("pleuritic_chest_pain"))
        #expect(isFound, "\(phrasing.finding) in: \(phrasing.text)")
    }
}
