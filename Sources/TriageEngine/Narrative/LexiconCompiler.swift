internal import YAML

/// Turns the trees of the lexicon's files into a `Lexicon`, and collects what is wrong on the way.
struct LexiconCompiler {
    let vocabulary: Vocabulary
    var problems: [RulesetProblem] = []

    var words = LexiconWords()
    var sets: [String: [Phrase]] = [:]
    var builder = PhraseGraphBuilder()
    private var labels: [String: SetLabel] = [:]
    private var numberLabel: Int32 = 0
    var entries: [Lexicon.Entry] = []
    var concepts: [Concept] = []
    var conceptNumbers: [String: Int] = [:]
    /// How many concepts conditions name so far.
    var namedConcepts = 0
    var cues: [Cue] = []
    var sites: [Lexicon.Site] = []
    var siteGroups: [String: UInt64] = [:]
    var siteNumbers: [String: Int] = [:]
    var spans: [Lexicon.Span] = []
    var fractions: [Lexicon.Fraction] = []
    var likenesses: [Likeness] = []
    var settings = Lexicon.Settings()

    init(vocabulary: Vocabulary) { self.vocabulary = vocabulary }

    static let topLevelKeys = [
        "words", "variants", "numbers", "units", "months", "roles", "misspellings", "settings", "cues", "sides",
        "sites", "spans",
        "ignored", "concepts", "likeness", "language",
    ]

    mutating func compile(_ files: [YAMLNode]) -> Lexicon {
        for file in files {
            guard let members = file.members else {
                if !file.isNull { report(file, "a lexicon file is a mapping") }
                continue
            }
            for member in members where !Self.topLevelKeys.contains(member.key) {
                problems.append(
                    RulesetProblem(
                        at: member.keyLocation,
                        "unknown key \"\(member.key)\"; known are \(Self.topLevelKeys.joined(separator: ", "))"))
            }
        }
        // Words first, then what is made of them; concepts before their meanings, which may name each other.
        each(files, "words") { compiler, node in compiler.readSets(node) }
        each(files, "numbers") { compiler, node in compiler.readNumbers(node) }
        each(files, "months") { compiler, node in compiler.readMonths(node) }
        each(files, "units") { compiler, node in compiler.readUnits(node) }
        each(files, "roles") { compiler, node in compiler.readRoles(node) }
        each(files, "sites") { compiler, node in compiler.declareSites(node) }
        each(files, "concepts") { compiler, node in compiler.declareConcepts(node) }
        numberLabel = builder.label(
            [WordTable.digits]
                + words.all.indices.compactMap { index in
                    words.all[index].roles.contains(.number) && !words.isArticle(index) ? UInt16(index) : nil
                })
        for file in files {
            let foreign = file["language"]?.text.map { $0 != "en" } ?? false
            words.addsRecognised = !foreign
            each([file], "ignored") { compiler, node in compiler.addPhrases(node, .ignored) }
            each([file], "sides") { compiler, node in compiler.readSides(node) }
            each([file], "spans") { compiler, node in compiler.readSpans(node) }
            each([file], "sites") { compiler, node in compiler.readSites(node) }
            each([file], "cues") { compiler, node in compiler.readCues(node) }
            each([file], "concepts") { compiler, node in compiler.readConcepts(node) }
        }
        words.addsRecognised = false
        each(files, "variants") { compiler, node in compiler.readVariants(node) }
        each(files, "settings") { compiler, node in compiler.readSettings(node) }
        each(files, "misspellings") { compiler, node in compiler.readMisspellings(node) }
        each(files, "likeness") { compiler, node in compiler.readLikenesses(node) }
        if words.isFull, let first = files.first {
            report(first, "more words than the 65,533 that a lexicon can hold; those beyond would be heard in any word")
        }
        let phrases = builder.build(
            wordCount: words.all.count, endsGap: words.all.map(\.endsGap))
        return Lexicon(
            table: words.table(), words: words.all, spellings: words.spellings, phrases: phrases,
            entries: entries.map { $0.describing(concepts) },
            meanings: MeaningTable(concepts),
            cues: cues,
            sites: sites, spans: spans, fractions: fractions, likenesses: likenesses, settings: settings)
    }

    // MARK: Reporting

    mutating func report(_ node: YAMLNode, _ message: String) {
        problems.append(RulesetProblem(at: node.location, message))
    }

    private mutating func each(
        _ files: [YAMLNode], _ key: String, _ body: (inout LexiconCompiler, YAMLNode) -> Void
    ) {
        for file in files {
            if let node = file[key] { body(&self, node) }
        }
    }

    /// Says so when a mapping has a key that means nothing there.
    mutating func expect(_ node: YAMLNode, keys: [String]) {
        guard let members = node.members else { return report(node, "a mapping is expected here") }
        for member in members where !keys.contains(member.key) {
            problems.append(
                RulesetProblem(
                    at: member.keyLocation, "unknown key \"\(member.key)\"; known are \(keys.joined(separator: ", "))"))
        }
    }

