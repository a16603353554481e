import CommandLineOptions
import JSON
import TriageEngine

/// `legtriage config`: what is in force, where it comes from, and whether it is valid.
enum ConfigCommand: ProgramCommand {
    static let command = Command(
        "config", summary: "print the settings in force, and whether they are valid",
        details: [
            "Settings come from a file, then from the environment (LEGTRIAGE_BATCH_MAX_RECORDS is batch.maxRecords), then from "
                + "flags; the last one counts. Secrets are masked. Exit status 2 when anything is refused, the ruleset included."
        ],
        examples: [.init("legtriage config --set batch.maxTime=20ms", "what a run with that flag would use")],
        options: [
            CommonOptions.config, CommonOptions.bootstrap, CommonOptions.set, CommonOptions.ruleset,
            CommonOptions.instance, CommonOptions.logFormat, CommonOptions.format,
        ])

    static func run(_ context: CommandContext) throws(CommandFailure) -> Int32 {
        let settings = try context.settings()
        _ = try context.kafka(settings, hasStreams: true, log: settings.log(isQuiet: true))
        let ruleset = try context.ruleset(settings)
        if context.invocation.value("format") == "json" {
            context.output.line(json(settings))
            return 0
        }
        let style = Style(isOn: context.output.hasColours)
        context.output.line(style.dim("# file: \(try context.settingsFile() ?? "none")"))
        let rows =
            settings.entries.map {
                (
                    $0.definition.key, shown($0, settings), $0.definition.summary,
                    $0.text == $0.definition.standard ? "" : $0.origin
                )
            }
            + settings.properties.map { ("kafka.\($0.name)", $0.shown, "librdkafka property", $0.origin) }
        let first = rows.map(\.0.count).max() ?? 0
        let second = min(40, rows.map(\.1.count).max() ?? 0)
        for (key, value, summary, origin) in rows {
            let note = origin.isEmpty ? summary : "\(summary) (from \(origin))"
            context.output.line("\(key.padded(to: first))  \(value.padded(to: second))  " + style.dim("# \(note)"))
        }
        context.output.line(style.dim("# valid; ruleset \(ruleset.id) \(ruleset.version), sha256 \(ruleset.digest)"))
        return 0
    }

    private static func shown(_ entry: Settings.Entry, _ settings: Settings) -> String {
        entry.definition.key == "instance" ? settings.instance : entry.text
    }

    private static func json(_ settings: Settings) -> String {
        var out = ByteWriter()
        out.beginObject()
        for entry in settings.entries {
            entry.definition.key.withText { out.name($0) }
            out.value(shown(entry, settings))
        }
        for property in settings.properties {
            "kafka.\(property.name)".withText { out.name($0) }
            out.value(property.shown)
        }
        out.endObject()
        return out.string
    }
}
