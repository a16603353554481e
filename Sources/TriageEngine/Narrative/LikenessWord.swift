/// A word of a text, as a likeness counts it.
package struct LikenessWord: Sendable, Hashable {
    /// As the lexicon spells it, or as it stands there where the lexicon does not know it: small letters of the English
    /// alphabet.
    package let spelling: String
    /// The text takes it back: it is denied, doubted, over, another's, or part of a saying that means nothing here.
    package let isUnsaid: Bool

    package init(spelling: String, isUnsaid: Bool) {
        self.spelling = spelling
        self.isUnsaid = isUnsaid
    }

    /// The word in small letters, without apostrophes; nil for what holds anything but letters of the English alphabet
    /// besides: likenesses do not count it.
    static func spelling(of bytes: some Sequence<UInt8>) -> String? {
        var letters: [UInt8] = []
        for byte in bytes where byte != 0x27 {
            let letter = byte | 0x20
            guard byte < 0x80, letter >= 0x61, letter <= 0x7a else { return nil }
            letters.append(letter)
        }
        return letters.isEmpty ? nil : String(decoding: letters, as: UTF8.self)
    }
}
