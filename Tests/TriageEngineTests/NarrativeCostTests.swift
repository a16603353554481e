import Testing
import TriageEngine

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The cost of reading grows with the text, whatever is in it.
@Suite(.serialized)  // Two measurements at a time would measure each other.
struct NarrativeCostTests {
    @Test(arguments: [
        "a", "no ", "leg ", "swollen ", "no swollen left leg no: my mum 3 days ago ", "1", "(\"'", "😀", "swelling: no ",
        "&#x200B;", "?",
        "flu arm ", "flu leg ", "My calf. Hello there. pain, ", "left right ", "cant feel my ", "\n", "recovered ",
        "pain 2016 ", "pain for 2 days it all went away ", "red and hot? ", "no injury calf pain ", "pain no ",
        "bite and ", "no flights calf swollen ", "cold for years but now numb ", "chest pain last year, this is worse ",
        "HR: 118 ", "hr118 ", "no pain just cramp ", "my dog has a leg ",
        "any pain? a: no ", "pain better? no ", "pain n, ", "pain\nNo\n", "no i havent ",
        "told to ring if i get pain. now i do. ", "pain, this is different ",
    ])
    func twiceTheTextIsAboutTwiceTheWork(_ piece: String) throws {
        let ruleset = try LegRuleset.loaded.get()
        let reader = NarrativeReader(lexicon: ruleset.lexicon)
        let findingCount = ruleset.vocabulary.findings.count
        let once = Self.text(piece, bytes: 25_000)
        let fourfold = Self.text(piece, bytes: 100_000)
        let small = Self.best(reader, once, findingCount)
        let large = Self.best(reader, fourfold, findingCount)
        // Linear is 4, quadratic 16; what lies between allows for caches and neighbours.
        #expect(large < small * 9 + 500_000, "\(piece): \(small) and \(large)")
    }

    @Test(arguments: [
        ("My calf hurts. My husband ", "pain "), ("My calf hurts. My husband ", "my wife pain "),
        ("no ", "swelling calf "),
        ("My calf. Hello there. ", "pain, "), ("I broke ", "my calf in August "),
        ("family history of ", "the so leg swollen "), ("cold for years ", "but the leg "),
        ("used to get ", "swelling now "), ("pain: no, ", "unless is my leg "), ("is the pain ", "better? no pain "),
    ])
    func onceBegunTwiceTheTextIsAboutTwiceTheWork(_ beginning: String, _ piece: String) throws {
        let ruleset = try LegRuleset.loaded.get()
        let reader = NarrativeReader(lexicon: ruleset.lexicon)
        let findingCount = ruleset.vocabulary.findings.count
        let small = Self.best(reader, beginning + Self.text(piece, bytes: 25_000), findingCount)
        let large = Self.best(reader, beginning + Self.text(piece, bytes: 100_000), findingCount)
        #expect(large < small * 9 + 500_000, "\(beginning)\(piece): \(small) and \(large)")
    }

    private static func text(_ piece: String, bytes: Int) -> String {
        String(repeating: piece, count: bytes / piece.utf8.count)
    }

    /// The least processor time of a few readings, in nanoseconds: of this thread alone, since other suites run beside
    /// it.
    private static func best(_ reader: NarrativeReader, _ text: String, _ findingCount: Int) -> Double {
        var text = text
        var ledger = EvidenceLedger(findingCount: findingCount)
        return text.withUTF8 { bytes in
            (0..<5).map { _ in
                let start = processorTime()
                ledger.reset()
                _ = reader.read(bytes, submittedAtMilliseconds: 1_772_352_000_000, into: &ledger)
                return processorTime() - start
            }.min() ?? 0
        }
    }

    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }
}
