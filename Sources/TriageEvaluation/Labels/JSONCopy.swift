import JSON

/// Writes a parsed value out again: the same members in the same order, those given twice twice.
enum JSONCopy {
    /// Recursion ends where the parser's limit on nesting does.
    static func write(_ value: JSONValue, into writer: inout ByteWriter) {
        switch value.kind {
        case .object:
            writer.beginObject()
            if let members = value.members {
                for member in members {
                    writer.name(member.name)
                    write(member.value, into: &writer)
                }
            }
            writer.endObject()
        case .array:
            writer.beginArray()
            if let elements = value.elements {
                for element in elements { write(element, into: &writer) }
            }
            writer.endArray()
        case .string:
            writer.value(value.text)
        case .number:
            if let integer = value.integer {
                writer.value(integer)
            } else if let number = value.number {
                writer.value(number)
            }
        case .boolean:
            writer.value(value.boolean ?? false)
        case .null:
            writer.null()
        }
    }
}