    /// The texts of a list, or of a single scalar.
    mutating func texts(_ node: YAMLNode) -> [(text: String, node: YAMLNode)] {
        if let text = node.text { return node.isNull ? [] : [(text, node)] }
        guard let elements = node.elements else {
            report(node, "a list is expected here")
            return []
        }
        var texts: [(String, YAMLNode)] = []
        for element in elements {
            if let text = element.text {
                texts.append((text, element))
            } else {
                report(element, "a text is expected here")
            }
        }
        return texts
    }

    // MARK: Phrases

    /// Adds the phrases of a list to the automaton, all with one meaning.
    mutating func addPhrases(_ node: YAMLNode, _ entry: Lexicon.Entry) {
        let output = UInt16(truncatingIfNeeded: entries.count)
        guard entries.count < Int(UInt16.max) else { return report(node, "too many entries") }
        entries.append(entry)
        // One end for all phrases of a meaning: what they have in common after their last word is one state, not many.
        let accepted = builder.makeNode()
        builder.accept(accepted, output)
        for (text, place) in texts(node) { addPhrase(text, place, to: accepted) }
    }

    private mutating func addPhrase(_ text: String, _ place: YAMLNode, to accepted: Int) {
        do throws(PhraseError) {
            let phrase = try Phrase(text)
            if case .gap = phrase.parts.first { throw PhraseError(message: "a phrase may not start with a gap") }
            if case .gap = phrase.parts.last { throw PhraseError(message: "a phrase may not end with a gap") }
            guard !mayBeEmpty(phrase.parts, depth: 0) else { throw PhraseError(message: "a phrase that may be empty") }
            let start = builder.makeNode()
            builder.begin(at: start)
            builder.skip(try add(phrase.parts, from: start, depth: 0), to: accepted)
        } catch {
            report(place, "\(error.message), in \"\(text)\"")
        }
    }

    /// Lays the paths of a sequence from a node on, and returns where they end.
    private mutating func add(_ parts: [Phrase.Part], from start: Int, depth: Int) throws(PhraseError) -> Int {
        guard depth < 12 else { throw PhraseError(message: "word sets that contain each other") }
        var node = start
        for part in parts {
            switch part {
            case .word(let text):
                words.learn(text)
                guard let numbers = words.numbers(of: text) else {
                    throw PhraseError(message: "\"\(text)\" is not a word")
                }
                for number in numbers { node = connect(node, Int32(number)) }
            case .number: node = connect(node, numberLabel)
            case .gap(let most):
                let end = builder.makeNode()
                for _ in 0..<most {
                    builder.skip(node, to: end)
                    let next = builder.makeNode()
                    builder.connectAnything(node, to: next)
                    node = next
                }
                builder.skip(node, to: end)
                node = end
            case .set(let name):
                let end = builder.makeNode()
                let label = try label(ofSet: name)
                for member in label.longer { builder.skip(try add(member, from: node, depth: depth + 1), to: end) }
                if let words = label.words { builder.connect(node, words, to: end) }
                node = end
            case .choice(let choices, let isOptional):
                let end = builder.makeNode()
                let label = setLabel(choices)
                for choice in label.longer { builder.skip(try add(choice, from: node, depth: depth + 1), to: end) }
                if let words = label.words { builder.connect(node, words, to: end) }
                if isOptional { builder.skip(node, to: end) }
                node = end
            }
        }
        return node
    }

    private mutating func connect(_ node: Int, _ label: Int32) -> Int {
        let next = builder.makeNode()
        builder.connect(node, label, to: next)
        return next
    }

    /// Alternatives: those of one word share an edge.
    private struct SetLabel {
        var words: Int32?
        var longer: [[Phrase.Part]]
    }

    private mutating func label(ofSet name: String) throws(PhraseError) -> SetLabel {
        if let known = labels[name] { return known }
        guard let members = sets[name] else { throw PhraseError(message: "no word set is called \"\(name)\"") }
        let label = setLabel(members.map(\.parts))
        labels[name] = label
        return label
    }

    private mutating func setLabel(_ choices: [[Phrase.Part]]) -> SetLabel {
        var single: [UInt16] = []
        var longer: [[Phrase.Part]] = []
        for choice in choices {
            if choice.count == 1, case .word(let text) = choice[0] {
                words.learn(text)
                if let numbers = words.numbers(of: text), numbers.count == 1 {
                    single += numbers
                    continue
                }
            }
            longer.append(choice)
        }
        single.sort()
        var distinct: [UInt16] = []
        for word in single where distinct.last != word { distinct.append(word) }
        return SetLabel(words: distinct.isEmpty ? nil : builder.label(distinct), longer: longer)
    }

    /// All of it may be left out.
    private func mayBeEmpty(_ parts: [Phrase.Part], depth: Int) -> Bool {
        parts.allSatisfy { part in
            switch part {
            case .word, .number: false
            case .gap: true
            case .set(let name): depth < 12 && (sets[name] ?? []).contains { mayBeEmpty($0.parts, depth: depth + 1) }
            case .choice(let choices, let isOptional):
                isOptional || choices.contains { mayBeEmpty($0, depth: depth + 1) }
            }
        }
    }
}
