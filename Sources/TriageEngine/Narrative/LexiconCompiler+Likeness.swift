internal import YAML

extension LexiconCompiler {
    /// `likeness: [{finding: …, start: -400, said: [{weight: 120, words: [gasping, grey]}], unsaid: […]}]`. Read when
    /// all other words are known: those that stand here only are no words of the language, nor is anything misspelt
    /// after them.
    mutating func readLikenesses(_ node: YAMLNode) {
        guard let elements = node.elements else { return report(node, "a list of likenesses is expected here") }
        for element in elements {
            expect(element, keys: ["finding", "start", "said", "unsaid"])
            guard let name = element["finding"], name.text != nil, let finding = findings(name, default: .present).first
            else {
                report(element, "a likeness needs the finding that it makes known")
                continue
            }
            if vocabulary[finding.id].danger != .present || finding.state != .present {
                report(name, "a likeness raises what it finds, so its finding is one that is a danger when present")
            }
            let isTaken =
                likenesses.contains { $0.finding == finding.id }
                || concepts.contains { $0.meanings.contains { $0.speaks(of: finding.id) } }
            if isTaken { report(name, "something else makes this known; the finding of a likeness is its own") }
            guard let start = element["start"].flatMap({ weight($0) }), start <= 0 else {
                report(element, "a likeness needs its start, a whole number from -2000 to 0")
                continue
            }
            var weights: [Likeness.Weight] = []
            readWeights(element["said"], \.said, into: &weights)
            readWeights(element["unsaid"], \.unsaid, into: &weights)
            if weights.isEmpty { report(element, "a likeness needs words with a weight, under said or unsaid") }
            likenesses.append(
                Likeness(finding: finding.id, start: start, weights: weights, location: element.location))
        }
    }

    private mutating func readWeights(
        _ node: YAMLNode?, _ place: WritableKeyPath<Likeness.Weight, Int16>, into weights: inout [Likeness.Weight]
    ) {
        guard let node else { return }
        guard let elements = node.elements else { return report(node, "a list of weights is expected here") }
        for element in elements {
            expect(element, keys: ["weight", "words"])
            guard let weight = element["weight"].flatMap({ weight($0) }), weight != 0, let list = element["words"]
            else {
                report(element, "a weight, a whole number from -2000 to 2000 but 0, and its words are expected here")
                continue
            }
            for (text, node) in texts(list) {
                guard let word = words.number(ofWord: text) else {
                    report(node, "\"\(text)\" is not a single word")
                    continue
                }
                while weights.count <= Int(word) { weights.append(Likeness.Weight()) }
                if place == \.unsaid, weight > 0 {
                    report(
                        node, "\"\(text)\" speaks for what the text takes back; an unsaid word weighs less than nothing"
                    )
                }
                if weights[Int(word)][keyPath: place] != 0 {
                    report(node, "\"\(text)\" has a weight already, if only by another spelling")
                }
                weights[Int(word)][keyPath: place] = Int16(weight)
            }
        }
    }

    private func weight(_ node: YAMLNode) -> Int? {
        node.text.flatMap { Int($0) }.flatMap { Likeness.bounds.contains($0) ? $0 : nil }
    }
}
