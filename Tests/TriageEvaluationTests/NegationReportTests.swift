import JSON
import Testing

@testable import TriageEvaluation

@Suite struct NegationReportTests {
    private func read(_ text: String) throws(LabelledFileErrors) -> [NegationSentence] {
        try NegationSentenceReader.read(Array(text.utf8))
    }

    /// Six sentences; the reader below says "negated" after the word "no".
    private let file = """
        n\tphrase\tsentence\tstatus
        1\tswelling\tThere is no SWELLING of the calf.\tNegated\tRecent\tPatient
        2\tredness\tNo pain but some redness.\tAffirmed
        3\tpain\tPain is denied.\tNegated
        4\tpain\tPain at night.\tAffirmed
        5\twarmth\tThe leg feels fine.\tAffirmed
        6\tvaricose veins\tShe has no varicose  veins.\tnegated

        """

    private func saysNo(_ sentence: [UInt8], _ phrase: Range<Int>) -> Bool {
        String(decoding: sentence[..<phrase.lowerBound], as: UTF8.self).lowercased().contains("no ")
    }

    @Test func countsAgainstHandCountedFigures() throws {
        let report = NegationReport(try read(file), readsAsNegated: saysNo)
        let figures = report.figures
        #expect(figures.truePositives == 2)
        #expect(figures.falsePositives == 1)
        #expect(figures.falseNegatives == 1)
        #expect(figures.trueNegatives == 2)
        #expect(figures.phrasesNotFound == 1)
        #expect(figures.precision == Proportion(2, of: 3))
        #expect(figures.recall == Proportion(2, of: 3))
        #expect(figures.accuracy == Proportion(4, of: 6))
        #expect(figures.f == 4.0 / 6.0)
        #expect(report.slips.map(\.line) == [3, 4])
    }

    /// GenNegEx 1.2 on the public test set: precision 0.933, recall 0.959, F 0.946, accuracy 97.73 %.
    @Test func agreesWithPublishedFigures() throws {
        var figures = NegationFigures()
        func add(_ count: Int, negated: Bool, reads: Bool) {
            let sentence = NegationSentence(line: 1, phrase: [], sentence: [], isNegated: negated)
            for _ in 0..<count { figures.add(sentence, readsAsNegated: reads) }
        }
        add(471, negated: true, reads: true)
        add(34, negated: false, reads: true)
        add(20, negated: true, reads: false)
        add(1851, negated: false, reads: false)
        #expect(abs(try #require(figures.precision.share) - 0.933) < 0.0005)
        #expect(abs(try #require(figures.recall.share) - 0.959) < 0.0005)
        #expect(abs(try #require(figures.f) - 0.946) < 0.0005)
        #expect(abs(try #require(figures.accuracy.share) - 0.9773) < 0.00005)
    }

    @Test func keepsItsGateAtTheBoundOnly() throws {
        let sentences = try read(file)
        #expect(NegationReport(sentences, minimumF: 4.0 / 6.0, readsAsNegated: saysNo).passes)
        #expect(!NegationReport(sentences, minimumF: 0.67, readsAsNegated: saysNo).passes)
        let none = NegationReport(
            [NegationSentence(line: 1, phrase: [], sentence: [], isNegated: false)], minimumF: 0,
            readsAsNegated: saysNo)
        #expect(!none.passes)
    }

    @Test func listsWrongLinesWithoutTheirTextUnlessAsked() throws {
        let report = NegationReport(try read(file), readsAsNegated: saysNo)
        #expect(report.text().contains("  line 3: labelled affirmed\n"))
        #expect(report.text().contains("  line 4: labelled negated\n"))
        #expect(!report.text().contains("denied"))
        #expect(report.text(showsText: true).contains("labelled negated: pain | Pain is denied.\n"))
        var writer = ByteWriter()
        report.write(into: &writer)
        #expect(!writer.string.contains("denied"))
        #expect(writer.string.contains(#""slips":[{"line":3,"labelled":"affirmed"},{"line":4,"labelled":"negated"}]"#))
    }

    @Test(arguments: [
        ("calf pain", "Has CALF  pain.", "CALF  pain"),
        ("pain", "painful pain", "pain"),
        ("edema", "No edema, but EDEMA before.", "EDEMA"),
        ("edema", "edema and edema", "edema"),
    ])
    func findsThePhraseThatIsMeant(phrase: String, sentence: String, expected: String) throws {
        let whole = NegationSentence(
            line: 1, phrase: Array(phrase.utf8), sentence: Array(sentence.utf8), isNegated: false)
        let place = try #require(whole.place)
        #expect(String(decoding: whole.sentence[place], as: UTF8.self) == expected)
    }

    @Test func findsAPhraseOnlyAsWholeWords() {
        for (phrase, sentence) in [
            ("pain", "painful"), ("ache", "headache"), ("calf pain", "calf, pain"), (" ", "a b"),
        ] {
            let whole = NegationSentence(
                line: 1, phrase: Array(phrase.utf8), sentence: Array(sentence.utf8), isNegated: false)
            #expect(whole.place == nil)
        }
    }

    @Test(arguments: [
        ("1\tpain\tNo pain.", "line 1: 3 columns, at least 4 are needed"),
        ("1\tpain\tNo pain.\tNegated\n2\tpain\tPain.\tMaybe", "line 2: column 4 must be Affirmed or Negated"),
        ("1\t\tNo pain.\tNegated", "line 1: column 2 is empty"),
        ("1\tpain\t\tNegated", "line 1: column 3 is empty"),
        ("n\tphrase\tsentence\tstatus\n", "no labelled line"),
        ("", "no labelled line"),
    ])
    func saysWhatIsWrong(text: String, expected: String) {
        #expect {
            try read(text)
        } throws: { error in
            (error as? LabelledFileErrors)?.description == expected
        }
    }

    @Test func refusesBytesThatAreNotUTF8() {
        #expect {
            try NegationSentenceReader.read(Array("1\tpain\tNo p".utf8) + [0xFF] + Array("ain.\tNegated".utf8))
        } throws: { error in
            (error as? LabelledFileErrors)?.problems.map(\.fault) == [.notUTF8]
        }
    }
}
