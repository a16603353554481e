/// Reads sentences with a given phrase: tab-separated columns number, phrase, sentence, `Affirmed` or `Negated`;
/// further columns are passed over.
package enum NegationSentenceReader {
    /// Reads a whole file. A first line whose fourth column is neither of the two words is a heading.
    ///
    /// - Returns: The sentences in the order of their lines, at least one.
    /// - Throws: Every problem of the file, not only the first.
    package static func read(_ bytes: [UInt8]) throws(LabelledFileErrors) -> [NegationSentence] {
        var sentences: [NegationSentence] = []
        var problems: [LabelledFileProblem] = []
        for (number, line) in Lines(bytes) where !line.isEmpty {
            do throws(LabelledFileProblem) {
                sentences.append(try sentence(line, number: number))
            } catch {
                if number == 1, error.fault == .unknownPolarity { continue }
                problems.append(error)
            }
        }
        if sentences.isEmpty, problems.isEmpty {
            problems.append(LabelledFileProblem(line: 0, .nothingLabelled))
        }
        guard problems.isEmpty else { throw LabelledFileErrors(problems: problems) }
        return sentences
    }

    private static func sentence(
        _ line: ArraySlice<UInt8>, number: Int
    ) throws(LabelledFileProblem) -> NegationSentence {
        guard String(validating: line, as: UTF8.self) != nil else {
            throw LabelledFileProblem(line: number, .notUTF8)
        }
        let columns = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        guard columns.count >= 4 else {
            throw LabelledFileProblem(line: number, .tooFewColumns(found: columns.count, needed: 4))
        }
        let isNegated: Bool
        switch String(decoding: columns[3], as: UTF8.self).lowercased() {
        case "negated": isNegated = true
        case "affirmed": isNegated = false
        default: throw LabelledFileProblem(line: number, .unknownPolarity)
        }
        for column in 1...2 where columns[column].isEmpty {
            throw LabelledFileProblem(line: number, .emptyColumn(column + 1))
        }
        return NegationSentence(
            line: number, phrase: Array(columns[1]), sentence: Array(columns[2]), isNegated: isNegated)
    }
}
