/// Why an intake event is a dead letter: a code and a place, never content. Safe to log and to publish.
package struct IntakeRejection: Error, Hashable, Sendable {
    /// The kinds of rejection; their raw values go into `legtriage-error-code`.
    package enum Code: String, Sendable, CaseIterable {
        /// The record has no value.
        case nullValue = "null_value"
        /// The value has no bytes, or only white space.
        case emptyValue = "empty_value"
        /// The value is larger than `IntakeLimits.valueBytes`.
        case tooLarge = "too_large"
        /// The value is not UTF-8.
        case invalidUTF8 = "invalid_utf8"
        /// The value is not JSON.
        case invalidJSON = "invalid_json"
        /// The value is JSON, but not an object.
        case notAnObject = "not_an_object"
        /// A CloudEvent's `data_base64` is no base64.
        case invalidBase64 = "invalid_base64"
        /// There is no submission id.
        case missingSubmissionID = "missing_submission_id"
        /// The submission id is no text, is empty, or is longer than `IntakeLimits.idBytes`.
        case unusableSubmissionID = "unusable_submission_id"
        /// No memory to read a value of this size.
        case outOfMemory = "out_of_memory"
        /// Decoded, but its routing event is larger than what can be sent. From the publisher, never from the decoder.
        case outputTooLarge = "output_too_large"
        /// Decoded, but the broker refused its routing event for good. From the publisher, never from the decoder.
        case outputRefused = "output_refused"
    }

    package let code: Code
    /// Where, as a JSON path of known members: `$`, `$.submissionId`, `$.data`.
    package let path: String
    /// Where the bytes stop being JSON, counted from the start of the document (after what was skipped); nil where
    /// that says nothing.
    package let byteOffset: Int?

    package init(code: Code, path: String, byteOffset: Int? = nil) {
        self.code = code
        self.path = path
        self.byteOffset = byteOffset
    }
}
