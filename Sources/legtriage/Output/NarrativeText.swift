import JSON

/// What the patient wrote in a submission of our own shape, to quote it to the person who asked for its decision.
enum NarrativeText {
    /// Every `narrative` of the object, in order; none for other shapes.
    static func all(in value: [UInt8]) -> [[UInt8]] {
        let parser = JSONParser()
        var bytes = value[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        return Array(bytes).withUnsafeBytes { raw in
            guard let document = try? parser.parse(raw), let members = document.members else { return [] }
            var found: [[UInt8]] = []
            for member in members where member.name == "narrative" {
                if let text = member.value.text { found.append(Array(text.bytes)) }
            }
            return found
        }
    }
}
