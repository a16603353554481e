/// Why a text is not the YAML we accept.
package struct YAMLError: Error, Sendable, CustomStringConvertible {
    package let location: YAMLLocation
    package let message: String

    package init(location: YAMLLocation, message: String) {
        self.location = location
        self.message = message
    }

    package var description: String {
        "\(location.file):\(location.line):\(location.column): \(message)"
    }
}
