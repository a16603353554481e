import JSON

/// Reads a FHIR R4 QuestionnaireResponse. Whatever cannot be read is unknown; only an id has to be there.
///
/// Items nest as deep as the document does, so they are walked with a list of places instead of recursion.
struct FHIRReader: ~Copyable {
    static let resourceType: StaticString = "QuestionnaireResponse"

    var items = FHIRItemReader()
    private var unusableIDPath: String?
    private var resourceID: JSONText?
    private var nativeID: JSONText?
    private var sourceReference: JSONText?
    private var sourceType: JSONText?
    private var hasStatus = false

    init() {}

    /// Why this is no submission; meaningful only without an id.
    func rejection(root: String) -> IntakeRejection {
        IntakeRejection(
            code: unusableIDPath == nil ? .missingSubmissionID : .unusableSubmissionID,
            path: root + (unusableIDPath ?? ".identifier.value"))
    }

    /// Reads the members of the resource. Call once.
    mutating func read(_ members: JSONMembers, into draft: inout SubmissionDraft) {
        draft.submission.shape = .fhir
        var hasIdentifier = false
        var seen = SeenMembers()
        for member in members {
            // Every `item` counts, as every answer does.
            if member.name == "item" {
                items.read(member.value, into: &draft)
                continue
            }
            guard let known = Member(member.name) else {
                if !member.name.hasPrefix("_") { draft.submission.unknownMemberCount += 1 }
                continue
            }
            guard seen.insert(known.rawValue) else {
                draft.note(.repeated, at: known.path)
                continue
            }
            if known == .identifier {
                hasIdentifier = readIdentifier(member.value, into: &draft)
            } else if !member.value.isNull {
                read(known, member.value, into: &draft)
            }
        }
        if !hasIdentifier, let id = resourceID ?? nativeID {
            draft.submission.submissionID = id
        }
        if !hasStatus {
            // A form that does not say it was finished may lack the very answer that matters.
            draft.submission.isPartial = true
            if !seen.contains(Member.status.rawValue) { draft.note(.missing, at: ".status") }
        }
        draft.submission.isThirdParty = isByThirdParty(subject: draft.submission.patientRef)
    }

    private mutating func read(_ member: Member, _ value: JSONValue, into draft: inout SubmissionDraft) {
        switch member {
        case .resourceType:
            if value.text.map({ $0 == Self.resourceType }) != true { draft.note(.unreadable, at: ".resourceType") }
        case .id:
            resourceID = usableID(value, at: ".id")
        case .submissionID:
            nativeID = usableID(value, at: ".submissionId")
        case .questionnaire:
            readQuestionnaire(value, into: &draft)
        case .status:
            readStatus(value, into: &draft)
        case .authored:
            readAuthored(value, into: &draft)
        case .subject:
            readSubject(value, into: &draft)
        case .source:
            sourceReference = value["reference"]?.text
            sourceType = value["type"]?.text
        case .language:
            if let text = value.text {
                draft.submission.language = text.isBlank ? nil : text
            } else {
                draft.note(.wrongType, at: ".language")
            }
        case .identifier, .ignored:
            break
        }
    }

    private mutating func usableID(_ value: JSONValue, at path: String) -> JSONText? {
        if let text = value.text, SubmissionDraft.isUsableID(text) { return text }
        if unusableIDPath == nil { unusableIDPath = path }
        return nil
    }

    /// R4 has one identifier; R5 and some senders have a list, of which the first that can be used counts.
    private mutating func readIdentifier(_ value: JSONValue, into draft: inout SubmissionDraft) -> Bool {
        if let elements = value.elements {
            for element in elements where readIdentifier(of: element, into: &draft) { return true }
            return false
        }
        return readIdentifier(of: value, into: &draft)
    }

    private mutating func readIdentifier(of value: JSONValue, into draft: inout SubmissionDraft) -> Bool {
        guard let inner = value["value"], !inner.isNull else { return false }
        guard let id = usableID(inner, at: ".identifier.value") else { return false }
        draft.submission.submissionID = id
        return true
    }

    /// `https://…/leg-intake|1.0.0#part`: the form is the last part of the path, the version stands after the bar.
    private mutating func readQuestionnaire(_ value: JSONValue, into draft: inout SubmissionDraft) {
        guard let text = value.text else { return draft.note(.wrongType, at: ".questionnaire") }
        let bytes = text.bytes
        let bar = bytes.firstIndex(of: UInt8(ascii: "|"))
        let end = bar ?? bytes.firstIndex(of: UInt8(ascii: "#")) ?? bytes.count
        let url = text[0..<end]
        let start = url.bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        draft.submission.formURL = url.isBlank ? nil : url
        draft.submission.formID = start < end ? url[start..<end] : nil
        if let bar {
            let rest = text[(bar + 1)..<bytes.count]
            let version = rest[0..<(rest.bytes.firstIndex(of: UInt8(ascii: "#")) ?? rest.count)]
            draft.submission.formVersion = version.isBlank ? nil : version
        }
    }

