import CommandLineOptions

/// `legtriage completion`: what a shell sources, and the manual page.
enum CompletionCommand: ProgramCommand {
    static let command = Command(
        "completion", summary: "print the completion script of a shell, or the manual page",
        examples: [
            .init("source <(legtriage completion bash)", "complete in this shell"),
            .init("legtriage completion man | man -l -", "read the manual"),
        ],
        operand: Operand(
            "SHELL", completion: .words(["bash", "zsh", "man"]), summary: "bash, zsh, or man for the manual page"))

    static func run(_ context: CommandContext) throws(CommandFailure) -> Int32 {
        let word = context.invocation.operands.first ?? ""
        if word == "man" {
            context.output.write(Program.table.manualPage())
        } else if let shell = CommandTable.Shell(rawValue: word) {
            context.output.write(Program.table.completion(for: shell))
        } else {
            throw .refused("there is no completion for '\(word)': bash, zsh or man")
        }
        return 0
    }
}
