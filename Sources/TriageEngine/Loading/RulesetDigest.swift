import Digests
import YAML

/// The canonical form of a ruleset's trees, and its digest.
///
/// Comments, layout, quoting of words and the order of keys do not count; the order of lists does. Cases and trace
/// change no decision and are left out, as are files that hold nothing but comments.
enum RulesetDigest {
    /// The canonical bytes of all that can change a routing event's body.
    static func canonicalBytes(_ documents: [RulesetFolder.Document]) -> [UInt8] {
        var bytes: [UInt8] = []
        for document in documents
        where !document.path.hasPrefix("cases/") && document.path != "trace.yaml" && !document.root.isNull {
            let section = document.path.split(separator: "/").first.map(String.init) ?? document.path
            append("f", section, to: &bytes)
            append(document.root, to: &bytes)
        }
        return bytes
    }

    private static func append(_ node: YAMLNode, to bytes: inout [UInt8]) {
        switch node.content {
        case .scalar(let text, _):
            // A plain 10 is a number and a quoted one a text, but word and "word" are the same.
            let tag: Character =
                if node.isNull { "0" } else if node.plainText != nil, node.truthValue != nil {
                    "b"
                } else if node
                    .numberValue != nil
                { "n" } else { "s" }
            append(tag, node.isNull ? "" : text, to: &bytes)
        case .sequence(let elements):
            append("l", String(elements.count), to: &bytes)
            for element in elements { append(element, to: &bytes) }
        case .mapping(let members):
            append("m", String(members.count), to: &bytes)
            for member in members.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
                append("k", member.key, to: &bytes)
                append(member.value, to: &bytes)
            }
        }
    }

    private static func append(_ tag: Character, _ text: String, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: String(tag).utf8)
        let count = UInt32(text.utf8.count)
        for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: count >> UInt32(shift))) }
        bytes.append(contentsOf: text.utf8)
    }
}
