import JSON

/// A submission in the making, with the lists whose memory is used again and again.
struct SubmissionDraft: ~Copyable {
    var answers: [Answer] = []
    var narratives: [JSONText] = []
    var narrativeQuestions: [JSONText] = []
    var problems: [SubmissionProblem] = []
    var problemCount = 0
    var unknownMemberCount = 0
    /// The texts of the list that is being read.
    var listed: [JSONText] = []
    var pool = TextPool()
    /// Where the document was found: `$`, or `$.data` within an envelope.
    var root = "$"

    init() {}

    /// Starts anew. What an earlier submission lends is no longer valid.
    mutating func removeAll() {
        answers.removeAll(keepingCapacity: true)
        narratives.removeAll(keepingCapacity: true)
        narrativeQuestions.removeAll(keepingCapacity: true)
        problems.removeAll(keepingCapacity: true)
        problemCount = 0
        unknownMemberCount = 0
        pool.removeAll()
    }

    /// Notes a problem at a path below the root; the path is built only if the problem will be named.
    mutating func note(_ code: SubmissionProblem.Code, at path: @autoclosure () -> String) {
        problemCount += 1
        if problems.count < IntakeLimits.problems {
            problems.append(SubmissionProblem(code: code, path: root + path()))
        }
    }

    /// Adds what the patient wrote, unless it is blank.
    mutating func addNarrative(_ text: JSONText) {
        if !text.isBlank {
            narratives.append(text)
        }
    }

    /// Hands the lists over to a submission; they share their memory until the next one starts.
    borrowing func fill(_ submission: inout Submission) {
        submission.answers = answers
        submission.narratives = narratives
        submission.narrativeQuestions = narrativeQuestions
        submission.problems = problems
        submission.problemCount = problemCount
        submission.unknownMemberCount = unknownMemberCount
    }

    /// A text that may be copied into every routing event: not empty, not too long.
    static func isUsableID(_ text: JSONText) -> Bool {
        !text.isEmpty && text.count <= IntakeLimits.idBytes
    }
}
