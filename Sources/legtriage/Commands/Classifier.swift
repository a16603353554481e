import IntakeRecording
import JSON
import TriageEngine
import TriageEvents

/// Decides on one submission after the other and writes what comes of it.
struct Classifier: ~Copyable {
    /// What came of all files.
    struct Summary {
        var decided = 0
        var rejected = 0
        var cutShort = false
    }

    private let chain: TriageChain
    private let isJSON: Bool
    private let presenter: EventPresenter
    private var result: ResultFile
    private var body = ByteWriter(capacity: 16 << 10)
    private var summary = Summary()
    /// Written results that nobody could take; told at the end.
    private var failure: CommandFailure?

    init(ruleset: Ruleset, result: consuming ResultFile, isJSON: Bool, style: Style, width: Int) {
        chain = TriageChain(ruleset: ruleset)
        self.result = result
        self.isJSON = isJSON
        presenter = EventPresenter(style: style, width: width, ruleset: ruleset)
    }

    /// A file of submissions: lines, one document, a recording, or `kcat -J`.
    mutating func classify(_ path: String) throws(RecordingError) {
        let source = WholeDocumentSource(try Compression.unpacking(FileSource(path: path)))
        if let document = try source.document() {
            decide(RecordedEvent(topic: "", offset: 0, value: document), line: 1)
            return
        }
        let reader = try RecordingReader(source)
        while true {
            do throws(RecordingError) {
                guard let event = try reader.next() else { break }
                decide(event, line: reader.line)
            } catch {
                guard error.canGoOn else { throw error }
                reject(
                    line: error.line, code: error.code.rawValue, path: error.detail.isEmpty ? "$" : "$.\(error.detail)")
            }
        }
        summary.cutShort = summary.cutShort || reader.isCutShort
    }

    /// A file that is one narrative.
    mutating func classifyText(_ path: String) throws(RecordingError) {
        let source = try Compression.unpacking(FileSource(path: path))
        var bytes: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = try source.read(into: buffer)
            guard count > 0, bytes.count <= 4 << 20 else { break }
            bytes += buffer[..<count]
        }
        while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
        // Text that is no UTF-8 is read as well as it can be: this is a person's file, not a topic.
        let text = String(decoding: bytes, as: UTF8.self)
        var submission = ByteWriter(capacity: bytes.count + 256)
        submission.beginObject()
        submission.name("schema")
        submission.value("leg-intake/1" as StaticString)
        submission.name("submissionId")
        submission.value(path == "-" ? "standard-input" : path)
        submission.name("narrative")
        submission.value(text)
        submission.endObject()
        decide(RecordedEvent(topic: "", offset: 0, value: submission.array), line: 1)
    }

    private mutating func decide(_ event: RecordedEvent, line: Int) {
        body.removeAll()
        let outcome = event.withRecord { value, headers in chain.process(value: value, headers: headers, into: &body) }
        switch outcome {
        case .routed:
            summary.decided += 1
            if isJSON {
                body.append(UInt8(ascii: "\n"))
                append(bytes: body.bytes)
            } else {
                let text = presenter.text(body.bytes, narratives: NarrativeText.all(in: event.value ?? []))
                append((summary.decided + summary.rejected > 1 ? "\n" : "") + text)
            }
        case .deadLetter(let letter):
            reject(
                line: line, code: letter.rejection.code.rawValue, path: letter.rejection.path,
                redFlag: letter.hasRedFlag)
        }
    }

    private mutating func reject(line: Int, code: String, path: String, redFlag: Bool = false) {
        summary.rejected += 1
        guard isJSON else {
            let flag = redFlag ? presenter.style.red("; its text holds a red flag") : ""
            return append(
                (summary.decided + summary.rejected > 1 ? "\n" : "")
                    + "✕ REJECTED  line \(line): \(code) at \(path)\(flag)\n")
        }
        var out = ByteWriter(capacity: 256)
        out.beginObject()
        out.name("rejected")
        out.beginObject()
        out.name("line")
        out.value(line)
        out.name("code")
        out.value(code)
        out.name("path")
        out.value(path)
        out.endObject()
        out.endObject()
        append(out.string + "\n")
    }

    private mutating func append(_ text: String) {
        text.withText { append(bytes: UnsafeRawBufferPointer($0.bytes)) }
    }

    private mutating func append(bytes: UnsafeRawBufferPointer) {
        do throws(CommandFailure) {
            try result.write { $0.append(bytes) }
        } catch {
            failure = failure ?? error
        }
    }

    /// Writes what is there, since the rest of a file cannot be read.
    mutating func flush() throws(CommandFailure) { try result.flush() }

    consuming func finish() throws(CommandFailure) -> Summary {
        let summary = summary
        if let failure { throw failure }
        try result.finish()
        return summary
    }
}

extension RecordedEvent {
    /// Lends value and headers as the chain reads them.
    func withRecord<Result>(_ body: (UnsafeRawBufferPointer?, RecordHeaders) -> Result) -> Result {
        // One block for all header bytes, so that all of them stay where they are.
        let size = headers.reduce(1) { $0 + $1.name.count + ($1.value?.count ?? 0) }
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
        defer { block.deallocate() }
        var end = 0
        func place(_ bytes: [UInt8]) -> UnsafeRawBufferPointer {
            let target = UnsafeMutableRawBufferPointer(rebasing: block[end..<(end + bytes.count)])
            target.copyBytes(from: bytes)
            end += bytes.count
            return UnsafeRawBufferPointer(target)
        }
        let list = headers.map { RecordHeader(name: place($0.name), value: $0.value.map(place)) }
        return list.withUnsafeBufferPointer { list in
            guard let value else { return body(nil, RecordHeaders(list)) }
            return value.withUnsafeBytes { body($0, RecordHeaders(list)) }
        }
    }
}
