import JSON
import TriageEvents

/// Lists the evidence that reasons rest on, each statement once a reason.
struct EvidenceList: ~Copyable {
    /// Evidence listed for one fact; a text that says the same thing a hundred times needs no hundred spans.
    private static let factLimit = 4

    private let assessor: Assessor
    private let evaluation: Evaluation
    private let texts: RulesetTexts
    private let places: FactPlaces
    private let quotes: Bool
    private var statements: EvidenceIndex
    /// The number of the reason that last listed the evidence of a fact.
    private let listedIn: UnsafeMutablePointer<UInt64>
    private var reasonNumber: UInt64 = 0
    /// What was listed for the fact at hand.
    private let listed: UnsafeMutablePointer<EvidenceEntry>

    init(assessor: Assessor, places: FactPlaces) {
        self.assessor = assessor
        self.places = places
        evaluation = assessor.evaluation
        texts = assessor.ruleset.texts
        quotes = assessor.ruleset.quotesEvidence
        statements = EvidenceIndex(places)
        listedIn = .filled(places.count, with: 0)
        listed = .allocate(capacity: Self.factLimit)
    }

    deinit {
        listedIn.deallocate()
        listed.deallocate()
    }

    /// Takes up what the assessor's ledger says now.
    mutating func begin() { statements.fill(from: assessor.ledger) }

    /// Writes the evidence for the facts of one reason. With `isDisputed` also statements that did not prevail.
    mutating func write(
        _ facts: UnsafeBufferPointer<Fact>, _ submission: borrowing Submission, isDisputed: Bool,
        into out: inout ByteWriter
    ) {
        reasonNumber += 1
        for fact in facts { write(fact, submission, isDisputed: isDisputed, into: &out) }
    }

    private func write(
        _ fact: Fact, _ submission: borrowing Submission, isDisputed: Bool, into out: inout ByteWriter
    ) {
        let place = places[fact]
        // One finding may stand for itself and for what it implies.
        guard listedIn[place] != reasonNumber else { return }
        listedIn[place] = reasonNumber
        var count = 0
        var index = statements.first(of: fact)
        while index >= 0, count < Self.factLimit {
            let entry = statements[index]
            index = statements.next(after: index)
            guard counts(entry, isDisputed: isDisputed) else { continue }
            guard !(0..<count).contains(where: { listed[$0].isSame(as: entry) }) else { continue }
            listed[count] = entry
            count += 1
            write(entry, submission, into: &out)
        }
        // A finding that was only implied rests on the one that implied it.
        if count == 0, case .finding(let finding) = fact, assessor.resolver.impliedBy[finding] >= 0 {
            write(.finding(assessor.resolver.impliedBy[finding]), submission, isDisputed: isDisputed, into: &out)
        }
    }

    /// Whether a statement says what the fact was settled to.
    private func counts(_ entry: EvidenceEntry, isDisputed: Bool) -> Bool {
        switch entry.statement {
        case .finding(let finding, let state): isDisputed || state == evaluation.state(Int(finding.index))
        case .doubt(let finding): !isDisputed && evaluation.state(Int(finding.index)) == .unknown
        case .number: true
        }
    }

    private func write(_ entry: EvidenceEntry, _ submission: borrowing Submission, into out: inout ByteWriter) {
        switch entry.statement {
        case .finding(let finding, let state):
            let parts = texts.findings[Int(finding.index)]
            RoutingEventWriter.beginEvidence(finding: state == .present ? parts.present : parts.absent, into: &out)
        case .doubt(let finding):
            RoutingEventWriter.beginEvidence(finding: texts.findings[Int(finding.index)].unknown, into: &out)
        case .number(let number, let low, let high):
            RoutingEventWriter.beginEvidence(
                number: texts.numbers[Int(number.index)].evidence, low: low, high: high, into: &out)
        }
        var quote: JSONText?
        switch entry.origin {
        case .question(let question):
            RoutingEventWriter.origin(texts.questionOrigins[Int(question.index)], into: &out)
        case .member(let member):
            RoutingEventWriter.origin(texts.memberOrigins[Int(member.rawValue)], into: &out)
        case .span(let start, let end):
            RoutingEventWriter.origin(
                start: Int(start), end: Int(end), narrative: Int(entry.narrative), into: &out)
            if quotes { quote = Self.quote(Int(start), Int(end), of: Int(entry.narrative), in: submission) }
        }
        RoutingEventWriter.endEvidence(quote: quote, into: &out)
    }

    private static func quote(
        _ start: Int, _ end: Int, of narrative: Int, in submission: borrowing Submission
    ) -> JSONText? {
        guard submission.narratives.indices.contains(narrative), start >= 0, start <= end,
            end <= submission.narratives[narrative].count
        else { return nil }
        return submission.narratives[narrative][start..<end]
    }
}

extension EvidenceEntry {
    /// Whether both say the same of the same fact, at the same place.
    fileprivate func isSame(as other: EvidenceEntry) -> Bool {
        switch (statement, other.statement) {
        case (.finding(_, let state), .finding(_, let otherState)): guard state == otherState else { return false }
        case (.doubt, .doubt): break
        case (.number(_, let low, let high), .number(_, let otherLow, let otherHigh)):
            guard low == otherLow, high == otherHigh else { return false }
        default: return false
        }
        switch (origin, other.origin) {
        case (.question(let question), .question(let otherQuestion)): return question == otherQuestion
        case (.member(let member), .member(let otherMember)): return member == otherMember
        case (.span(let start, let end), .span(let otherStart, let otherEnd)):
            return start == otherStart && end == otherEnd && narrative == other.narrative
        default: return false
        }
    }
}
