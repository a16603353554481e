/// A command line that was understood: the command, its options and its operands.
package struct Invocation: Sendable, Equatable {
    /// The words that name the command.
    package let path: [String]
    /// The words that are no options, in their order.
    package private(set) var operands: [String] = []
    private var flags: [String] = []
    private var options: [(name: String, value: String)] = []

    init(path: [String]) {
        self.path = path
    }

    package static func == (left: Invocation, right: Invocation) -> Bool {
        left.path == right.path && left.operands == right.operands && left.flags == right.flags
            && left.options.elementsEqual(right.options) { $0 == $1 }
    }

    /// Whether a flag was given.
    package func flag(_ name: String) -> Bool { flags.contains(name) }

    /// The value of an option; of several, the last.
    package func value(_ name: String) -> String? {
        options.last { $0.name == name }?.value
    }

    /// Every value of an option, in order.
    package func values(_ name: String) -> [String] {
        options.filter { $0.name == name }.map(\.value)
    }

    mutating func add(operand: String) { operands.append(operand) }

    mutating func set(flag: String) {
        if !flags.contains(flag) { flags.append(flag) }
    }

    mutating func set(option: String, value: String, repeats: Bool) {
        if !repeats { options.removeAll { $0.name == option } }
        options.append((option, value))
    }
}
