import TriageEvents

/// The questions found open so far, and the most that an answer to each could lead to. One serves one thread.
final class OpenQuestionList {
    private struct Row {
        var isListed = false
        var level = OpenQuestionTable.Level.none
        /// Facts that the shortest term of this priority asks for.
        var size = Int.max
    }

    private let rows: UnsafeMutablePointer<Row>
    private var floor = OpenQuestionTable.Level.none
    private var found: [Int] = []

    init(questionCount: Int) {
        rows = .filled(questionCount, with: Row())
    }

    deinit { rows.deallocate() }

    /// Empties the list; no answer leads to less than this.
    func begin(atLeast level: OpenQuestionTable.Level) {
        for question in found { rows[question] = Row() }
        found.removeAll(keepingCapacity: true)
        floor = level
    }

    /// Whether a level would add to what is noted of a question.
    @inline(__always)
    func isNews(_ question: Int, _ level: OpenQuestionTable.Level) -> Bool {
        !rows[question].isListed || !level.isWithin(rows[question].level)
    }

    /// Whether noting this would change nothing.
    func isNoted(_ question: Int, _ level: OpenQuestionTable.Level, size: Int) -> Bool {
        !isNews(question, level) && (level.priority < rows[question].level.priority || rows[question].size <= size)
    }

    func note(_ question: Int, _ level: OpenQuestionTable.Level, size: Int) {
        let row = rows[question]
        if !row.isListed { found.append(question) }
        rows[question].isListed = true
        if level.priority > row.level.priority {
            rows[question].size = size
        } else if level.priority == row.level.priority {
            rows[question].size = min(row.size, size)
        }
        rows[question].level = row.level.joined(with: level)
    }

    /// The most decisive first: by priority, by category, by how few facts decide it, then in the order of the ruleset.
    func sorted() -> [OpenQuestion] {
        found.sort { left, right in
            let (a, b) = (rows[left], rows[right])
            if a.level.priority != b.level.priority { return a.level.priority > b.level.priority }
            if a.level.category != b.level.category { return a.level.category > b.level.category }
            return a.size == b.size ? left < right : a.size < b.size
        }
        return found.map { question in
            let level = rows[question].level.joined(with: floor)
            return OpenQuestion(
                question: QuestionID(question),
                category: level.category < 0 ? nil : TriageEvents.Category(rawValue: UInt8(level.category)),
                priority: level.priority < 0 ? .urgent : Priority(rawValue: UInt8(level.priority)) ?? .urgent)
        }
    }
}
