/// One way of saying something, as the lexicon writes it, taken apart but not yet compiled.
///
/// `(my)? <leg> <is> (so|really very)? swollen`: words, `a|b` alternatives, `(…)` alternatives of several words, `(…)?`
/// what may be left out, `<name>` a named set of words, `<number>` a number, `..` up to two words of any kind, `...` up
/// to four.
struct Phrase {
    indirect enum Part {
        case word(String)
        case set(String)
        case number
        case gap(Int)
        case choice([[Part]], isOptional: Bool)
    }

    let parts: [Part]

    /// - Throws: what is wrong, for the one who wrote it.
    init(_ text: String) throws(PhraseError) {
        var reader = Reader(bytes: Array(text.utf8))
        parts = try reader.sequence(until: nil)
        guard !parts.isEmpty else { throw PhraseError(message: "an empty phrase") }
    }

    private struct Reader {
        let bytes: [UInt8]
        var index = 0

        private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

        mutating func sequence(until end: UInt8?) throws(PhraseError) -> [Part] {
            var parts: [Part] = []
            while let byte = current {
                if byte == end || (end != nil && byte == 0x7c) { return parts }
                if byte == 0x20 {
                    index += 1
                    continue
                }
                parts.append(try item(isInBracket: end != nil))
            }
            if end != nil { throw PhraseError(message: "a bracket is not closed") }
            return parts
        }

        /// One place of the phrase: a bracket, a gap, or words joined by `|`.
        private mutating func item(isInBracket: Bool) throws(PhraseError) -> Part {
            if current == 0x28 {  // (
                index += 1
                var choices: [[Part]] = []
                repeat {
                    choices.append(try sequence(until: 0x29))
                    index += 1
                } while index <= bytes.count && bytes[index - 1] == 0x7c
                let isOptional = current == 0x3f  // ?
                if isOptional { index += 1 }
                return .choice(choices, isOptional: isOptional)
            }
            if current == 0x2e {
                let start = index
                while current == 0x2e { index += 1 }
                return .gap((index - start - 1) * 2)
            }
            var choices: [[Part]] = []
            repeat {
                if !choices.isEmpty { index += 1 }
                choices.append([try atom()])
            } while !isInBracket && current == 0x7c && index + 1 < bytes.count && bytes[index + 1] != 0x20
            if choices.count == 1, let only = choices[0].first { return only }
            return .choice(choices, isOptional: false)
        }

        private mutating func atom() throws(PhraseError) -> Part {
            let start = index
            if current == 0x3c {  // <
                while let byte = current, byte != 0x3e { index += 1 }
                guard current == 0x3e else { throw PhraseError(message: "a < is not closed") }
                index += 1
                let name = String(decoding: bytes[(start + 1)..<(index - 1)], as: UTF8.self)
                return name == "number" ? .number : .set(name)
            }
            while let byte = current, byte != 0x20, byte != 0x28, byte != 0x29, byte != 0x7c, byte != 0x3c {
                index += 1
            }
            guard index > start else { throw PhraseError(message: "a word is missing before or after | or )") }
            return .word(String(decoding: bytes[start..<index], as: UTF8.self))
        }
    }
}

/// Why a phrase cannot be understood.
struct PhraseError: Error {
    let message: String
}
