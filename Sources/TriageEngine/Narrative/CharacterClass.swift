/// What a byte of UTF-8 text is to the tokenizer. The order matters: from `letter` on, a byte can stand in a word.
enum CharacterClass: UInt8, Comparable {
    case space
    case newline
    case punctuation
    case letter
    case digit
    case multibyte

    static func < (left: CharacterClass, right: CharacterClass) -> Bool { left.rawValue < right.rawValue }

    static let table: [CharacterClass] = (0...255).map { (byte: Int) -> CharacterClass in
        switch byte {
        case 0x0a, 0x0d, 0x0b, 0x0c: .newline
        case 0...0x20, 0x7f: .space
        case 0x30...0x39: .digit
        case 0x41...0x5a, 0x61...0x7a: .letter
        case 0x80...: .multibyte
        default: .punctuation
        }
    }
}
