/// A value of a YAML document, with the place it was written at.
package struct YAMLNode: Sendable {
    /// What the value is.
    package enum Content: Sendable {
        /// A scalar as written, unescaped. `isPlain` tells `no` from `"no"`: only a plain one may be read as a number
        /// or a truth value.
        case scalar(String, isPlain: Bool)
        /// A list, in its order.
        case sequence([YAMLNode])
        /// Members in the order of the file; no key occurs twice.
        case mapping([YAMLMember])
    }

    package let content: Content
    package let location: YAMLLocation

    package init(content: Content, location: YAMLLocation) {
        self.content = content
        self.location = location
    }

    /// The scalar's text, quoted or not; nil for lists and mappings.
    package var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }

    /// The scalar's text if it was written without quotes.
    package var plainText: String? {
        if case .scalar(let text, isPlain: true) = content { text } else { nil }
    }

    /// True for a plain scalar that YAML takes for null: nothing, `~` or `null`.
    package var isNull: Bool {
        guard let text = plainText else { return false }
        return text.isEmpty || text == "~" || text == "null"
    }

    /// The elements of a list; nil for anything else.
    package var elements: [YAMLNode]? {
        if case .sequence(let elements) = content { elements } else { nil }
    }

    /// The members of a mapping in the file's order; nil for anything else.
    package var members: [YAMLMember]? {
        if case .mapping(let members) = content { members } else { nil }
    }

    /// The value of a mapping's key; nil when absent or when this is no mapping. Linear in the number of members.
    package subscript(key: String) -> YAMLNode? {
        members?.first { $0.key == key }?.value
    }
}
