import JSON
import TriageEvents

/// What the fuzzer calls with each input: decodes it under every kind of header, and looks at all that is lent.
///
/// Traps where a promise of the decoder does not hold; the address sanitizer watches the memory.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDecoder(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let value = UnsafeRawBufferPointer(start: start, count: count)
    let headers: [[(StaticString, UnsafeRawBufferPointer)]] = [
        [], [("content-type", UnsafeRawBufferPointer(JSONText("application/cloudevents+json").bytes))],
        [("ce_specversion", value), ("ce_time", value), ("content-type", value), ("tracestate", value)],
    ]
    for list in headers {
        let lent = list.map { RecordHeader(name: UnsafeRawBufferPointer(JSONText($0.0).bytes), value: $0.1) }
        lent.withUnsafeBufferPointer { check(value, RecordHeaders($0)) }
    }
    return 0
}

// The fuzzer calls from one thread only.
nonisolated(unsafe) private let decoder = IntakeDecoder()
nonisolated(unsafe) private let reader = JSONParser(depthLimit: nil)

private func check(_ value: UnsafeRawBufferPointer, _ headers: RecordHeaders) {
    switch decoder.decode(value: value, headers: headers) {
    case .success(let submission): check(submission)
    case .failure(let rejection):
        precondition(rejection.path.hasPrefix("$"))
        requireText(decoder.readableText(of: value))
    }
    _ = TraceContext(headers)
    _ = IncomingHeaders(headers)
}

private func check(_ submission: Submission) {
    precondition(!submission.submissionID.isEmpty && submission.submissionID.count <= IntakeLimits.idBytes)
    precondition(submission.ageYears.map(IntakeLimits.ageYears.contains) ?? true)
    precondition(submission.problems.count == min(submission.problemCount, IntakeLimits.problems))
    precondition(
        submission.narrativeQuestions.isEmpty || submission.narrativeQuestions.count == submission.narratives.count)
    var out = ByteWriter()
    out.beginArray()
    let texts: [JSONText?] = [
        submission.submissionID, submission.submittedAtText, submission.patientRef, submission.formID,
        submission.formURL,
        submission.formVersion, submission.language, submission.sex,
    ]
    for text in texts.compactMap({ $0 }) + submission.narratives + submission.narrativeQuestions {
        write(text, to: &out)
    }
    for answer in submission.answers {
        write(answer.question, to: &out)
        write(answer.value, to: &out)
    }
    if let pregnancy = submission.pregnancy {
        write(pregnancy, to: &out)
    }
    for instant in [submission.submittedAt, submission.eventTime].compactMap({ $0 }) {
        write(.date(instant), to: &out)
    }
    out.endArray()
    // What is written must read back. Texts repeat what was sent at most a few times, so the reader's limit is in
    // reach.
    do throws(JSONError) {
        _ = try reader.parse(out.bytes)
    } catch {
        precondition(error.code == .tooLarge, "written JSON is refused: \(error.code)")
    }
}

private func write(_ value: AnswerValue, to out: inout ByteWriter) {
    switch value {
    case .boolean(let boolean): out.value(boolean)
    case .number(let number, let unit):
        precondition(number.magnitude < IntakeLimits.numberMagnitude)
        out.value(number)
        if let unit { write(unit, to: &out) }
    case .text(let text):
        precondition(!text.isBlank)
        write(text, to: &out)
    case .choices(let texts):
        for text in texts { write(text, to: &out) }
    case .date(let instant):
        let printed = instant.rfc3339
        let arena = TextArena()
        precondition(Instant(rfc3339: arena.add(printed)) == instant)
        withExtendedLifetime(arena) { out.value(printed) }
    case .null, .malformed: out.null()
    }
}

private func write(_ text: JSONText, to out: inout ByteWriter) {
    requireText(text)
    out.value(text)
}

private func requireText(_ text: JSONText) {
    precondition(UTF8Check.firstInvalidOffset(in: UnsafeRawBufferPointer(text.bytes)) == nil)
}
