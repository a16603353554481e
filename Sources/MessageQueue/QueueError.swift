/// What went wrong at the transport: a code to act on and a reason to print. It never holds a key, a value or a header.
package struct QueueError: Error, Sendable {
    package var code: Code
    /// The same call may succeed later.
    package var isRetriable: Bool
    /// The object that threw it is of no more use: close it.
    package var isFatal: Bool
    /// The open unit can only be aborted.
    package var requiresAbort: Bool
    /// For people: which call, which topic or broker, and what the library said.
    package var reason: String
    /// How many records are gone (`Code.positionLost`), as far as that can be told; else 0.
    package var lostRecords: Int64
    /// Where in the source it was made.
    package var fileID: String
    package var line: UInt

    package init(
        _ code: Code, _ reason: String, isRetriable: Bool = false, isFatal: Bool = false, requiresAbort: Bool = false,
        lostRecords: Int64 = 0, fileID: String = #fileID, line: UInt = #line
    ) {
        self.code = code
        self.reason = reason
        self.isRetriable = isRetriable
        self.isFatal = isFatal
        self.requiresAbort = requiresAbort
        self.lostRecords = lostRecords
        self.fileID = fileID
        self.line = line
    }
}

extension QueueError: CustomStringConvertible {
    package var description: String { "\(reason) (\(code.rawValue))" }
}

extension QueueError: CustomDebugStringConvertible {
    package var debugDescription: String {
        var traits = ""
        if isRetriable { traits += ", retriable" }
        if isFatal { traits += ", fatal" }
        if requiresAbort { traits += ", requires abort" }
        return "\(reason) (\(code.rawValue)\(traits)) at \(fileID):\(line)"
    }
}
