import JSON
import TriageEngine

/// Makes submissions out of profiles; the same seed gives the same ones, in the same order.
struct SubmissionGenerator: Sendable {
    /// A profile with all its bytes laid down.
    private struct Voice: Sendable {
        let upTo: Int
        let ages: ClosedRange<Int>
        let sexes: [[UInt8]]
        let answers: [Reply]
        /// Escaped as in a JSON string.
        let story: [[[UInt8]]]
    }

    /// What may be said to one question, as members of `answers`: `"leg.side":"left"`.
    private struct Reply: Sendable {
        let choices: [[UInt8]]
        /// "I don't know", in its words; empty where the question has none.
        let unknown: [[UInt8]]
    }

    private let voices: [Voice]
    private let asides: [[UInt8]]
    private let silence: GeneratorProfiles.Silence
    private let weightInAll: Int
    private let seed: UInt64
    private var random: SplitMix64
    private var index = 0
    private var patient: UInt64 = 0

    /// - Parameters:
    ///   - profiles: who writes what how often.
    ///   - ruleset: whose questions are answered.
    ///   - seed: where chance begins.
    ///   - answers: how many answers a form has, as far as there are questions that can be answered without saying
    ///     anything.
    init(_ profiles: GeneratorProfiles, ruleset: Ruleset, seed: UInt64, answers: Int) {
        self.seed = seed
        random = SplitMix64(state: seed &* 0x9E37_79B9_7F4A_7C15 &+ 1)
        let unknown = ruleset.questions.map { question in
            (question: question.name, answers: Self.answersOfNothing(question))
        }
        // In the order of the form: what everybody says, else a "no".
        let quiet = ruleset.questions.compactMap { question -> (question: String, answers: [[UInt8]])? in
            if let common = profiles.common.first(where: { $0.question == question.name }) {
                return (question.name, common.values.map { Self.member(question.name, $0) })
            }
            guard !profiles.unasked.contains(question.name) else { return nil }
            return Self.quietAnswers(question).map { (question.name, $0) }
        }
        var voices: [Voice] = []
        var sum = 0
        for profile in profiles.profiles {
            sum += profile.weight
            let own = profile.answers.map { answer in
                (question: answer.question, answers: answer.values.map { Self.member(answer.question, $0) })
            }
            let others = quiet.filter { one in !profile.answers.contains { $0.question == one.question } }
            let all = own + others.prefix(max(0, answers - own.count))
            voices.append(
                Voice(
                    upTo: sum, ages: profile.ages, sexes: profile.sexes.map(Self.escaped),
                    answers: all.map { answer in
                        Reply(
                            choices: answer.answers,
                            unknown: unknown.first { $0.question == answer.question }?.answers ?? [])
                    },
                    story: profile.story.map { $0.map(Self.escaped) }))
        }
        self.voices = voices
        silence = profiles.silence
        weightInAll = sum
        asides = profiles.asides.map(Self.escaped)
    }

    /// Whom the last form is about; also its key.
    var lastPatient: String { "pt-" + String(patient, radix: 16) }

    /// Writes the next submission.
    mutating func write(into out: inout ByteWriter) {
        let draw = chance(weightInAll)
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
        out.appendDecimal(voice.ages.lowerBound + chance(voice.ages.count))
        out.append(",\"sex\":\"")
        append(pick(voice.sexes), into: &out)
        out.append("\"},\"answers\":{")
        appendAnswers(of: voice, into: &out)
        out.append("},\"narrative\":\"")
        appendStory(of: voice, into: &out)
        out.append("\"}")
        index += 1
    }

    private mutating func appendAnswers(of voice: Voice, into out: inout ByteWriter) {
        // One in twenty breaks off half way through the form.
        let answered = chance(20) == 0 ? voice.answers.count / 2 : voice.answers.count
        let isReticent = chance(100) < silence.people
        var isFirst = true
        for reply in voice.answers.prefix(answered) {
            var choices = reply.choices
            if isReticent, chance(100) < silence.questions {
                // Whoever leaves a question out says that they do not know, or nothing at all.
                choices = chance(2) == 0 ? reply.unknown : []
            }
            guard !choices.isEmpty else { continue }
            if !isFirst { out.append(UInt8(ascii: ",")) }
            isFirst = false
            append(pick(choices), into: &out)
        }
    }

    private mutating func appendStory(of voice: Voice, into out: inout ByteWriter) {
        var isFirst = true
        for sentence in story(of: voice) where !sentence.isEmpty {
            if !isFirst { out.append(UInt8(ascii: " ")) }
            isFirst = false
            append(sentence, into: &out)
        }
    }

    /// The sentences that are said; empty ones say nothing.
    private mutating func story(of voice: Voice) -> [[UInt8]] {
        var sentences: [[UInt8]] = []
        for choices in voice.story { sentences.append(pick(choices)) }
        if chance(5) == 0 { sentences.append(pick(asides)) }
        return sentences
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
        choices.isEmpty ? [] : choices[chance(choices.count)]
    }

    /// One of so many, from zero on; zero of none.
    private mutating func chance(_ count: Int) -> Int { Int(random.next() % UInt64(max(count, 1))) }

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
        return chosen.map { member(question, $0) }
    }

    /// Answers that say nothing. Where several may be ticked, one without a meaning may be a thing that no rule asks
    /// for.
    private static func answersOfNothing(_ question: Question) -> [[UInt8]] {
        guard question.kind == .choice else { return [] }
        return question.options.filter { option in
            option.effect.intervals.isEmpty && option.effect.settings.isEmpty && option.effect.review.isEmpty
        }.map { member(question, $0) }
    }

    private static func member(_ question: Question, _ option: Question.Option) -> [UInt8] {
        switch question.kind {
        case .boolean: member(question.name, option.name)
        case .choices: member(question.name, "[\"\(option.name)\"]")
        default: member(question.name, "\"\(option.name)\"")
        }
    }

    private static func member(_ question: String, _ json: String) -> [UInt8] { Array("\"\(question)\":\(json)".utf8) }

    private static func escaped(_ text: String) -> [UInt8] {
        var out = ByteWriter(capacity: text.utf8.count + 16)
        out.value(text)
        return Array(out.array.dropFirst().dropLast())
    }
}