    private mutating func readStatus(_ value: JSONValue, into draft: inout SubmissionDraft) {
        guard let text = value.text else { return draft.note(.wrongType, at: ".status") }
        hasStatus = true
        if text == "completed" || text == "amended" { return }
        if text == "entered-in-error" {
            draft.submission.isRetracted = true
            return
        }
        draft.submission.isPartial = true
        if text != "in-progress", text != "stopped" { draft.note(.unreadable, at: ".status") }
    }

    private mutating func readAuthored(_ value: JSONValue, into draft: inout SubmissionDraft) {
        guard let text = value.text else { return draft.note(.wrongType, at: ".authored") }
        if let instant = Instant(rfc3339: text) {
            draft.submission.setSubmittedAt(instant, text: text)
        } else if let midnight = Instant(date: text) {
            // Counted from the day's start, whatever has to be done within some time is due rather too early.
            draft.submission.submittedAt = midnight
        } else {
            draft.note(.unreadable, at: ".authored")
        }
    }

    private mutating func readSubject(_ value: JSONValue, into draft: inout SubmissionDraft) {
        guard let reference = value["reference"], !reference.isNull else {
            if value.members == nil { draft.note(.wrongType, at: ".subject") }
            return
        }
        guard let text = reference.text else { return draft.note(.wrongType, at: ".subject.reference") }
        guard text.count <= IntakeLimits.idBytes else { return draft.note(.outOfRange, at: ".subject.reference") }
        draft.submission.patientRef = text.isBlank ? nil : text
    }

    /// Whether who answered is not the subject. Without a subject, a source that is no patient is somebody else.
    private func isByThirdParty(subject: JSONText?) -> Bool {
        if let sourceReference, let subject {
            return Self.resourcePart(sourceReference) != Self.resourcePart(subject)
        }
        if let sourceReference {
            let part = Self.resourcePart(sourceReference)
            return part.hasPrefix("RelatedPerson/") || part.hasPrefix("Practitioner")
        }
        return sourceType.map { $0 != "Patient" } ?? false
    }

    /// `Patient/1` of `https://host/fhir/Patient/1/_history/2`, so that absolute and relative references compare.
    private static func resourcePart(_ reference: JSONText) -> JSONText {
        let parts = reference.bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let history = parts.firstIndex { $0.elementsEqual("_history".utf8) } ?? parts.endIndex
        guard history >= 2 else { return reference }
        return reference[parts[history - 2].startIndex..<parts[history - 1].endIndex]
    }
}

extension FHIRReader {
    /// The members of the resource that are read, and those that are known and left alone.
    fileprivate enum Member: UInt8 {
        case resourceType, id, submissionID, identifier, questionnaire, status, authored, subject, source, language
        case ignored

        private static let known: [(StaticString, Member)] = [
            ("resourceType", .resourceType), ("id", .id), ("submissionId", .submissionID),
            ("identifier", .identifier), ("questionnaire", .questionnaire), ("status", .status),
            ("authored", .authored), ("subject", .subject), ("source", .source), ("language", .language),
            ("meta", .ignored), ("text", .ignored), ("author", .ignored), ("contained", .ignored),
            ("extension", .ignored), ("modifierExtension", .ignored), ("implicitRules", .ignored),
            ("basedOn", .ignored), ("partOf", .ignored), ("encounter", .ignored),
        ]

        init?(_ name: JSONText) {
            guard let found = Self.known.first(where: { name == $0.0 }) else { return nil }
            self = found.1
        }

        var path: String {
            switch self {
            case .submissionID: ".submissionId"
            case .ignored: ""
            default: Self.known.first { $0.1 == self }.map { ".\($0.0)" } ?? ""
            }
        }
    }
}

/// Which of a few members were met already.
private struct SeenMembers {
    private var bits: UInt32 = 0

    /// Notes a member; false if it was met before. Members that are left alone may come as often as they like.
    mutating func insert(_ index: UInt8) -> Bool {
        let isNew = bits & (1 << UInt32(index)) == 0 || index == FHIRReader.Member.ignored.rawValue
        bits |= 1 << UInt32(index)
        return isNew
    }

    func contains(_ index: UInt8) -> Bool {
        bits & (1 << UInt32(index)) != 0
    }
}
