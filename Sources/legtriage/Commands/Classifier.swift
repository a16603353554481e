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

    init(ruleset: Ruleset, result: consuming ResultFile, isJSON: Bool, style: Style, width: Int) {
        chain = TriageChain(ruleset: ruleset)
        self.result = result
        self.isJSON = isJSON
        presenter = EventPresenter(style: style, width: width, ruleset: ruleset)
    }

    /// A file of submissions: lines, one document, a recording, or `kcat -J`.
    ///
    /// - Returns: why the file, or the rest of it, cannot be read; nil when all of it was.
    /// - Throws: when nobody takes the results, so that reading on would be for nothing.
    mutating func classify(_ path: String) throws(CommandFailure) -> RecordingError? {
        let reader: RecordingReader
        let document: [UInt8]?
        do throws(RecordingError) {
            let source = WholeDocumentSource(try Compression.unpacking(FileSource(path: path)))
            document = try source.document()
            reader = try RecordingReader(source)
        } catch {
            return error
        }
        if let document {
            try decide(RecordedEvent(topic: "", offset: 0, value: document), line: 1)
            return nil
        }
        while true {
            let event: RecordedEvent?
            do throws(RecordingError) {
                event = try reader.next()
            } catch {
                guard error.canGoOn else { return error }
                try reject(
                    line: error.line, code: error.code.rawValue, path: error.detail.isEmpty ? "$" : "$.\(error.detail)")
                continue
            }
            guard let event else { break }
            try decide(event, line: reader.line)
        }
        summary.cutShort = summary.cutShort || reader.isCutShort
        return nil
    }

    /// A file that is one narrative.
    ///
    /// - Returns: why it cannot be read; nil when it was.
    /// - Throws: when nobody takes the results.
    mutating func classifyText(_ path: String) throws(CommandFailure) -> RecordingError? {
        let bytes: [UInt8]
        do throws(RecordingError) {
            bytes = try Self.narrative(path)
        } catch {
            return error
        }
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
        try decide(RecordedEvent(topic: "", offset: 0, value: submission.array), line: 1)
        return nil
    }

    /// The bytes of a file that is one narrative, without the ends of lines at its end.
    private static func narrative(_ path: String) throws(RecordingError) -> [UInt8] {
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
        return bytes
    }

    private mutating func decide(_ event: RecordedEvent, line: Int) throws(CommandFailure) {
        body.removeAll()
        let outcome = event.withRecord { value, headers in chain.process(value: value, headers: headers, into: &body) }
        switch outcome {
        case .routed:
            summary.decided += 1
            if isJSON {
                body.append(UInt8(ascii: "\n"))
                try result.write { $0.append(body.bytes) }
            } else {
                let text = presenter.text(body.bytes, narratives: NarrativeText.all(in: event.value ?? []))
                try result.write((summary.decided + summary.rejected > 1 ? "\n" : "") + text)
            }
        case .deadLetter(let letter):
            try reject(
                line: line, code: letter.rejection.code.rawValue, path: letter.rejection.path,
                redFlag: letter.hasRedFlag)
        }
    }

    private mutating func reject(
        line: Int, code: String, path: String, redFlag: Bool = false
    ) throws(CommandFailure) {
        summary.rejected += 1
        guard isJSON else {
            let flag = redFlag ? presenter.style.red("; its text holds a red flag") : ""
            return try result.write(
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
        try result.write(out.string + "\n")
    }

    /// Writes what is there, since the rest of a file cannot be read.
    mutating func flush() throws(CommandFailure) { try result.flush() }

    consuming func finish() throws(CommandFailure) -> Summary {
        let summary = summary
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
