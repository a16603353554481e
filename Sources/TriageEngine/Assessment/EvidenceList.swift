import JSON
import TriageEvents

/// Lists the evidence that reasons rest on, each statement once a reason.
struct EvidenceList: ~Copyable {
    /// Evidence listed for one fact; a text that says the same thing a hundred times needs no hundred spans.
    private static let factLimit = 4

    /// Kinds of statements, a bit each.
    private struct Kinds: OptionSet {
        let rawValue: UInt8

        static let disputed = Kinds([.present, .absent, .number])
        static let number = Kinds(.number)

        init(rawValue: UInt8) { self.rawValue = rawValue }
        init(_ kind: EvidenceEntry.Kind) { rawValue = 1 << kind.rawValue }
        init(_ kinds: [EvidenceEntry.Kind]) { rawValue = kinds.reduce(0) { $0 | 1 << $1.rawValue } }

        /// What says that a finding is what it was settled to.
        init(saying state: FindingState) {
            switch state {
            case .present: self.init(.present)
            case .absent: self.init(.absent)
            case .unknown: self.init(.doubt)
            }
        }
    }

    private let assessor: Assessor
    private let evaluation: Evaluation
    private let texts: RulesetTexts
    private let places: FactPlaces
    private let quotes: Bool
    private var statements: EvidenceIndex
    private let answerStatements: PlainList<JSONText>
    /// The number of the reason that last listed the evidence of a fact.
    private let listedIn: UnsafeMutablePointer<UInt64>
    private var reasonNumber: UInt64 = 0
    /// The statements that were listed for the fact at hand.
    private let listed: UnsafeMutablePointer<Int32>

    init(assessor: Assessor, places: FactPlaces) {
        self.assessor = assessor
        self.places = places
        evaluation = assessor.evaluation
        texts = assessor.ruleset.texts
        answerStatements = assessor.ruleset.answerTexts.statements
        quotes = assessor.ruleset.quotesEvidence
        statements = EvidenceIndex(places)
        listedIn = .filled(places.count, with: 0)
        listed = .filled(Self.factLimit, with: 0)
    }

    deinit {
        listedIn.deallocate()
        listed.deallocate()
    }

    /// Takes up what the assessor's ledger says now.
    mutating func begin() { statements.fill(from: assessor.ledger) }

    /// Writes the evidence for the facts of one reason, given by their places. With `isDisputed` also statements that
    /// did not prevail.
    mutating func write(
        _ facts: UnsafeBufferPointer<Int>, _ submission: borrowing Submission, isDisputed: Bool,
        into out: inout ByteWriter
    ) {
        reasonNumber += 1
        for fact in facts { write(fact, submission, isDisputed: isDisputed, into: &out) }
    }

    private func write(
        _ fact: Int, _ submission: borrowing Submission, isDisputed: Bool, into out: inout ByteWriter
    ) {
        // One finding may stand for itself and for what it implies.
        guard listedIn[fact] != reasonNumber else { return }
        listedIn[fact] = reasonNumber
        let finding = places.finding(at: fact)
        let counting = isDisputed ? .disputed : finding.map { Kinds(saying: evaluation.state($0)) } ?? .number
        var count = 0
        var index = statements.first(of: fact)
        while index >= 0, count < Self.factLimit {
            let entry = statements[index]
            let isCounting = counting.contains(Kinds(entry.kind)) && !isListed(entry, among: count)
            if isCounting { listed[count] = index }
            index = statements.next(after: index)
            guard isCounting else { continue }
            count += 1
            if entry.answerStatement >= 0 {
                RoutingEventWriter.evidence(answerStatements[Int(entry.answerStatement)], into: &out)
            } else {
                texts.write(entry, quote: quotes ? Self.quote(entry, in: submission) : nil, into: &out)
            }
        }
        // A finding that was only implied rests on the one that implied it.
        if count == 0, let finding, assessor.resolver.impliedBy[finding] >= 0 {
            write(assessor.resolver.impliedBy[finding], submission, isDisputed: isDisputed, into: &out)
        }
    }

    @inline(__always)
    private func isListed(_ entry: EvidenceEntry, among count: Int) -> Bool {
        for place in 0..<count where statements[listed[place]].isSame(as: entry) { return true }
        return false
    }

    private static func quote(_ entry: EvidenceEntry, in submission: borrowing Submission) -> JSONText? {
        guard case .span(let start, let end) = entry.origin else { return nil }
        let (span, narrative) = (Int(start)..<max(Int(end), Int(start)), Int(entry.narrative))
        guard submission.narratives.indices.contains(narrative), start >= 0, start <= end,
            span.upperBound <= submission.narratives[narrative].count
        else { return nil }
        return submission.narratives[narrative][span]
    }
}
