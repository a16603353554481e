package import JSON
import TriageEngine

extension RulesetTrace {
    /// Writes the trace for a machine: one object on one line, the same bytes for the same ruleset.
    package func write(into writer: inout ByteWriter, ruleset: RulesetIdentity) {
        writer.beginObject()
        writer.name("trace")
        writer.value("leg-trace/1" as StaticString)
        writer.write("ruleset", ruleset)
        writer.name("statements")
        writer.beginArray()
        for entry in entries {
            writer.beginObject()
            writer.name("statement")
            writer.value(entry.statement)
            for kind in TraceCarrier.Kind.allCases {
                writer.name(kind.plural)
                writer.beginArray()
                for name in entry.names(kind) { writer.value(name) }
                writer.endArray()
            }
            writer.name("reason")
            if let reason = entry.reason {
                writer.value(reason)
            } else {
                writer.null()
            }
            writer.name("missing")
            writer.value(entry.isMissing)
            writer.endObject()
        }
        writer.endArray()
        writer.name("problems")
        writer.beginArray()
        for problem in problems { writer.value(problem.description) }
        writer.endArray()
        writer.name("missing")
        writer.value(missing.count)
        writer.name("passes")
        writer.value(passes)
        writer.endObject()
        writer.append(UInt8(ascii: "\n"))
    }
}
