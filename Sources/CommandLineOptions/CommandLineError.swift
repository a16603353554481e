/// Why a command line was refused.
package enum CommandLineError: Error, Equatable, Sendable, CustomStringConvertible {
    /// No command has this name.
    case unknownCommand(String, suggestion: String?)
    /// The command has no such option.
    case unknownOption(String, command: String?, suggestion: String?)
    /// The option needs a value and the line ends.
    case valueMissing(String, placeholder: String)
    /// A flag was given a value.
    case valueNotTaken(String)
    /// The option knows a closed list of values, and this is none of them.
    case valueNotAllowed(String, allowed: [String], suggestion: String?)
    /// The command needs a word that is not there.
    case operandMissing(String, command: String)
    /// The command takes no such word.
    case unexpectedOperand(String, command: String)

    package var description: String {
        switch self {
        case .unknownCommand(let word, let suggestion):
            "there is no command '\(word)'" + did(suggestion)
        case .unknownOption(let word, let command, let suggestion):
            "there is no option \(word)" + (command.map { " for '\($0)'" } ?? "") + did(suggestion)
        case .valueMissing(let option, let placeholder):
            "\(option) needs a value: \(option) \(placeholder)"
        case .valueNotTaken(let option):
            "\(option) takes no value"
        case .valueNotAllowed(let option, let allowed, let suggestion):
            "\(option) takes one of: \(allowed.joined(separator: ", "))" + did(suggestion)
        case .operandMissing(let name, let command):
            "'\(command)' needs \(name)"
        case .unexpectedOperand(let word, let command):
            "'\(command)' does not take '\(word)'"
        }
    }

    private func did(_ suggestion: String?) -> String {
        suggestion.map { "; did you mean '\($0)'?" } ?? ""
    }
}
