package import TriageEngine

extension RulesetTrace {
    /// The trace of a loaded ruleset. Rules and exceptions that are not enabled carry nothing.
    package init(_ ruleset: Ruleset) {
        var carriers: [TraceCarrier] = []
        for item in ruleset.vocabulary.findings {
            carriers.append(TraceCarrier(.finding, item.name, sources: item.sources, location: item.location))
        }
        for item in ruleset.vocabulary.numbers {
            carriers.append(TraceCarrier(.number, item.name, sources: item.sources, location: item.location))
        }
        for item in ruleset.definitions {
            carriers.append(TraceCarrier(.definition, item.name, sources: item.sources, location: item.location))
        }
        for item in ruleset.rules where item.isEnabled {
            carriers.append(TraceCarrier(.rule, item.name, sources: item.sources, location: item.location))
        }
        for item in ruleset.exceptions where item.isEnabled {
            carriers.append(TraceCarrier(.exception, item.name, sources: item.sources, location: item.location))
        }
        for item in ruleset.scores {
            carriers.append(TraceCarrier(.score, item.name, sources: item.sources, location: item.location))
        }
        for item in ruleset.questions {
            carriers.append(TraceCarrier(.question, item.name, sources: item.sources, location: item.location))
        }
        for item in ruleset.cases {
            var sources = item.covers
            if case .statement(let statement) = item.subject { sources.append(statement) }
            carriers.append(TraceCarrier(.workedCase, item.name, sources: sources, location: item.location))
        }
        self.init(tree: ruleset.trace, carriers: carriers)
    }
}
