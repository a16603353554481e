/// Reading of YAML files that people write by hand.
///
/// A document is a tree: anchors, aliases, merge keys, tags and further documents are refused, since each lets a line
/// mean something that it does not say. Duplicate keys are refused because the second would silently win.
package enum YAMLDocument {
    /// The largest text accepted, in bytes.
    package static let maximumSize = 8 << 20
    /// How deep lists and mappings may be nested.
    package static let maximumDepth = 64

    /// Parses one document of UTF-8 (or UTF-16 with a byte order mark). An empty text is a null scalar.
    /// Locations and errors carry the name in `file`.
    package static func parse(_ bytes: [UInt8], file: String) throws(YAMLError) -> YAMLNode {
        guard bytes.count <= maximumSize else {
            throw YAMLError(
                location: YAMLLocation(file: file, line: 0, column: 0),
                message: "the file has more than \(maximumSize >> 20) MiB; longer ones are not read")
        }
        var events = YAMLEventReader(bytes: bytes, file: file)
        return try events.document()
    }

    /// Reads and parses a file of the disk. Locations and errors carry `name`, or the path when it is nil.
    package static func read(path: String, name: String? = nil) throws(YAMLError) -> YAMLNode {
        let name = name ?? path
        guard let bytes = FileContents.read(path, limit: maximumSize + 1) else {
            throw YAMLError(
                location: YAMLLocation(file: name, line: 0, column: 0), message: "the file cannot be read")
        }
        return try parse(bytes, file: name)
    }
}
