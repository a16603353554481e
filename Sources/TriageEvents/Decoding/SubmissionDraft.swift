import JSON

/// A submission in the making, with the lists whose memory is used again and again.
struct SubmissionDraft: ~Copyable {
    /// The submission as far as it was read; without an id it is none.
    var submission = Submission(submissionID: JSONText(""), shape: .native)
    /// The texts of the list that is being read.
    var listed: [JSONText] = []
    var pool = TextPool()
    /// Where the document was found: `$`, or `$.data` within an envelope.
    var root = "$"

    init() {}

    /// Whether there was a submission id that can be used.
    var hasID: Bool { !submission.submissionID.isEmpty }

    /// Starts anew. What an earlier submission lends is no longer valid.
    mutating func removeAll() {
        submission.removeAll()
        pool.removeAll()
    }

    /// Starts anew, but for the note that the document had to be mended.
    mutating func removeAllButMending() {
        let wasMended = submission.problems.contains { $0.code == .mended }
        removeAll()
        if wasMended {
            note(.mended, at: "")
        }
    }

    /// Notes a problem at a path below the root; the path is built only if the problem will be named.
    mutating func note(_ code: SubmissionProblem.Code, at path: @autoclosure () -> String) {
        submission.problemCount += 1
        submission.problemKinds.insert(code)
        if submission.problems.count < IntakeLimits.problems {
            submission.problems.append(SubmissionProblem(code: code, path: root + path()))
        }
    }

    /// Adds what the patient wrote, unless it is blank.
    mutating func addNarrative(_ text: JSONText) {
        if !text.isBlank {
            submission.narratives.append(text)
        }
    }

    /// A text that may be copied into every routing event: not empty, not too long.
    static func isUsableID(_ text: JSONText) -> Bool {
        !text.isEmpty && text.count <= IntakeLimits.idBytes
    }
}
