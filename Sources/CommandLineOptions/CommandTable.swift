/// The whole command line as one value: parsing, help, completion and the man page all come from it.
package struct CommandTable: Sendable {
    /// The program's name.
    package let program: String
    /// One line: what the program is.
    package let summary: String
    /// What `--version` prints after the name.
    package let version: String
    /// In the order of help.
    package let commands: [Command]
    /// Exit statuses and their meaning, for help and the man page.
    package let exitStatuses: [(status: Int, meaning: String)]

    /// - Parameters:
    ///   - program: the program's name.
    ///   - summary: one line.
    ///   - version: what `--version` prints after the name.
    ///   - commands: in the order of help; no two may share a path.
    ///   - exitStatuses: exit statuses and their meaning.
    package init(
        program: String, summary: String, version: String, commands: [Command],
        exitStatuses: [(status: Int, meaning: String)] = []
    ) {
        self.program = program
        self.summary = summary
        self.version = version
        self.commands = commands
        self.exitStatuses = exitStatuses
    }

    /// What the user asked for.
    package enum Request: Sendable, Equatable {
        /// Run a command.
        case run(Invocation)
        /// Print the help of a command, of a group of commands (`rules`), or of the program.
        case help(path: [String])
        /// Print the version.
        case version
    }

    /// Reads a command line.
    ///
    /// Accepted: `--name VALUE`, `--name=VALUE`, `-n VALUE`, `-nVALUE`, `-ab` for two flags, `--` before words that
    /// start with a dash, and `-` as a word. Options may stand anywhere after the command.
    /// - Parameter arguments: the words after the program's name.
    /// - Returns: what to do.
    /// - Throws: `CommandLineError` that names the word at fault and the nearest thing that exists.
    package func parse(_ arguments: [String]) throws(CommandLineError) -> Request {
        guard let first = arguments.first else { return .help(path: []) }
        switch first {
        case "--help", "-h": return .help(path: [])
        case "--version", "-V": return .version
        case "help": return try help(Array(arguments.dropFirst()))
        default: break
        }
        if first.hasPrefix("-") {
            throw .unknownOption(first, command: nil, suggestion: nearest(to: first, in: ["--help", "--version"]))
        }
        let (command, consumed) = try command(for: arguments)
        guard let command else { return .help(path: [first]) }
        var parser = OptionParser(command: command, words: arguments.dropFirst(consumed))
        return try parser.parse()
    }

    /// The commands whose first word this is.
    func group(_ word: String) -> [Command] {
        commands.filter { $0.path.first == word }
    }

    private func help(_ words: [String]) throws(CommandLineError) -> Request {
        guard !words.isEmpty else { return .help(path: []) }
        let (command, _) = try command(for: words)
        return .help(path: command?.path ?? [words[0]])
    }

    /// The command that the words begin with; nil when they name a group and ask for its help.
    private func command(for words: [String]) throws(CommandLineError) -> (command: Command?, consumed: Int) {
        if let two = commands.first(where: { $0.path.count == 2 && $0.path == Array(words.prefix(2)) }) {
            return (two, 2)
        }
        if let one = commands.first(where: { $0.path == [words[0]] }) { return (one, 1) }
        let group = group(words[0])
        guard !group.isEmpty else {
            let names = commands.map(\.path[0])
            throw .unknownCommand(words[0], suggestion: nearest(to: words[0], in: names))
        }
        guard words.count > 1, !["--help", "-h"].contains(words[1]) else { return (nil, 1) }
        let seconds = group.compactMap { $0.path.count > 1 ? $0.path[1] : nil }
        throw .unknownCommand(
            words[0] + " " + words[1],
            suggestion: nearest(to: words[1], in: seconds).map { words[0] + " " + $0 })
    }
}
