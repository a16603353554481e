package import JSON

/// What is wrong with one line of a file of labelled cases or sentences. Says where and what, never what the line
/// holds.
package struct LabelledFileProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of fault.
    package enum Fault: Sendable, Equatable {
        /// The line is no JSON; where it stops being JSON.
        case notJSON(JSONError)
        /// The line is JSON, but no object.
        case notAnObject
        /// The member is not there.
        case memberMissing(StaticString)
        /// The member is of another type than it must be, or empty, or no word that it may be.
        case memberUnusable(StaticString, expected: StaticString)
        /// The member is given twice.
        case memberRepeated(StaticString)
        /// Neither or both of `text` and `submission` are there.
        case notOneInput
        /// An earlier line has the same id.
        case idRepeated(firstLine: Int)
        /// `findings` names something that the ruleset does not have.
        case unknownFinding
        /// A line of tab-separated values has too few columns.
        case tooFewColumns(found: Int, needed: Int)
        /// The fourth column says neither `Affirmed` nor `Negated`.
        case unknownPolarity
        /// The phrase or the sentence is empty.
        case emptyColumn(Int)
        /// The line's bytes are not UTF-8.
        case notUTF8
        /// The file has no line that could be used.
        case nothingLabelled

        package static func == (left: Fault, right: Fault) -> Bool {
            left.description == right.description
        }
    }

    /// Counted from 1; 0 when it concerns the whole file.
    package let line: Int
    package let fault: Fault

    package init(line: Int, _ fault: Fault) {
        self.line = line
        self.fault = fault
    }

    package var description: String {
        line > 0 ? "line \(line): \(fault.description)" : fault.description
    }
}

extension LabelledFileProblem.Fault: CustomStringConvertible {
    /// A sentence for whoever wrote the file.
    package var description: String {
        switch self {
        case .notJSON(let error): "not JSON: \(error.code.rawValue) at byte \(error.offset)"
        case .notAnObject: "not a JSON object"
        case .memberMissing(let name): "\"\(name)\" is missing"
        case .memberUnusable(let name, let expected): "\"\(name)\" must be \(expected)"
        case .memberRepeated(let name): "\"\(name)\" is given twice"
        case .notOneInput: "needs either \"text\" or \"submission\""
        case .idRepeated(let firstLine): "\"id\" is that of line \(firstLine)"
        case .unknownFinding: "\"findings\" names a finding that the ruleset does not have"
        case .tooFewColumns(let found, let needed): "\(found) columns, at least \(needed) are needed"
        case .unknownPolarity: "column 4 must be Affirmed or Negated"
        case .emptyColumn(let column): "column \(column) is empty"
        case .notUTF8: "not UTF-8"
        case .nothingLabelled: "no labelled line"
        }
    }
}
