/// What is wrong with a recording, and in which line: never what stands there.
package struct RecordingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of fault.
    package enum Code: String, Sendable, CaseIterable {
        /// The file cannot be opened or read; `detail` is the system's text.
        case unreadable
        /// The file cannot be opened or written; `detail` is the system's text.
        case unwritable
        /// The bytes are not what the compression says.
        case compression
        /// Packed bytes end before what they hold does.
        case cutShort = "cut_short"
        /// A line is longer than `RecordingReader.longestLine`.
        case lineTooLong = "line_too_long"
        /// A line of a recording is not JSON, or no object.
        case notJSON = "not_json"
        /// A member is missing or has another type.
        case malformedRecord = "malformed_record"
        /// A value says base64 and is none.
        case malformedBase64 = "malformed_base64"
        /// The recording is of a version that this program does not know.
        case unknownVersion = "unknown_version"
        /// The last line counts other records than there are.
        case countDiffers = "count_differs"
        /// The last line has another digest than the bytes before it.
        case digestDiffers = "digest_differs"
        /// Something follows the last line.
        case contentAfterEnd = "content_after_end"
    }

    package var code: Code
    /// Counts from 1; 0 where there is no line.
    package var line: Int
    /// The name of the member at fault, or the system's text; never content.
    package var detail: String

    package init(_ code: Code, line: Int = 0, detail: String = "") {
        self.code = code
        self.line = line
        self.detail = detail
    }

    /// Whether the lines after this one can still be read.
    package var canGoOn: Bool {
        switch code {
        case .notJSON, .malformedRecord, .malformedBase64: true
        default: false
        }
    }

    package var description: String {
        switch code {
        case .unreadable: "cannot be read: \(detail)"
        case .unwritable: "cannot be written: \(detail)"
        default: (line > 0 ? "line \(line): " : "") + code.rawValue + (detail.isEmpty ? "" : " (\(detail))")
        }
    }
}
