/// What a byte of UTF-8 text is to the tokenizer. The order matters: from `letter` on, a byte can stand in a word.
enum CharacterClass: UInt8, Comparable {
    case space
    case newline
    case punctuation
    case letter
    case digit
    case multibyte

    @inline(__always)
    init(_ byte: UInt8) {
        if (byte | 0x20) &- 0x61 < 26 {
            self = .letter
        } else if byte == 0x20 {
            self = .space
        } else if byte >= 0x80 {
            self = .multibyte
        } else if byte &- 0x30 < 10 {
            self = .digit
        } else if byte >= 0x0a && byte <= 0x0d {
            self = .newline
        } else if byte < 0x20 || byte == 0x7f {
            self = .space
        } else {
            self = .punctuation
        }
    }

    static func < (left: CharacterClass, right: CharacterClass) -> Bool { left.rawValue < right.rawValue }
}
