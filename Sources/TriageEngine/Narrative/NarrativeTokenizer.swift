/// Cuts UTF-8 text into tokens in one pass.
///
/// Words are folded while they are read: case, diacritics of Latin letters, and apostrophes of any shape vanish
/// ("Can’t" and "cant" are one word). Malformed UTF-8 separates words and is otherwise ignored.
struct NarrativeTokenizer {
    typealias Breaks = NarrativeToken.Breaks

    /// One token as it is found.
    struct Found {
        /// Half-open byte offsets.
        var start: Int32 = 0
        var end: Int32 = 0
        /// Hash of the folded word. Means nothing for a number in digits.
        var hash: UInt64 = 0
        /// Of "leg's" the hash of "leg"; 0 for a word that does not end in an apostrophe and one s.
        var stemHash: UInt64 = 0
        var breaks: Breaks = []
        /// Not a number for a word.
        var number = Float.nan

        var isNumber: Bool { !number.isNaN }
    }

    private let text: UnsafeBufferPointer<UInt8>
    private var breaks: Breaks = []
    private var position = 0
    private var newlines = 0
    private var lineStart = 0
    private var spaceBefore = true
    private var isAfterSlash = false
    private var newlineWasShort = true
    /// Where the letters of the last word end and their hash, when digits follow that end the word: "hr118".
    private(set) var label: (end: Int, hash: UInt64) = (0, 0)

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    /// The hash of a single word, folded as text is; nil when it is not exactly one word.
    static func hash(ofWord word: String) -> UInt64? {
        var copy = word
        return copy.withUTF8 { bytes in
            var tokenizer = NarrativeTokenizer(bytes)
            guard let found = tokenizer.next(), !found.isNumber, tokenizer.next() == nil else { return nil }
            return found.hash
        }
    }

    @inline(__always)
    private func byte(at index: Int) -> UInt8 { index < text.count ? text[index] : 0 }

    @inline(__always)
    private func isWordByte(at index: Int) -> Bool {
        index < text.count && CharacterClass(text[index]) >= .letter
    }

    /// Once there is no further token: whether a question mark stands behind the last.
    var endsInQuestion: Bool { breaks.contains(.question) }

    /// The next token; nil when there is none.
    @inline(__always)
    mutating func next() -> Found? {
        label.end = 0
        while position < text.count {
            let current = text[position]
            switch CharacterClass(current) {
            case .letter: return word()
            case .digit: return number()
            case .space:
                spaceBefore = true
                position &+= 1
            case .newline:
                newline()
            case .punctuation:
                if let found = punctuation(current) { return found }
            case .multibyte:
                if let found = multibyte() { return found }
            }
        }
        return nil
    }

    /// Takes only the letters of the word that was found last, and reads on with its digits.
    mutating func keepLabel(of found: inout Found) {
        found.end = Int32(truncatingIfNeeded: label.end)
        found.hash = label.hash
        position = label.end
        spaceBefore = false
    }

