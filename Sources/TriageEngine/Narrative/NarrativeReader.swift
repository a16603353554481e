/// Reads what patients write and says which findings it speaks of.
///
/// One reader serves one thread; its buffers, and what it has learnt of the lexicon's phrases, are kept from text to
/// text, so that the first texts cost more than those after them. Cost is linear in the text. Nothing in a text is an
/// instruction to it.
package final class NarrativeReader {
    private let reading: NarrativeReading

    /// `statesKept` is how many places in phrases are remembered from text to text before all are forgotten: a bound on
    /// memory (about 300 bytes each), without any effect on what is read.
    package init(lexicon: Lexicon, statesKept: Int = 1 << 16) {
        reading = NarrativeReading(lexicon: lexicon, statesKept: statesKept)
    }

    /// Reads a narrative and adds what it says to the ledger.
    ///
    /// The text is UTF-8 as it came, and spans in the ledger are byte offsets into it; malformed bytes separate words.
    /// The submission's time, in milliseconds since 1970 UTC, is what "in March" is counted from; without it such dates
    /// say nothing.
    package func read(
        _ text: UnsafeBufferPointer<UInt8>, submittedAtMilliseconds: Int64?, into ledger: inout EvidenceLedger
    ) -> NarrativeSummary {
        reading.read(text, submittedAtMilliseconds: submittedAtMilliseconds, into: &ledger)
    }

    /// The words of a text as likenesses count them, each at most once as said and once as unsaid, in the order of the
    /// text: what weights are learnt from. None of a text in a language that is not read.
    package func words(
        of text: UnsafeBufferPointer<UInt8>, submittedAtMilliseconds: Int64?
    ) -> [LikenessWord] {
        reading.words(of: text, submittedAtMilliseconds: submittedAtMilliseconds)
    }

    /// What the words around a phrase make of it, by the lexicon's cues alone: for checking the cues against sentences
    /// whose answer is known. The span gives the byte offsets of the phrase.
    package func polarity(ofPhraseAt span: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> NarrativePolarity {
        reading.polarity(ofPhraseAt: span, in: text)
    }
}
