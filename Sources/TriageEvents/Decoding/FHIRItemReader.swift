import JSON

/// Walks the items of a QuestionnaireResponse and reads their answers, in the order of the document.
struct FHIRItemReader {
    /// A place in the document: an array that is being walked.
    private struct Place {
        var elements: JSONElements
        var index = 0
        let path: Int
    }

    /// A step of a path, from an array to one of its elements; `parent` is the index of the step before, -1 at the
    /// root.
    private struct Step {
        let parent: Int
        let name: StaticString
        let index: Int
    }

    /// Paths name at most so many steps, the outermost ones.
    private static let longestPath = 8

    private var places: [Place] = []
    private var steps: [Step] = []
    private var reader = FHIRAnswerReader()

    /// Reads an `item` member, wherever it stands.
    mutating func read(_ value: JSONValue, into draft: inout SubmissionDraft) {
        if value.isNull { return }
        guard let elements = value.elements else { return draft.note(.wrongType, at: ".item") }
        places.removeAll(keepingCapacity: true)
        steps.removeAll(keepingCapacity: true)
        places.append(Place(elements: elements, path: -1))
        while !places.isEmpty {
            let last = places.count - 1
            guard let item = places[last].elements.next() else {
                places.removeLast()
                continue
            }
            let index = places[last].index
            places[last].index += 1
            readItem(item, at: appendStep("item", index: index, parent: places[last].path), into: &draft)
        }
    }

    private mutating func readItem(_ item: JSONValue, at step: Int, into draft: inout SubmissionDraft) {
        guard let members = item.members else { return draft.note(.wrongType, at: path(step)) }
        var question: JSONText?
        for member in members where member.name == "linkId" {
            question = member.value.text.flatMap { $0.isEmpty ? nil : $0 }
            break
        }
        if question == nil {
            draft.note(.missing, at: path(step) + ".linkId")
        }
        let firstChild = places.count
        reader.begin(question: question)
        for member in members {
            if member.name == "answer" {
                readAnswers(member.value, of: step, into: &draft)
            } else if member.name == "item" {
                enter(member.value, parent: step, into: &draft)
            } else if !Self.isKnown(member.name) {
                draft.submission.unknownMemberCount += 1
            }
        }
        reader.finish(into: &draft)
        // The last place is walked first.
        places[firstChild...].reverse()
    }

    private mutating func readAnswers(_ value: JSONValue, of item: Int, into draft: inout SubmissionDraft) {
        if value.isNull { return }
        guard let answers = value.elements else { return draft.note(.wrongType, at: path(item) + ".answer") }
        // An answer without a value says nothing that no answer would not say.
        for (index, answer) in answers.enumerated() {
            guard let members = answer.members else {
                reader.addMalformed()
                draft.note(.wrongType, at: path(item) + ".answer[\(index)]")
                continue
            }
            for member in members {
                if member.name == "item" {
                    enter(member.value, parent: appendStep("answer", index: index, parent: item), into: &draft)
                } else if member.name.hasPrefix("value") {
                    if let problem = reader.read(member, into: &draft) {
                        draft.note(problem, at: path(item) + ".answer[\(index)]")
                    }
                } else if !Self.isKnown(member.name) {
                    draft.submission.unknownMemberCount += 1
                }
            }
        }
    }

    private mutating func enter(_ value: JSONValue, parent: Int, into draft: inout SubmissionDraft) {
        if value.isNull { return }
        guard let elements = value.elements else { return draft.note(.wrongType, at: path(parent) + ".item") }
        places.append(Place(elements: elements, path: parent))
    }

    private mutating func appendStep(_ name: StaticString, index: Int, parent: Int) -> Int {
        steps.append(Step(parent: parent, name: name, index: index))
        return steps.count - 1
    }

    private func path(_ step: Int) -> String {
        var parts: [String] = []
        var current = step
        while current >= 0 {
            parts.append(".\(steps[current].name)[\(steps[current].index)]")
            current = steps[current].parent
        }
        return parts.suffix(Self.longestPath).reversed().joined()
    }

    private static func isKnown(_ name: JSONText) -> Bool {
        name == "linkId" || name == "text" || name == "definition" || name == "id" || name == "extension"
            || name == "modifierExtension" || name.hasPrefix("_")
    }
}
