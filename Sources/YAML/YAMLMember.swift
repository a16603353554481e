/// One key of a mapping and its value.
package struct YAMLMember: Sendable {
    package let key: String
    /// Where the key stands; the value's own place is `value.location`.
    package let keyLocation: YAMLLocation
    package let value: YAMLNode

    package init(key: String, keyLocation: YAMLLocation, value: YAMLNode) {
        self.key = key
        self.keyLocation = keyLocation
        self.value = value
    }
}
