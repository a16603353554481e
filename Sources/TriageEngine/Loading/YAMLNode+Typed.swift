import YAML

extension YAMLNode {
    /// The number a plain scalar writes in decimal; nil for anything else, quoted or not finite.
    var numberValue: Double? {
        guard let text = plainText, let first = text.utf8.first else { return nil }
        let isSign = first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
        guard let digit = text.utf8.dropFirst(isSign ? 1 : 0).first, digit >= 0x30, digit <= 0x39 else { return nil }
        guard !text.utf8.contains(where: { $0 == UInt8(ascii: "x") || $0 == UInt8(ascii: "X") }) else { return nil }
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// The whole number a plain scalar writes.
    var integerValue: Int? {
        numberValue.flatMap { Int(exactly: $0) }
    }

    /// A plain `true` or `false`.
    var truthValue: Bool? {
        switch plainText {
        case "true": true
        case "false": false
        default: nil
        }
    }

    /// A scalar that stands for text: quoted, or plain and neither number, truth value nor null.
    var textValue: String? {
        guard let text else { return nil }
        return isNull || truthValue != nil || numberValue != nil ? nil : text
    }

    /// What a reader of an error would call it.
    var kindName: String {
        switch content {
        case .scalar:
            isNull ? "nothing" : numberValue != nil ? "a number" : truthValue != nil ? "true or false" : "text"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
