import JSON
import TriageEngine
import TriageEvents
import TriageWorker

/// What the demo prints when all is done.
struct DemoReport {
    private let results: DemoResults
    private let snapshot: Progress.Snapshot
    private let names: TopicNames
    private let prefix: String
    private let context: CommandContext
    private let style: Style
    private let presenter: EventPresenter
    private let ruleset: Ruleset

    init(
        results: DemoResults, snapshot: Progress.Snapshot, site: DemoSite, ruleset: Ruleset, context: CommandContext
    ) {
        self.results = results
        self.snapshot = snapshot
        names = site.names
        prefix = site.prefix
        self.context = context
        self.ruleset = ruleset
        style = Style(isOn: context.output.hasColours)
        presenter = EventPresenter(style: style, width: context.output.width, ruleset: ruleset)
    }

    /// What went where: lanes down, categories across.
    func table() {
        let columns: [(word: String?, title: String)] =
            Category.allCases.reversed().map { ("\($0.word)", EventPresenter.title("\($0.word)").lowercased()) }
            + [(nil, "undetermined")]
        let decided = results.outputs.map { (topic: $0.topic, category: category(of: $0)) }
        let lanes = Priority.allCases.reversed().map { (word: "\($0.word)", topic: names.lane($0)) }
        let width = (lanes.map(\.topic.count) + [names.deadLetters.count]).max().map { $0 - prefix.count } ?? 0
        if !prefix.isEmpty { context.output.line("\nthe topics' names begin with \(prefix)") }
        var head = "lane".padded(to: width) + "records".leftPadded(to: 9)
        for column in columns { head += column.title.leftPadded(to: max(column.title.count, 9) + 2) }
        context.output.line("\n" + style.bold(head))
        for lane in lanes {
            let here = decided.filter { $0.topic == lane.topic }
            var line =
                style.priority(lane.word, String(lane.topic.dropFirst(prefix.count)).padded(to: width))
                + "\(here.count)".leftPadded(to: 9)
            for column in columns {
                let count = here.filter { $0.category == column.word }.count
                line += (count == 0 ? "·" : "\(count)").leftPadded(to: max(column.title.count, 9) + 2)
            }
            context.output.line(line)
        }
        let letters = results.outputs.filter { $0.topic == names.deadLetters }.count
        let flags = snapshot.redFlags > 0 ? "   of these with a red flag in readable text: \(snapshot.redFlags)" : ""
        context.output.line(
            String(names.deadLetters.dropFirst(prefix.count)).padded(to: width) + "\(letters)".leftPadded(to: 9)
                + style.dim(flags))
    }

    /// A few decisions in full.
    func decisions() {
        let wanted: [(title: String, category: String?, lane: Priority?)] = [
            ("An emergency", "emergency", .stat), ("A suspected DVT", "suspected_dvt", nil),
            ("A vein issue", "vein_issue", nil), ("A cramp", "cramp", nil), ("One that cannot be placed", nil, nil),
        ]
        for (title, category, lane) in wanted {
            let lanes = lane.map { [names.lane($0)] } ?? Priority.allCases.map { names.lane($0) }
            let candidates = results.outputs.filter { lanes.contains($0.topic) && self.category(of: $0) == category }
            guard let example = mostTelling(candidates), let input = results.input(of: example) else { continue }
            heading(title)
            let narratives = NarrativeText.all(in: input)
            for narrative in narratives { quote(narrative) }
            context.output.write(example.value.withUnsafeBytes { presenter.text($0, narratives: narratives) })
        }
        let letters = results.outputs.filter { $0.topic == names.deadLetters }
        guard let letter = letters.first(where: { $0.header("legtriage-red-flag") != nil }) ?? letters.first else {
            return
        }
        heading("A dead letter")
        context.output.line(
            "✕ \(letter.header("legtriage-error-code") ?? "?") at \(letter.header("legtriage-error-path") ?? "?")")
        context.output.line(
            "  kept whole, \(letter.value.count) bytes; came from \(letter.header("legtriage-input") ?? "?")")
        if letter.header("legtriage-red-flag") != nil {
            context.output.line(style.red("  what can be read of it holds a red flag: somebody must look at once"))
        }
    }

    func closing() {
        context.output.line("\n" + style.bold(snapshot.balance))
        if let busy = snapshot.busyTime {
            context.output.line(
                "\(TimeText.rate(snapshot.recordsIn, in: busy)) records a second from the topic to the lanes, commits included; "
                    + "`make bench` measures with many")
        }
        context.output.line(style.dim("try: echo 'my left calf is swollen and hurts' | legtriage classify --text -"))
    }

    private func heading(_ title: String) {
        context.output.line(
            "\n" + style.dim("── \(title) " + String(repeating: "─", count: max(4, presenter.width - title.count - 4))))
    }

    private func quote(_ narrative: [UInt8]) {
        let text = String(decoding: narrative, as: UTF8.self)
        let short = text.count > 280 ? String(text.prefix(280)) + " …" : text
        for line in "“\(short)”".wrapped(to: presenter.width - 2) { context.output.line("  " + style.dim(line)) }
    }

    /// Of several the one whose narrative is neither a word nor a novel, preferably one that nobody has to review.
    private func mostTelling(_ candidates: [DemoResults.Output]) -> DemoResults.Output? {
        let readable = candidates.filter { candidate in
            let length = results.input(of: candidate).map { NarrativeText.all(in: $0).reduce(0) { $0 + $1.count } } ?? 0
            return (60...400).contains(length)
        }
        return readable.first { !needsReview($0) } ?? readable.first ?? candidates.first
    }

    private func needsReview(_ output: DemoResults.Output) -> Bool {
        let parser = JSONParser(byteLimit: 16 << 20)
        return output.value.withUnsafeBytes { bytes in
            guard var flags = (try? parser.parse(bytes))?["review"]?.elements else { return false }
            return flags.next() != nil
        }
    }

    private func category(of output: DemoResults.Output) -> String? {
        let parser = JSONParser(byteLimit: 16 << 20)
        return output.value.withUnsafeBytes { (try? parser.parse($0))?["category"]?.text?.string }
    }
}
