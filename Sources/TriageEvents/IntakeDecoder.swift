package import JSON

/// Reads intake events of every shape; total: any bytes give a submission or a rejection.
///
/// For use by one thread at a time. What a submission lends is valid until the next call.
package final class IntakeDecoder {
    /// A decoder with its own parser and buffers.
    package init() {}

    ///
    /// - Parameters:
    ///   - value: The record's value; nil: it has none. May go away after the call.
    ///   - headers: The record's headers, of which only those that say the shape are read.
    /// - Returns: The submission, or why the record is a dead letter.
    package func decode(value: UnsafeRawBufferPointer?, headers: RecordHeaders) -> Result<Submission, IntakeRejection> {
        .failure(IntakeRejection(code: .nullValue, path: "$"))
    }

    /// What can be read as text in a value that was rejected, so that it can be scanned for red flags.
    ///
    /// Valid until the next call of the decoder.
    package func readableText(of value: UnsafeRawBufferPointer?) -> JSONText {
        JSONText("")
    }
}
