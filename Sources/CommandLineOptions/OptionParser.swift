/// Reads the words after a command's name.
struct OptionParser {
    private let command: Command
    private var words: ArraySlice<String>
    private var invocation: Invocation
    private var onlyOperands = false

    init(command: Command, words: ArraySlice<String>) {
        self.command = command
        self.words = words
        self.invocation = Invocation(path: command.path)
    }

    mutating func parse() throws(CommandLineError) -> CommandTable.Request {
        while let word = words.popFirst() {
            if onlyOperands || word == "-" || !word.hasPrefix("-") {
                invocation.add(operand: word)
            } else if word == "--" {
                onlyOperands = true
            } else if word == "--help" || word == "-h" {
                return .help(path: command.path)
            } else if word.hasPrefix("--") {
                try long(word)
            } else {
                try short(word)
            }
        }
        try checkOperands()
        return .run(invocation)
    }

    private mutating func long(_ word: String) throws(CommandLineError) {
        let body = word.dropFirst(2)
        let equals = body.firstIndex(of: "=")
        let name = String(equals.map { body[..<$0] } ?? body)
        guard let option = command.options.first(where: { $0.name == name }) else {
            let names = command.options.map { "--" + $0.name } + ["--help"]
            throw .unknownOption("--" + name, command: command.name, suggestion: nearest(to: "--" + name, in: names))
        }
        let given = equals.map { String(body[body.index(after: $0)...]) }
        guard option.placeholder != nil else {
            if given != nil { throw .valueNotTaken("--" + name) }
            invocation.set(flag: name)
            return
        }
        try set(option, value: given, spelled: "--" + name)
    }

    private mutating func short(_ word: String) throws(CommandLineError) {
        var letters = word.dropFirst()
        while let letter = letters.popFirst() {
            guard let option = command.options.first(where: { $0.short == letter }) else {
                throw .unknownOption("-\(letter)", command: command.name, suggestion: nil)
            }
            guard option.placeholder != nil else {
                invocation.set(flag: option.name)
                continue
            }
            return try set(option, value: letters.isEmpty ? nil : String(letters), spelled: "-\(letter)")
        }
    }

    private mutating func set(_ option: Option, value given: String?, spelled: String) throws(CommandLineError) {
        guard let value = given ?? words.popFirst() else {
            throw .valueMissing(spelled, placeholder: option.placeholder ?? "VALUE")
        }
        if case .words(let allowed) = option.completion, !allowed.contains(value) {
            throw .valueNotAllowed(spelled, allowed: allowed, suggestion: nearest(to: value, in: allowed))
        }
        invocation.set(option: option.name, value: value, repeats: option.repeats)
    }

    private func checkOperands() throws(CommandLineError) {
        let count = invocation.operands.count
        guard let operand = command.operand else {
            if let first = invocation.operands.first { throw .unexpectedOperand(first, command: command.name) }
            return
        }
        if count < operand.minimum { throw .operandMissing(operand.name, command: command.name) }
        if let maximum = operand.maximum, count > maximum {
            throw .unexpectedOperand(invocation.operands[maximum], command: command.name)
        }
    }
}
