/// The words of a lexicon while it is compiled: each gets a number, and other spellings share it.
struct LexiconWords {
    /// The first two are what the lexicon does not know, and numbers in digits.
    private(set) var all: [Lexicon.Word] = [Lexicon.Word(), Lexicon.Word(roles: [.digits, .recognised])]
    private(set) var spellings: [String] = ["", ""]
    private var hashOfSpelling: [UInt64] = [0, 0]
    private var numberOfHash: [UInt64: UInt16] = [:]
    private var tokenCache: [String: [UInt16]] = [:]
    /// Whether words learnt now count for the language of a text.
    var addsRecognised = true

    /// The numbers of a text's tokens; nil when one of them is not known, or is a number in digits.
    func numbers(of text: String) -> [UInt16]? { tokenCache[text] }

    func isArticle(_ index: Int) -> Bool { spellings[index] == "a" || spellings[index] == "an" }

    /// Gives the words of a text numbers.
    mutating func learn(_ text: String) {
        if let known = tokenCache[text] {
            if addsRecognised { for number in known { all[Int(number)].roles.insert(.recognised) } }
            return
        }
        // A clinician's "?" stands before a word, as the tokenizer sees it there.
        if text == "?" {
            tokenCache[text] = [number(of: WordHash.of(text.utf8), spelt: text)]
            return
        }
        var copy = text
        var pieces: [(hash: UInt64, text: String)] = []
        var isWhole = true
        copy.withUTF8 { bytes in
            var tokenizer = NarrativeTokenizer(bytes)
            while let found = tokenizer.next() {
                isWhole = isWhole && !found.isNumber
                pieces.append((found.hash, String(decoding: bytes[Int(found.start)..<Int(found.end)], as: UTF8.self)))
            }
        }
        guard isWhole, !pieces.isEmpty else { return }
        tokenCache[text] = pieces.map { number(of: $0.hash, spelt: $0.text) }
    }

    private mutating func number(of hash: UInt64, spelt text: String) -> UInt16 {
        if let number = numberOfHash[hash] {
            if addsRecognised { all[Int(number)].roles.insert(.recognised) }
            return number
        }
        guard !isFull else { return WordTable.unknown }
        let number = UInt16(all.count)
        numberOfHash[hash] = number
        hashOfSpelling.append(hash)
        all.append(Lexicon.Word(roles: addsRecognised ? .recognised : []))
        spellings.append(text.lowercased().filter { $0 != "'" })
        return number
    }

    /// No further word gets a number.
    var isFull: Bool { all.count >= Int(UInt16.max) }

    /// The number of a single word, given to it if it has none; nil when the text is not one, or there is no number left.
    mutating func number(ofWord text: String) -> UInt16? {
        learn(text)
        guard let numbers = tokenCache[text], numbers.count == 1, numbers[0] != WordTable.unknown else { return nil }
        return numbers.first
    }

    /// Changes what is known of a single word; false when the text is not one.
    mutating func update(_ text: String, _ change: (inout Lexicon.Word) -> Void) -> Bool {
        guard let number = number(ofWord: text) else { return false }
        change(&all[Int(number)])
        return true
    }

    /// Lets another spelling stand for a word; false when one of them is not a single word or the spelling is a word
    /// itself.
    mutating func addVariant(_ variant: String, of word: String) -> Bool {
        learn(word)
        guard let number = tokenCache[word]?.first, tokenCache[word]?.count == 1,
            let hash = NarrativeTokenizer.hash(ofWord: variant)
        else { return false }
        if let taken = numberOfHash[hash], taken != number { return false }
        numberOfHash[hash] = number
        return true
    }

    /// Spellings one slip away from long words, where they are no words themselves: a letter dropped, doubled or
    /// swapped with its neighbour, or one vowel for another.
    mutating func addMisspellings(minimumLetters: Int, of isEligible: (Lexicon.Word) -> Bool) {
        let vowels = Array("aeiou".utf8)
        for (number, text) in spellings.enumerated() {
            let letters = Array(text.utf8)
            guard letters.count >= minimumLetters, letters.allSatisfy({ $0 >= 0x61 && $0 <= 0x7a }) else { continue }
            guard isEligible(all[number]) else { continue }
            var slips: [[UInt8]] = []
            for index in 1..<letters.count {
                var dropped = letters
                dropped.remove(at: index)
                slips.append(dropped)
                var doubled = letters
                doubled.insert(letters[index], at: index)
                slips.append(doubled)
                if index + 1 < letters.count {
                    var swapped = letters
                    swapped.swapAt(index, index + 1)
                    slips.append(swapped)
                }
                if vowels.contains(letters[index]) {
                    for vowel in vowels where vowel != letters[index] {
                        var changed = letters
                        changed[index] = vowel
                        slips.append(changed)
                    }
                }
            }
            for slip in slips {
                let hash = WordHash.of(slip)
                if numberOfHash[hash] == nil { numberOfHash[hash] = UInt16(number) }
            }
        }
    }

    func table() -> WordTable {
        WordTable(
            all.indices.map { (hashOfSpelling[$0], all[$0].roles) },
            variants: numberOfHash.filter { hashOfSpelling[Int($0.value)] != $0.key }.sorted { $0.key < $1.key }
                .map { ($0.key, $0.value) })
    }
}
