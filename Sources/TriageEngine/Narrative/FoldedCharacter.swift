/// One character beyond ASCII, as the tokenizer sees it.
struct FoldedCharacter {
    enum Kind {
        /// A Latin letter: one or two ASCII letters.
        case letters
        /// A letter of another script, kept as it is.
        case otherLetter
        case apostrophe
        case space
        case dash
        case bullet
        case ellipsis
        case half
        /// An emoji or another sign that is a token of its own.
        case symbol
        /// Joiners, variation selectors, skin tones, soft hyphens: as if not there.
        case nothing
    }

    var kind: Kind
    /// Bytes it takes, at least 1 and never beyond the end of the text.
    var length: Int
    var first: UInt8 = 0
    var second: UInt8 = 0

    /// Reads the character at a byte of 0x80 or above.
    init(_ text: UnsafeBufferPointer<UInt8>, at index: Int) {
        let lead = text[index]
        let second = index + 1 < text.count ? text[index + 1] : 0
        let third = index + 2 < text.count ? text[index + 2] : 0
        let fourth = index + 3 < text.count ? text[index + 3] : 0
        func follows(_ byte: UInt8) -> Bool { byte & 0xc0 == 0x80 }
        switch lead {
        case 0xc2 where follows(second):
            length = 2
            kind =
                switch second {
                case 0xad: .nothing
                case 0xbd: .half
                case 0xb4: .apostrophe
                case 0xb7: .bullet
                default: .space
                }
        case 0xc3...0xc5 where follows(second):
            length = 2
            let index = Int(lead - 0xc3) * 64 + Int(second & 0x3f)
            let letters = Self.latin[index]
            first = letters.0
            self.second = letters.1
            kind = letters.0 == 0 ? .space : .letters
        case 0xcc where follows(second), 0xcd where second >= 0x80 && second <= 0xaf:
            // Combining accents: "e" followed by one is "e".
            length = 2
            kind = .nothing
        case 0xc6...0xdf where follows(second):
            length = 2
            kind = .otherLetter
        case 0xe2 where follows(second) && follows(third):
            length = 3
            kind = second == 0x80 ? Self.generalPunctuation(third) : .symbol
        case 0xef where second == 0xb8 && third >= 0x80 && third <= 0x8f, 0xef where second == 0xbb && third == 0xbf:
            length = 3
            kind = .nothing
        case 0xe3 where second == 0x80 && follows(third):
            length = 3
            kind = third == 0x82 ? .bullet : .space
        case 0xe0...0xef where follows(second) && follows(third):
            length = 3
            kind = .otherLetter
        case 0xf0...0xf4 where follows(second) && follows(third) && follows(fourth):
            length = 4
            let isSkinTone = lead == 0xf0 && second == 0x9f && third == 0x8f && fourth >= 0xbb
            kind = isSkinTone ? .nothing : second == 0x9f ? .symbol : .otherLetter
        default:
            length = 1
            kind = .space
        }
    }

    private static func generalPunctuation(_ third: UInt8) -> Kind {
        switch third {
        case 0x8b...0x8f, 0xa0: .nothing
        case 0x90...0x95: .dash
        case 0x98, 0x99, 0xb2: .apostrophe
        case 0xa2...0xa4: .bullet
        case 0xa6: .ellipsis
        default: .space
        }
    }

    /// ASCII letters for U+00C0 to U+017F; zero where there is no letter.
    private static let latin: [(UInt8, UInt8)] = {
        let folded =
            "a a a a a a aec e e e e i i i i d n o o o o o . o u u u u y thss"
            + "a a a a a a aec e e e e i i i i d n o o o o o . o u u u u y thy "
            + "a a a a a a c c c c c c c c d d d d e e e e e e e e e e g g g g "
            + "g g g g h h h h i i i i i i i i i i ijijj j k k k l l l l l l l "
            + "l l l n n n n n n n n n o o o o o o oeoer r r r r r s s s s s s "
            + "s s t t t t t t u u u u u u u u u u u u w w y y y z z z z z z s "
        let bytes = Array(folded.utf8)
        return stride(from: 0, to: bytes.count - 1, by: 2).map { index in
            let first = bytes[index] == 0x2e ? 0 : bytes[index]
            return (first, bytes[index + 1] == 0x20 || first == 0 ? 0 : bytes[index + 1])
        }
    }()
}