    /// The token that ends before an index, where reading goes on.
    @inline(__always)
    private mutating func find(
        _ start: Int, to end: Int, hash: UInt64, stemHash: UInt64 = 0, breaks: Breaks, number: Float = .nan
    ) -> Found {
        position = end
        return Found(
            start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end), hash: hash,
            stemHash: stemHash, breaks: breaks, number: number)
    }

    // MARK: Words and numbers

    @inline(__always)
    private mutating func takeBreaks(at start: Int) -> Breaks {
        var taken = breaks
        if newlines > 0 {
            let first = byte(at: start)
            let isLowercase = first >= 0x61 && first <= 0x7a
            // A long line that goes on in lower case was wrapped by a mail program; a short one is an entry of a list.
            if newlines > 1 || !isLowercase {
                taken.formUnion([.sentence, .newline])
            } else if newlineWasShort {
                taken.insert(.newline)
            }
            newlines = 0
        } else if taken.isEmpty && !spaceBefore && start > 0 {
            taken = isAfterSlash ? [.joined, .slash] : .joined
        }
        isAfterSlash = false
        breaks = []
        spaceBefore = false
        return taken
    }

    private mutating func newline() {
        if newlines == 0 { newlineWasShort = position - lineStart < 60 }
        if text[position] == 0x0a { newlines += 1 } else if byte(at: position + 1) != 0x0a { newlines += 1 }
        position += 1
        lineStart = position
        spaceBefore = true
    }

    @inline(__always)
    private mutating func word() -> Found {
        let start = position
        let taken = takeBreaks(at: start)
        var hash = WordHash()
        var stem: (hash: UInt64, letters: Int) = (0, 0)
        // Nearly all words are letters and nothing else, and most of those are followed by a space.
        var letters = hash.addLetters(text, from: start)
        var index = start &+ letters
        if index < text.count, text[index] == 0x20 {
            let found = find(start, to: index, hash: hash.finished, breaks: taken)
            position = index &+ 1
            spaceBefore = true
            return found
        }
        scan: while index < text.count {
            let current = text[index]
            switch CharacterClass(current) {
            case .letter:
                hash.add(current | 0x20)
                letters += 1
                index += 1
            case .digit:
                // A clinician's "x5d" is an "x" and a number.
                if letters == 1 && text[start] | 0x20 == 0x78 { break scan }
                if label.end <= start, letters == index - start { label = (index, hash.finished) }
                hash.add(current)
                letters += 1
                index += 1
            case .punctuation:
                if (current == 0x27 || current == 0x60) && isLetterAhead(index + 1) {
                    stem = (hash.finished, letters)
                    index += 1
                } else if current == 0x2e && letters == (index - start + 1) / 2 && isAbbreviation(from: index) {
                    // "d.v.t.": single letters between full stops are one word.
                    index += 1
                } else {
                    break scan
                }
            case .multibyte:
                let folded = FoldedCharacter(text, at: index)
                switch folded.kind {
                case .letters:
                    hash.add(folded.first)
                    if folded.second != 0 { hash.add(folded.second) }
                    letters += 1
                case .otherLetter:
                    for offset in 0..<folded.length { hash.add(text[index + offset]) }
                    letters += 1
                case .nothing: break
                case .apostrophe where isLetterAhead(index + folded.length): stem = (hash.finished, letters)
                default: break scan
                }
                index += folded.length
            case .space, .newline: break scan
            }
        }
        let end = max(index, start &+ 1)
        if label.end > start && !isValue(label.end..<end) { label.end = 0 }
        let endsInS = stem.hash != 0 && letters == stem.letters + 1 && text[end - 1] | 0x20 == 0x73
        return find(start, to: end, hash: hash.finished, stemHash: endsInS ? stem.hash : 0, breaks: taken)
    }

    /// Two digits or more, and nothing else: not the 5 of the vertebra "L5".
    private func isValue(_ range: Range<Int>) -> Bool { range.count > 1 && range.allSatisfy(isDigit) }

    @inline(__always)
    private func isLetterAhead(_ index: Int) -> Bool {
        guard index < text.count else { return false }
        let kind = CharacterClass(text[index])
        return kind == .letter || (kind == .multibyte && text[index] >= 0xc3 && text[index] < 0xe0)
    }

    private func isAbbreviation(from dot: Int) -> Bool {
        let afterIsLetter = CharacterClass(byte(at: dot + 1)) == .letter
        let then = byte(at: dot + 2)
        return afterIsLetter && (dot + 2 >= text.count || CharacterClass(then) < .letter)
    }

    private mutating func number() -> Found {
        let start = position
        let taken = takeBreaks(at: start)
        var value: Float = 0
        var index = start
        while index < text.count, CharacterClass(text[index]) == .digit {
            value = min(value * 10 + Float(text[index] &- 0x30), 1e9)
            index += 1
        }
        let mark = byte(at: index)
        if (mark == 0x2e || mark == 0x2c), CharacterClass(byte(at: index + 1)) == .digit {
            var end = index + 1
            var fraction: Float = 0
            var scale: Float = 1
            while end < text.count, CharacterClass(text[end]) == .digit {
                if scale < 1e6 {
                    fraction = fraction * 10 + Float(text[end] &- 0x30)
                    scale *= 10
                }
                end += 1
            }
            if mark == 0x2c && end - index - 1 == 3 {
                value = min(value * 1000 + fraction, 1e9)
            } else {
                value += fraction / scale
            }
            index = end
        }
        return find(start, to: index, hash: 0, breaks: taken, number: value)
    }

    // MARK: What stands between

    /// Reads a sign, which may be a token.
    private mutating func punctuation(_ current: UInt8) -> Found? {
        let start = position
        position += 1
        switch current {
        case 0x2c: breaks.insert(.comma)  // ,
        case 0x2e:  // .
            if byte(at: position) == 0x2e || (start > 0 && text[start - 1] == 0x2e) {
                breaks.insert(.clause)
            } else if CharacterClass(byte(at: position)) != .digit || spaceBefore {
                breaks.insert(.sentence)
            }
        case 0x21: breaks.insert(.sentence)  // !
        case 0x3f:  // ?
            if spaceBefore && isLetterAhead(position) {
                // A clinician's "?DVT".
                let taken = takeBreaks(at: start)
                spaceBefore = true
                return find(start, to: position, hash: WordHash.of(CollectionOfOne(current)), breaks: taken)
            }
            breaks.insert(.question)
        case 0x3b, 0x7c: breaks.insert(.clause)  // ; |
        case 0x3a, 0x3d:  // : =
            // "HR: 118", "RR=28": a value belongs to its label.
            breaks.insert(isLabelled(by: start) ? .label : .colon)
        case 0x28, 0x5b, 0x7b: breaks.insert(.openBracket)
        case 0x29, 0x5d, 0x7d: breaks.insert(.clause)
        case 0x2d:  // -
            let isBetween = !spaceBefore && start > 0 && isWordByte(at: position)
            if !isBetween { breaks.insert(newlines > 0 || start == 0 ? .sentence : .dash) }
            spaceBefore = !isBetween
        case 0x2a where newlines > 0 || start == 0: breaks.insert(.sentence)
        case 0x26: return ampersand(at: start)
        case 0x2f:  // /
            spaceBefore = false
            isAfterSlash = isDigit(start - 1) && isDigit(position)
        default: spaceBefore = true
        }
        return nil
    }

    /// A word or three stand right before a sign and a number behind it; "seen in clinic today: 80 year old" is no label.
    private func isLabelled(by sign: Int) -> Bool {
        var value = sign + 1
        while value < text.count, text[value] == 0x20, value - sign < 3 { value += 1 }
        guard isDigit(value) else { return false }
        // The "2" of "SpO2" belongs to its word; "3:15" is a time.
        var before = sign - 1
        while isDigit(before), sign - before < 4 { before -= 1 }
        guard before >= 0, CharacterClass(text[before]) == .letter else { return false }
        var words = 1
        while before > 0, sign - before < 48 {
            before -= 1
            switch CharacterClass(text[before]) {
            case .letter: if text[before + 1] == 0x20 { words += 1 }
            case .space, .multibyte: break
            case .newline, .digit, .punctuation: return words <= 3
            }
        }
        return words <= 3
    }

    /// "&" is "and"; other HTML entities are white space, as forms and forums leave them behind.
    private mutating func ampersand(at start: Int) -> Found? {
        var end = position
        while end < text.count, end - start < 10, isWordByte(at: end) || text[end] == 0x23 { end += 1 }
        let isEntity = end > position && byte(at: end) == 0x3b
        let isAnd =
            !isEntity
            || (end - position == 3 && byte(at: position) | 0x20 == 0x61 && byte(at: position + 1) | 0x20 == 0x6d)
        if isEntity { position = end + 1 }
        spaceBefore = true
        guard isAnd else { return nil }
        let taken = takeBreaks(at: start)
        spaceBefore = true
        return find(start, to: position, hash: WordHash.of("and".utf8), breaks: taken)
    }

    /// Reads a character beyond ASCII, and the token that begins with it, if one does.
    private mutating func multibyte() -> Found? {
        let start = position
        let folded = FoldedCharacter(text, at: start)
        switch folded.kind {
        case .letters, .otherLetter: return word()
        case .symbol:
            spaceBefore = true
            let taken = takeBreaks(at: start)
            let hash = WordHash.of((0..<folded.length).lazy.map { [text] in text[start + $0] })
            spaceBefore = true
            return find(start, to: start + folded.length, hash: hash, breaks: taken)
        case .half:
            let taken = takeBreaks(at: start)
            return find(start, to: start + folded.length, hash: 0, breaks: taken, number: 0.5)
        case .dash:
            let isBetween = !spaceBefore && isWordByte(at: position + folded.length) && isDigit(position - 1)
            if !isBetween { breaks.insert(newlines > 0 || position == 0 ? .sentence : .dash) }
            spaceBefore = !isBetween
        case .bullet: breaks.insert(.sentence)
        case .ellipsis: breaks.insert(.clause)
        case .nothing: break
        case .apostrophe, .space: spaceBefore = true
        }
        position += folded.length
        return nil
    }

    private func isDigit(_ index: Int) -> Bool {
        index >= 0 && index < text.count && CharacterClass(text[index]) == .digit
    }
}
