import TriageEvents

/// The questions found open so far, and the most that an answer to each could lead to. One serves one thread.
final class OpenQuestionList {
    private struct Row {
        /// Below all that is asked for while the question is not listed.
        var level = OpenQuestionTable.Level(category: .min, priority: .min)
        /// Facts that the shortest term of this priority asks for.
        var size = Int.max

        var isListed: Bool { level.priority > .min }
    }

    private let rows: UnsafeMutablePointer<Row>
    /// Asked of everybody, whatever the complaint.
    private let isScreening: UnsafeMutablePointer<Bool>
    private var floor = OpenQuestionTable.Level.none
    private var found: GrowingList<Int>
    /// What was found, as it is told.
    private var questions: GrowingList<OpenQuestion>
    /// A bit a question: the level that was last asked for would add to what is noted of it.
    private let isNews: UnsafeMutablePointer<UInt64>
    private let words: Int
    private var newsLevel = OpenQuestionTable.Level.none

    /// - Parameters:
    ///   - asked: The questions of the ruleset.
    ///   - words: Words of a set of questions.
    init(_ asked: [Question], words: Int) {
        self.words = words
        let questionCount = asked.count
        isScreening = .filled(questionCount, with: false)
        for (place, question) in asked.enumerated() { isScreening[place] = question.isScreening }
        isNews = .filled(words, with: ~0)
        rows = .filled(questionCount, with: Row())
        found = GrowingList(capacity: max(questionCount, 1))
        questions = GrowingList(capacity: max(questionCount, 1))
    }

    deinit {
        rows.deallocate()
        isScreening.deallocate()
        isNews.deallocate()
    }

    /// Empties the list; no answer leads to less than this.
    func begin(atLeast level: OpenQuestionTable.Level) {
        for question in found.all { rows[question] = Row() }
        found.removeAll()
        isNews.update(repeating: ~0, count: words)
        floor = level
    }

    /// The questions to which a level would add, a bit each; those that are not listed are among them. Valid until the
    /// next call.
    @inline(__always)
    func news(_ level: OpenQuestionTable.Level) -> UnsafePointer<UInt64> {
        if level != newsLevel { collectNews(level) }
        return UnsafePointer(isNews)
    }

    private func collectNews(_ level: OpenQuestionTable.Level) {
        newsLevel = level
        isNews.update(repeating: ~0, count: words)
        for question in found.all where !isNews(question, level) { isNews.remove(question) }
    }

    /// Whether a level would add to what is noted of a question.
    @inline(__always)
    private func isNews(_ question: Int, _ level: OpenQuestionTable.Level) -> Bool {
        !level.isWithin(rows[question].level)
    }

    /// Whether noting this would change nothing.
    func isNoted(_ question: Int, _ level: OpenQuestionTable.Level, size: Int) -> Bool {
        !isNews(question, level) && (level.priority < rows[question].level.priority || rows[question].size <= size)
    }

    func note(_ question: Int, _ level: OpenQuestionTable.Level, size: Int) {
        let row = rows[question]
        if !row.isListed { found.append(question) }
        if level.priority > row.level.priority {
            rows[question].size = size
        } else if level.priority == row.level.priority {
            rows[question].size = min(row.size, size)
        }
        rows[question].level = row.level.joined(with: level)
        if !isNews(question, newsLevel) { isNews.remove(question) }
    }

    /// The most decisive first: by priority, by category, by how few facts decide it, then in the order of the ruleset;
    /// those that are asked of everybody stand behind those that this complaint raises. Valid until the next call.
    func sorted() -> UnsafeBufferPointer<OpenQuestion> {
        found.sort { goes($0, before: $1) }
        questions.removeAll()
        for question in found.all {
            let level = rows[question].level.joined(with: floor)
            questions.append(
                OpenQuestion(
                    question: QuestionID(question),
                    category: level.category < 0 ? nil : TriageEvents.Category(rawValue: UInt8(level.category)),
                    priority: level.priority < 0 ? .urgent : Priority(rawValue: UInt8(level.priority)) ?? .urgent))
        }
        return questions.all
    }

    @inline(__always)
    private func goes(_ left: Int, before right: Int) -> Bool {
        let (a, b) = (rows[left], rows[right])
        if isScreening[left] != isScreening[right] { return isScreening[right] }
        if a.level.priority != b.level.priority { return a.level.priority > b.level.priority }
        if a.level.category != b.level.category { return a.level.category > b.level.category }
        return a.size == b.size ? left < right : a.size < b.size
    }
}
