import JSON

/// A document copied into values that can be compared; members in their order, repeated ones included.
indirect enum JSONTree: Equatable {
    case object([Member])
    case array([JSONTree])
    case string(String)
    case number(Double)
    case boolean(Bool)
    case null

    struct Member: Equatable {
        let name: String
        let value: JSONTree
    }

    /// Copies a value; its parser must limit the depth, since this recurses.
    init(_ value: JSONValue) {
        switch value.kind {
        case .object:
            self = .object(
                (value.members.map { Array($0) } ?? []).map { Member(name: $0.name.string, value: JSONTree($0.value)) })
        case .array: self = .array((value.elements.map { Array($0) } ?? []).map { JSONTree($0) })
        case .string: self = .string(value.text?.string ?? "")
        case .number: self = .number(value.number ?? .nan)
        case .boolean: self = .boolean(value.boolean ?? false)
        case .null: self = .null
        }
    }

    /// Writes the tree.
    func write(into out: inout ByteWriter) {
        switch self {
        case .object(let members):
            out.beginObject()
            for member in members {
                var name = member.name
                name.withUTF8 { out.name(JSONText($0)) }
                member.value.write(into: &out)
            }
            out.endObject()
        case .array(let elements):
            out.beginArray()
            for element in elements {
                element.write(into: &out)
            }
            out.endArray()
        case .string(let string): out.value(string)
        case .number(let number): out.value(number)
        case .boolean(let boolean): out.value(boolean)
        case .null: out.null()
        }
    }
}

/// Parses bytes with a parser of their own and copies the document.
func tree(_ bytes: [UInt8], mending: Bool = false) throws(JSONError) -> JSONTree {
    let parser = JSONParser()
    let result = bytes.withUnsafeBytes { bytes -> Result<JSONTree, JSONError> in
        do throws(JSONError) {
            return .success(JSONTree(mending ? try parser.parseMending(bytes).value : try parser.parse(bytes)))
        } catch {
            return .failure(error)
        }
    }
    return try result.get()
}

func tree(_ json: String) throws(JSONError) -> JSONTree {
    try tree(Array(json.utf8))
}
