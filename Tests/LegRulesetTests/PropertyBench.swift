import Foundation
import TestSupport
import TriageEngine
import TriageEvents

/// One property's own chain, random source and counter over the shared drafts.
struct PropertyBench {
    /// Trials of a property. `LEGTRIAGE_PROPERTY_COUNT` sets it; without it a debug build tries a few only.
    static let count: Int = {
        let text = ProcessInfo.processInfo.environment["LEGTRIAGE_PROPERTY_COUNT"]
        return text.flatMap(Int.init) ?? 100
    }()

    let ruleset: Ruleset
    let drafts: DraftPool
    let chain: TriageChain
    private let categories: [String: Int]
    var random: SeededGenerator

    init(seed: UInt64, disabling names: Set<String> = []) throws {
        drafts = try DraftPool.shared.get()
        let whole = try LegRuleset.loaded.get()
        ruleset = names.isEmpty ? whole : whole.disabling(names)
        chain = TriageChain(ruleset: ruleset)
        categories = Dictionary(
            ruleset.rules.compactMap { rule in rule.category.map { (rule.name, Int($0.rawValue)) } },
            uniquingKeysWith: { first, _ in first })
        random = SeededGenerator(seed: seed)
    }

    /// A mutated case; every category is as likely as any other.
    mutating func draft() -> Draft { drafts.draft(using: &random) }

    mutating func draft(of category: TriageEvents.Category?) -> Draft { drafts.draft(of: category, using: &random) }

    func decide(_ draft: Draft) throws -> Seriousness {
        let view = draft.bytes.withUnsafeBytes { chain.decide(value: $0, headers: .none) }
        guard let view else { throw UnreadableDraft(draft: draft) }
        return Seriousness(view, categories)
    }

    /// Tries until `count` trials were to the point; a trial that was not gives false.
    mutating func run(
        _ count: Int = Self.count, _ trial: (inout PropertyBench) throws -> Bool
    ) throws {
        var done = 0
        var tried = 0
        while done < count {
            tried += 1
            guard tried <= 200 * count + 1_000 else { throw TooFewTrials(done: done, tried: tried) }
            if try trial(&self) { done += 1 }
        }
    }

    /// A draft that the decoder takes for a dead letter: a mistake of the mutations.
    struct UnreadableDraft: Error { let draft: Draft }
    struct TooFewTrials: Error {
        let done: Int
        let tried: Int
    }
}
