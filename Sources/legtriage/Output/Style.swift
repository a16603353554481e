/// Colours and weights for a terminal; nothing for anything else.
struct Style: Sendable {
    let isOn: Bool

    func bold(_ text: String) -> String { wrap(text, "1") }
    func dim(_ text: String) -> String { wrap(text, "2") }
    func red(_ text: String) -> String { wrap(text, "1;31") }
    func yellow(_ text: String) -> String { wrap(text, "33") }
    func green(_ text: String) -> String { wrap(text, "32") }
    func blue(_ text: String) -> String { wrap(text, "36") }

    /// The colour of a priority, by its word.
    func priority(_ word: String, _ text: String) -> String {
        switch word {
        case "stat": red(text)
        case "asap": yellow(text)
        case "urgent": blue(text)
        default: green(text)
        }
    }

    private func wrap(_ text: String, _ code: String) -> String {
        isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
