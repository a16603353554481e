import TriageEvents

/// The questions found open so far, and the most that an answer to each could lead to. One serves one thread.
final class OpenQuestionList {
    private struct Row {
        var isListed = false
        var category: Int8 = -1
        var priority: Int8 = -1
        /// Facts that the shortest term of this priority asks for.
        var size = Int.max
    }

    private var rows: [Row]
    private var floor: (category: Int8, priority: Int8) = (-1, -1)
    private var found: [Int] = []

    init(questionCount: Int) {
        rows = Array(repeating: Row(), count: questionCount)
    }

    /// Empties the list; no answer leads to less than this.
    func begin(atLeast category: Int8, _ priority: Int8) {
        for question in found { rows[question] = Row() }
        found.removeAll(keepingCapacity: true)
        floor = (category, priority)
    }

    /// Whether a level would add to what is noted of a question.
    func isNews(_ question: Int, _ level: OpenQuestionTable.Level) -> Bool {
        let row = rows[question]
        return !row.isListed || level.category > row.category || level.priority > row.priority
    }

    func note(_ question: Int, _ level: OpenQuestionTable.Level, size: Int) {
        if !rows[question].isListed { found.append(question) }
        rows[question].isListed = true
        if level.priority > rows[question].priority {
            rows[question].priority = level.priority
            rows[question].size = size
        } else if level.priority == rows[question].priority {
            rows[question].size = min(rows[question].size, size)
        }
        rows[question].category = max(rows[question].category, level.category)
    }

    /// The most decisive first: by priority, by category, by how few facts decide it, then in the order of the ruleset.
    func sorted() -> [OpenQuestion] {
        found.sort { left, right in
            let (a, b) = (rows[left], rows[right])
            if a.priority != b.priority { return a.priority > b.priority }
            if a.category != b.category { return a.category > b.category }
            return a.size == b.size ? left < right : a.size < b.size
        }
        return found.map { question in
            let category = max(rows[question].category, floor.category)
            let priority = max(rows[question].priority, floor.priority)
            return OpenQuestion(
                question: QuestionID(question),
                category: category < 0 ? nil : TriageEvents.Category(rawValue: UInt8(category)),
                priority: priority < 0 ? .urgent : Priority(rawValue: UInt8(priority)) ?? .urgent)
        }
    }
}
