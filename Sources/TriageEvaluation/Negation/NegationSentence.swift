/// A sentence with one phrase of it, and whether the sentence affirms or denies the phrase.
package struct NegationSentence: Sendable, Equatable {
    /// Where it stands in the file, counted from 1.
    package let line: Int
    /// UTF-8.
    package let phrase: [UInt8]
    /// UTF-8.
    package let sentence: [UInt8]
    package let isNegated: Bool

    package init(line: Int, phrase: [UInt8], sentence: [UInt8], isNegated: Bool) {
        self.line = line
        self.phrase = phrase
        self.sentence = sentence
        self.isNegated = isNegated
    }

    /// Where the phrase stands in the sentence, as half-open byte offsets; nil when it does not.
    ///
    /// Letters match in either case, any white space matches any. Annotators wrote the phrase in capitals: where it
    /// occurs several times and only once so, that occurrence is meant, otherwise the first.
    package var place: Range<Int>? {
        let wanted = Self.words(phrase)
        guard !wanted.isEmpty else { return nil }
        let places = sentence.indices.compactMap { start in
            Self.match(wanted, in: sentence, at: start).map { start..<$0 }
        }
        let inCapitals = places.filter { place in
            sentence[place].contains { (0x41...0x5A).contains($0) }
                && !sentence[place].contains { (0x61...0x7A).contains($0) }
        }
        return inCapitals.count == 1 ? inCapitals[0] : places.first
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }

    private static func words(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        bytes.split(whereSeparator: isSpace)
    }

    /// The end of the words where they start at an offset; nil when they do not, or run into a longer word.
    private static func match(_ words: [ArraySlice<UInt8>], in text: [UInt8], at start: Int) -> Int? {
        if start > 0, isWordByte(text[start - 1]), let first = words.first?.first, isWordByte(first) { return nil }
        var position = start
        for (number, word) in words.enumerated() {
            if number > 0 {
                let before = position
                while position < text.count, isSpace(text[position]) { position += 1 }
                guard position > before else { return nil }
            }
            guard position + word.count <= text.count else { return nil }
            for byte in word {
                guard folded(byte) == folded(text[position]) else { return nil }
                position += 1
            }
        }
        if position < text.count, isWordByte(text[position]), isWordByte(text[position - 1]) { return nil }
        return position
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte >= 0x80
    }

    private static func folded(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
}
