import JSON

extension String {
    /// With spaces behind it, so that columns stand below each other.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - count))
    }

    /// With spaces before it.
    func leftPadded(to width: Int) -> String {
        String(repeating: " ", count: Swift.max(0, width - count)) + self
    }

    /// Lends the bytes as a JSON writer takes them.
    func withText<Result>(_ body: (JSONText) -> Result) -> Result {
        var copy = self
        return copy.withUTF8 { body(JSONText($0)) }
    }

    /// Its words with one space between them.
    var onOneLine: String { split { $0 == " " || $0.isNewline }.joined(separator: " ") }

    /// Broken at spaces into lines of at most `width` characters, where that can be done.
    func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in split(whereSeparator: { $0 == " " || $0.isNewline }) {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return line.isEmpty ? lines : lines + [line]
    }
}

extension Int {
    /// With a comma after every three digits: `20,000`.
    var grouped: String {
        var text = ""
        for (index, digit) in String(magnitude).reversed().enumerated() {
            if index > 0, index % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (self < 0 ? "-" : "") + String(text.reversed())
    }
}
