import JSON

/// The headers of a dead letter: the record's own, then why it is one.
package struct DeadLetterHeaders {
    package var rejection: IntakeRejection
    package var input: RecordPosition
    /// Its text holds a red flag.
    package var hasRedFlag: Bool

    package init(rejection: IntakeRejection, input: RecordPosition, hasRedFlag: Bool) {
        self.rejection = rejection
        self.input = input
        self.hasRedFlag = hasRedFlag
    }

    /// Appends the headers.
    ///
    /// - Parameters:
    ///   - incoming: The record's headers. They come first and in their order, but for those of our own: of these only
    ///     `legtriage-redrive-of` is kept, and `legtriage-attempt` is counted on.
    ///   - block: Where to; what is in it stays before.
    ///   - keepsRecordHeaders: Whether those that are not ours are passed on; they may be what makes the letter too
    ///     large.
    package func write(
        passingOn incoming: RecordHeaders, into block: inout HeaderBlock, keepsRecordHeaders: Bool = true
    ) {
        let own = IncomingHeaders(incoming)
        if keepsRecordHeaders {
            for header in incoming where !IncomingHeaders.isOurs(header) { block.append(header) }
        }
        own.writeRedriveOf(into: &block)
        block.append(EventHeaders.input) { input.write(into: &$0) }
        block.append(EventHeaders.errorCode) { Self.append(rejection.code.rawValue, to: &$0) }
        block.append(EventHeaders.errorPath) { Self.append(rejection.path, to: &$0) }
        if hasRedFlag {
            block.append(EventHeaders.redFlag, EventHeaders.trueValue)
        }
        block.append(EventHeaders.attempt) { $0.appendDecimal((own.attempt ?? 0) + 1) }
    }

    private static func append(_ string: String, to out: inout ByteWriter) {
        var string = string
        string.withUTF8 { out.append(UnsafeRawBufferPointer($0)) }
    }
}
