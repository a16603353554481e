import Digests
package import JSON

/// Reads intake events of every shape; total: any bytes give a submission or a rejection.
///
/// The shapes tell themselves apart: a `resourceType` makes a FHIR response, a content type of
/// `application/cloudevents` or the members of an envelope make a structured CloudEvent, everything else is our own
/// JSON. For use by one thread at a time. What a submission lends is valid until the next call.
package final class IntakeDecoder {
    /// Nothing here walks by recursion, so the nesting is limited by the size alone: a submission must not become a
    /// dead letter for what stands in a member that nobody reads.
    private let parser = JSONParser(byteLimit: IntakeLimits.valueBytes, depthLimit: nil)
    private var draft = SubmissionDraft()
    /// The document that an envelope carried as base64 or as text.
    private var inner: [UInt8] = []
    private var readable = ByteWriter(capacity: 64)

    /// A decoder with its own parser and buffers.
    package init() {}

    /// Reads one record.
    ///
    /// - Parameters:
    ///   - value: The record's value; nil: it has none. May go away after the call.
    ///   - headers: The record's headers, of which only those that say the shape are read.
    /// - Returns: The submission, or why the record is a dead letter.
    package func decode(value: UnsafeRawBufferPointer?, headers: RecordHeaders) -> Result<Submission, IntakeRejection> {
        draft.root = "$"
        inner.removeAll(keepingCapacity: true)
        guard let value else { return .failure(IntakeRejection(code: .nullValue, path: "$")) }
        let prefix = PayloadPrefix(value)
        let envelope = EnvelopeHeaders(headers)
        if let rejection = decode(prefix.rest, in: envelope) {
            return .failure(rejection)
        }
        draft.submission.hadByteOrderMark = prefix.hadByteOrderMark
        draft.submission.hadSchemaRegistryPrefix = prefix.hadSchemaRegistryPrefix
        return .success(draft.submission)
    }

    /// What can be read as text in a value that was rejected, so that it can be scanned for red flags: escapes of JSON
    /// decoded, and what is no text replaced by U+FFFD. Of the value rejected last, what an envelope carried as base64
    /// follows it.
    ///
    /// Valid until the next call of the decoder.
    package func readableText(of value: UnsafeRawBufferPointer?) -> JSONText {
        readable.removeAll()
        if let value {
            ReadableText.append(value, to: &readable)
        }
        if !inner.isEmpty {
            readable.append(UInt8(ascii: "\n"))
            inner.withUnsafeBytes { ReadableText.append($0, to: &readable) }
        }
        return JSONText(readable.bytes)
    }

    /// Reads a value into the draft; answers with why it is no submission, if it is none.
    private func decode(_ bytes: UnsafeRawBufferPointer, in headers: EnvelopeHeaders) -> IntakeRejection? {
        let document: JSONValue
        switch parse(bytes) {
        case .success(let value): document = value
        case .failure(let rejection): return rejection
        }
        guard headers.isStructured else {
            return decodePlain(document, outside: headers)
        }
        guard let rejection = decodeEnvelope(document, outside: headers) else { return nil }
        // Whatever the headers say, an object with an id of its own is a submission. The parser may have read another
        // document since.
        guard case .success(let again) = parse(bytes) else { return rejection }
        return decodePlain(again, outside: headers, mayBeEnvelope: false) == nil ? nil : rejection
    }

    /// Parses a document into a draft that is empty, but for what had to be mended.
    private func parse(_ bytes: UnsafeRawBufferPointer) -> Result<JSONValue, IntakeRejection> {
        do throws(JSONError) {
            let (value, mended) = try parser.parseMending(bytes)
            draft.removeAll()
            if mended > 0 {
                draft.note(.mended, at: "")
            }
            return .success(value)
        } catch {
            return .failure(IntakeRejection(error, path: draft.root))
        }
    }

    /// Reads a document that is no envelope, or one that only its members tell to be one.
    private func decodePlain(
        _ document: JSONValue, outside headers: EnvelopeHeaders, mayBeEnvelope: Bool = true
    ) -> IntakeRejection? {
        guard let members = document.members else {
            return IntakeRejection(code: .notAnObject, path: draft.root)
        }
        draft.submission.envelope = headers.isBinary ? .cloudEventBinary : .none
        draft.submission.eventTime = headers.time
        var native = NativeReader()
        native.read(members, into: &draft)
        if let resourceType = native.resourceType, resourceType == FHIRReader.resourceType || !draft.hasID {
            return decodeFHIR(members)
        }
        if !draft.hasID, mayBeEnvelope, native.looksLikeEnvelope {
            return decodeEnvelope(document, outside: headers)
        }
        return draft.hasID ? nil : native.rejection(root: draft.root)
    }

    private func decodeFHIR(_ members: JSONMembers) -> IntakeRejection? {
        let (envelope, time) = (draft.submission.envelope, draft.submission.eventTime)
        draft.removeAllButMending()
        (draft.submission.envelope, draft.submission.eventTime) = (envelope, time)
        var fhir = FHIRReader()
        fhir.read(members, into: &draft)
        return draft.hasID ? nil : fhir.rejection(root: draft.root)
    }

    private func decodeEnvelope(_ envelope: JSONValue, outside headers: EnvelopeHeaders) -> IntakeRejection? {
        guard envelope.members != nil else { return IntakeRejection(code: .notAnObject, path: "$") }
        let time = envelope["time"]?.text.flatMap { Instant(rfc3339: $0) }
        defer { draft.root = "$" }
        let data: Result<JSONValue, IntakeRejection>
        if let value = envelope["data"], !value.isNull {
            draft.root = "$.data"
            data = readData(value)
        } else if let value = envelope["data_base64"], !value.isNull {
            draft.root = "$.data_base64"
            data = readBase64(value)
        } else {
            return IntakeRejection(code: .missingSubmissionID, path: "$.data")
        }
        switch data {
        case .failure(let rejection):
            return rejection
        case .success(let document):
            if let rejection = decodePlain(document, outside: headers, mayBeEnvelope: false) { return rejection }
            draft.submission.envelope = .cloudEventStructured
            draft.submission.eventTime = time ?? headers.time
            return nil
        }
    }

    /// Data is the document itself, or its text where the sender encoded it twice.
    private func readData(_ value: JSONValue) -> Result<JSONValue, IntakeRejection> {
        guard let text = value.text else {
            draft.removeAllButMending()
            return .success(value)
        }
        inner = Array(text.bytes)
        return parseInner()
    }

    private func readBase64(_ value: JSONValue) -> Result<JSONValue, IntakeRejection> {
        guard let text = value.text, let bytes = Base64.decode(UnsafeRawBufferPointer(text.bytes)) else {
            return .failure(IntakeRejection(code: .invalidBase64, path: draft.root))
        }
        inner = bytes
        return parseInner()
    }

    private func parseInner() -> Result<JSONValue, IntakeRejection> {
        inner.withUnsafeBytes { parse(PayloadPrefix($0).rest) }
    }
}

extension IntakeRejection {
    /// The rejection for bytes that are no JSON document.
    fileprivate init(_ error: JSONError, path: String) {
        let code: Code =
            switch error.code {
            case .empty: .emptyValue
            case .tooLarge: .tooLarge
            case .invalidUTF8: .invalidUTF8
            case .outOfMemory: .outOfMemory
            case .tooDeep, .invalidString, .invalidNumber, .truncated, .trailingContent, .invalidSyntax: .invalidJSON
            }
        let hasPlace = code == .invalidUTF8 || code == .invalidJSON
        self.init(code: code, path: path, byteOffset: hasPlace ? error.offset : nil)
    }
}
