package import JSON

/// The figures of one file of sentences, the lines that were read wrongly, and whether the gate held.
package struct NegationReport: Sendable {
    /// A line that was read wrongly.
    package struct Slip: Sendable, Equatable {
        package let line: Int
        /// As labelled; the reader said the opposite.
        package let isNegated: Bool
        /// What the file says at that line, for `showsText`.
        fileprivate let phrase: [UInt8]
        fileprivate let sentence: [UInt8]
    }

    package let figures: NegationFigures
    /// In the order of the file.
    package let slips: [Slip]
    /// The least F; nil: no gate.
    package let minimumF: Double?

    /// - Parameters:
    ///   - sentences: In the order of the file.
    ///   - minimumF: The least F.
    ///   - readsAsNegated: What the narrative reader says of the phrase at a place of a sentence.
    package init(
        _ sentences: [NegationSentence], minimumF: Double? = nil,
        readsAsNegated: (_ sentence: [UInt8], _ phrase: Range<Int>) -> Bool
    ) {
        var figures = NegationFigures()
        var slips: [Slip] = []
        for sentence in sentences {
            let reads = sentence.place.map { readsAsNegated(sentence.sentence, $0) }
            figures.add(sentence, readsAsNegated: reads)
            if (reads ?? false) != sentence.isNegated {
                slips.append(
                    Slip(
                        line: sentence.line, isNegated: sentence.isNegated, phrase: sentence.phrase,
                        sentence: sentence.sentence))
            }
        }
        self.figures = figures
        self.slips = slips
        self.minimumF = minimumF
    }

    /// Whether the gate held; with nothing negated it does not.
    package var passes: Bool {
        guard let minimumF else { return true }
        return figures.f.map { $0 >= minimumF } ?? false
    }

    /// The report for a person.
    ///
    /// - Parameters:
    ///   - slipLimit: How many wrong lines are listed at most.
    ///   - showsText: Whether phrase and sentence of the wrong lines are printed; they may be what a patient wrote.
    /// - Returns: Lines, the last one ended, too.
    package func text(slipLimit: Int = 20, showsText: Bool = false) -> String {
        var text = "\(figures.sentences) sentences with a phrase\n\n"
        var table = TextTable(header: ["labelled \\ read", "negated", "affirmed"])
        table.add(["negated", "\(figures.truePositives)", "\(figures.falseNegatives)"])
        table.add(["affirmed", "\(figures.falsePositives)", "\(figures.trueNegatives)"])
        text += table.text() + "\n"
        text += "  Negated: precision \(figures.precision.percent), recall \(figures.recall.percent), "
        text += "F \(figures.f.map(Self.threeDigits) ?? "–")\n"
        text += "  Accuracy \(figures.accuracy.sentence)\n"
        if figures.phrasesNotFound > 0 {
            text += "  Sentences without their phrase, counted as affirmed: \(figures.phrasesNotFound)\n"
        }
        if !slips.isEmpty {
            text +=
                "\nRead wrongly: \(slips.count)\(slips.count > slipLimit ? ", \(slipLimit) of them listed" : "")\n\n"
            for slip in slips.prefix(slipLimit) {
                text += "  line \(slip.line): labelled \(slip.isNegated ? "negated" : "affirmed")"
                if showsText {
                    text += ": \(String(decoding: slip.phrase, as: UTF8.self))"
                    text += " | \(String(decoding: slip.sentence, as: UTF8.self))"
                }
                text += "\n"
            }
        }
        if let minimumF {
            text += "\nGates\n\n  \(passes ? "kept  " : "FAILED")  --min-f \(minimumF): "
            text += "\(figures.f.map(Self.threeDigits) ?? "nothing to measure")\n"
        }
        return text
    }

    /// Writes the report for a machine: one object on one line, the same bytes for the same figures.
    package func write(into writer: inout ByteWriter) {
        writer.beginObject()
        writer.name("negation")
        writer.value("leg-negation/1" as StaticString)
        writer.name("sentences")
        writer.value(figures.sentences)
        writer.name("truePositives")
        writer.value(figures.truePositives)
        writer.name("falsePositives")
        writer.value(figures.falsePositives)
        writer.name("falseNegatives")
        writer.value(figures.falseNegatives)
        writer.name("trueNegatives")
        writer.value(figures.trueNegatives)
        writer.name("phrasesNotFound")
        writer.value(figures.phrasesNotFound)
        writer.write("precision", figures.precision)
        writer.write("recall", figures.recall)
        writer.name("f")
        writer.value(figures.f ?? .nan)
        writer.write("accuracy", figures.accuracy)
        writer.name("slips")
        writer.beginArray()
        for slip in slips {
            writer.beginObject()
            writer.name("line")
            writer.value(slip.line)
            writer.name("labelled")
            writer.value(slip.isNegated ? "negated" as StaticString : "affirmed")
            writer.endObject()
        }
        writer.endArray()
        writer.name("passes")
        writer.value(passes)
        writer.endObject()
        writer.append(UInt8(ascii: "\n"))
    }

    private static func threeDigits(_ value: Double) -> String {
        let thousandths = Int((value * 1000).rounded())
        let fraction = String(thousandths % 1000)
        return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
    }
}
