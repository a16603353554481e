extension CommandTable {
    /// The help text of a command, of a group of commands, or (for an empty path) of the program; ends with a line
    /// feed.
    package func help(for path: [String]) -> String {
        if path.isEmpty { return programHelp() }
        if let command = commands.first(where: { $0.path == path }) { return help(for: command) }
        return groupHelp(path[0])
    }

    private func programHelp() -> String {
        var text = "\(program) \(version): \(summary)\n\nUsage: \(program) COMMAND [OPTIONS]\n\nCommands:\n"
        text += list(commands.map { ($0.name, $0.summary) })
        text += "\n`\(program) COMMAND --help` tells what a command takes.\n"
        if !exitStatuses.isEmpty {
            text += "\nExit status:\n" + list(exitStatuses.map { (String($0.status), $0.meaning) })
        }
        return text
    }

    private func groupHelp(_ word: String) -> String {
        "Usage: \(program) \(word) COMMAND [OPTIONS]\n\nCommands:\n"
            + list(group(word).map { ($0.name, $0.summary) })
    }

    private func help(for command: Command) -> String {
        var text = "\(program) \(command.name): \(command.summary)\n\nUsage: \(usage(command))\n"
        for paragraph in command.details { text += "\n" + wrap(paragraph, width: 100) + "\n" }
        if let operand = command.operand {
            text += "\nArguments:\n" + list([("    " + operand.name, operand.summary)])
        }
        text += "\nOptions:\n" + list((command.options + [Self.helpOption]).map { ($0.synopsis, help(for: $0)) })
        if !command.examples.isEmpty {
            text += "\nExamples:\n"
            for example in command.examples { text += "  \(example.line)\n      \(example.does)\n" }
        }
        return text
    }

    static let helpOption = Option("help", short: "h", summary: "print this")

    func usage(_ command: Command) -> String {
        ([program] + command.path + ["[OPTIONS]"] + (command.operand.map { [$0.synopsis] } ?? [])).joined(
            separator: " ")
    }

    private func help(for option: Option) -> String {
        var text = option.summary
        if case .words(let words) = option.completion { text += " (\(words.joined(separator: ", ")))" }
        if option.repeats { text += "; may be repeated" }
        return text
    }

    /// Two columns; the second starts at the same place in every line and is wrapped below itself.
    private func list(_ rows: [(String, String)]) -> String {
        let first = min(34, (rows.map(\.0.count).max() ?? 0)) + 4
        var text = ""
        for (left, right) in rows {
            let lines = wrap(right, width: 100 - first).split(separator: "\n")
            text += "  " + left
            if left.count + 4 > first {
                text += "\n" + String(repeating: " ", count: first)
            } else {
                text += String(repeating: " ", count: first - left.count - 2)
            }
            text += lines.joined(separator: "\n" + String(repeating: " ", count: first)) + "\n"
        }
        return text
    }
}

/// Breaks at spaces so that no line is longer than `width`, where that can be done.
func wrap(_ text: String, width: Int) -> String {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
        if !line.isEmpty, line.count + 1 + word.count > width {
            lines.append(line)
            line = ""
        }
        line += (line.isEmpty ? "" : " ") + word
    }
    if !line.isEmpty { lines.append(line) }
    return lines.joined(separator: "\n")
}
