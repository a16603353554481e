extension CommandTable {
    /// The manual page in roff (`man -l` prints it).
    package func manualPage() -> String {
        var page = ".TH \(program.uppercased()) 1 \"\" \"\(program) \(roff(version))\"\n"
        page += ".SH NAME\n\(roff(program)) \\- \(roff(summary))\n"
        page += ".SH SYNOPSIS\n.B \(roff(program))\n.I COMMAND\n[OPTIONS]\n.SH COMMANDS\n"
        for command in commands {
            page += ".SS \(roff(usage(command)))\n\(roff(command.summary)).\n"
            for paragraph in command.details { page += ".PP\n\(roff(paragraph))\n" }
            for option in command.options {
                let synopsis = option.synopsis.drop { $0 == " " }
                page += ".TP\n.B \(roff(String(synopsis)))\n\(roff(option.summary))\n"
            }
            for example in command.examples { page += ".PP\n.B \(roff(example.line))\n.br\n\(roff(example.does))\n" }
        }
        page += ".SH EXIT STATUS\n"
        for (status, meaning) in exitStatuses { page += ".TP\n.B \(status)\n\(roff(meaning))\n" }
        return page
    }

    /// Escapes what roff would read as a request or a hyphen.
    private func roff(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "\\": escaped += "\\e"
            case "-": escaped += "\\-"
            case "…": escaped += "..."
            default: escaped.append(character)
            }
        }
        return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
    }
}
