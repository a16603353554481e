import JSON
import TriageEngine

/// Makes submissions out of profiles; the same seed gives the same ones, in the same order.
struct SubmissionGenerator: Sendable {
    /// A profile with all its bytes laid down.
    private struct Voice: Sendable {
        let upTo: Int
        /// Possible members of `answers`, each list of one question: `"leg.side":"left"`.
        let answers: [[[UInt8]]]
        /// Escaped as in a JSON string.
        let story: [[[UInt8]]]
    }

    private let voices: [Voice]
    private let asides: [[UInt8]]
    private let weightInAll: Int
    private let seed: UInt64
    private var random: SplitMix64
    private var index = 0
    private var patient: UInt64 = 0

    /// - Parameters:
    ///   - profiles: who writes what how often.
    ///   - ruleset: whose questions are answered.
    ///   - seed: where chance begins.
    ///   - answers: how many answers a form has, as far as there are questions that can be answered without saying anything.
    init(_ profiles: GeneratorProfiles, ruleset: Ruleset, seed: UInt64, answers: Int) {
        self.seed = seed
        random = SplitMix64(state: seed &* 0x9E37_79B9_7F4A_7C15 &+ 1)
        let quiet = ruleset.questions.compactMap { question in
            Self.quietAnswers(question).map { (question: question.name, answers: $0) }
        }
        var voices: [Voice] = []
        var sum = 0
        for profile in profiles.profiles {
            sum += profile.weight
            let own = profile.answers.map { answer in answer.values.map { Self.member(answer.question, $0) } }
            let others = quiet.filter { one in !profile.answers.contains { $0.question == one.question } }
            let rest = others.prefix(max(0, answers - own.count)).map(\.answers)
            voices.append(Voice(upTo: sum, answers: own + rest, story: profile.story.map { $0.map(Self.escaped) }))
        }
        self.voices = voices
        weightInAll = sum
        asides = profiles.asides.map(Self.escaped)
    }

    /// Whom the last form is about; also its key.
    var lastPatient: String { "pt-" + String(patient, radix: 16) }

    /// Writes the next submission.
    mutating func write(into out: inout ByteWriter) {
        let draw = Int(random.next() % UInt64(max(weightInAll, 1)))
        guard let voice = voices.first(where: { draw < $0.upTo }) else { return }
        patient = random.next() >> 24
        out.append("{\"schema\":\"leg-intake/1\",\"submissionId\":\"gen-")
        out.appendDecimal(Int(truncatingIfNeeded: seed))
        out.append(UInt8(ascii: "-"))
        out.appendDecimal(index)
        out.append("\",\"submittedAt\":\"")
        appendTime(into: &out)
        out.append("\",\"patientRef\":\"")
        for byte in lastPatient.utf8 { out.append(byte) }
        out.append(
            "\",\"form\":{\"id\":\"leg-intake\",\"version\":\"1\"},\"language\":\"en\",\"patient\":{\"ageYears\":")
        out.appendDecimal(18 + Int(random.next() % 75))
        out.append(random.next() % 2 == 0 ? ",\"sex\":\"female\"},\"answers\":{" : ",\"sex\":\"male\"},\"answers\":{")
        // One in twenty breaks off half way through the form.
        let answered = random.next() % 20 == 0 ? voice.answers.count / 2 : voice.answers.count
        for (number, choices) in voice.answers.prefix(answered).enumerated() {
            if number > 0 { out.append(UInt8(ascii: ",")) }
            append(pick(choices), into: &out)
        }
        out.append("},\"narrative\":\"")
        for (number, choices) in voice.story.enumerated() {
            if number > 0 { out.append(UInt8(ascii: " ")) }
            append(pick(choices), into: &out)
        }
        if !asides.isEmpty, random.next() % 3 == 0 {
            out.append(UInt8(ascii: " "))
            append(pick(asides), into: &out)
        }
        out.append("\"}")
        index += 1
    }

    /// Seven seconds a form from 2026-01-01T00:00:00Z on.
    private func appendTime(into out: inout ByteWriter) {
        let seconds = index * 7
        let day = seconds / 86_400 % 28
        let month = seconds / (86_400 * 28) % 12
        out.append("2026-")
        appendTwo(month + 1, into: &out)
        out.append(UInt8(ascii: "-"))
        appendTwo(day + 1, into: &out)
        out.append(UInt8(ascii: "T"))
        appendTwo(seconds / 3600 % 24, into: &out)
        out.append(UInt8(ascii: ":"))
        appendTwo(seconds / 60 % 60, into: &out)
        out.append(UInt8(ascii: ":"))
        appendTwo(seconds % 60, into: &out)
        out.append(UInt8(ascii: "Z"))
    }

    private func appendTwo(_ number: Int, into out: inout ByteWriter) {
        if number < 10 { out.append(UInt8(ascii: "0")) }
        out.appendDecimal(number)
    }

    private mutating func pick(_ choices: [[UInt8]]) -> [UInt8] {
        choices.isEmpty ? [] : choices[Int(random.next() % UInt64(choices.count))]
    }

    private func append(_ bytes: [UInt8], into out: inout ByteWriter) {
        bytes.withUnsafeBytes { out.append($0) }
    }

    /// Answers that make nothing present and set no number; nil if the question has none.
    private static func quietAnswers(_ question: Question) -> [[UInt8]]? {
        let options = question.options.filter { option in
            option.effect.intervals.isEmpty && option.effect.settings.allSatisfy { $0.state == .absent }
                && option.effect.review.isEmpty
        }
        // An answer that says no is what most people give; only without one, "I don't know".
        let denying = options.filter { !$0.effect.settings.isEmpty }
        let chosen = denying.isEmpty ? options : denying
        guard !chosen.isEmpty else { return nil }
        return chosen.map { option in
            switch question.kind {
            case .boolean: member(question.name, option.name)
            case .choices: member(question.name, "[\"\(option.name)\"]")
            default: member(question.name, "\"\(option.name)\"")
            }
        }
    }

    private static func member(_ question: String, _ json: String) -> [UInt8] { Array("\"\(question)\":\(json)".utf8) }

    private static func escaped(_ text: String) -> [UInt8] {
        var out = ByteWriter(capacity: text.utf8.count + 16)
        out.value(text)
        return Array(out.array.dropFirst().dropLast())
    }
}
