import Digests
import JSON

/// Reads intake events from a recording, from the output of `kcat -J`, or from plain lines of submissions; zstd and
/// gzip are unpacked.
///
/// Streams: no more than the longest line is held. Belongs to one thread.
package final class RecordingReader {
    /// The longest line, in bytes: the largest value with every byte escaped, and its headers.
    package static let longestLine = 64 << 20

    /// What the input turned out to be, by its first line.
    package enum Kind: Sendable, Equatable {
        /// Nothing is read yet, or there is nothing.
        case unknown
        case recording
        /// `kcat -J`, or records without the first line of a recording.
        case records
        /// A submission a line.
        case submissions
    }

    /// What the input is; known after the first event.
    package private(set) var kind = Kind.unknown
    /// Whether a recording has no end: known once `next` has returned nil. Everything up to there was read.
    package private(set) var isCutShort = false
    /// How many events were read.
    package private(set) var count = 0
    /// The line of the event read last, counted from 1.
    package private(set) var line = 0
    /// The topic that a recording names.
    package private(set) var topic: String?

    private let lines: LineReader
    private let parser = JSONParser(byteLimit: RecordingReader.longestLine)
    private var digest = SHA256()
    private var isAtEnd = false

    /// A reader of packed or unpacked bytes.
    package init(_ source: any ByteSource) throws(RecordingError) {
        lines = LineReader(try Compression.unpacking(source), longest: Self.longestLine)
    }

    /// A reader of a file; `-` is standard input.
    package convenience init(path: String) throws(RecordingError) {
        try self.init(FileSource(path: path))
    }

    /// The next event; nil at the end.
    ///
    /// - Throws: what is wrong with a line. After an error that `canGoOn`, the next call reads the next line.
    package func next() throws(RecordingError) -> RecordedEvent? {
        while !isAtEnd {
            guard let line = try nextLine() else {
                isAtEnd = true
                isCutShort = isCutShort || kind == .recording
                return nil
            }
            if let event = try read(line) {
                count += 1
                return event
            }
        }
        return nil
    }

    /// The next line; nil at the end of the bytes, also where a compressed stream breaks off.
    private func nextLine() throws(RecordingError) -> LineReader.Line? {
        do {
            return try lines.next()
        } catch {
            guard error.code == .cutShort else { throw error }
            isCutShort = true
            return nil
        }
    }

    /// The event of a line; nil for a line that holds none.
    private func read(_ line: LineReader.Line) throws(RecordingError) -> RecordedEvent? {
        self.line = line.number
        if line.bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
            digest.update(line.whole)
            return nil
        }
        let document: JSONValue
        do {
            document = try parser.parse(line.bytes)
        } catch {
            if let event = try kcatOfRawBytes(line) { return event }
            return try unparsable(line)
        }
        if kind == .unknown { kind = try Self.kind(of: document, line: line.number) }
        if kind == .submissions { return submission(line) }
        defer { digest.update(line.whole) }
        if let version = document["recording"] { return try begin(document, version, line.number) }
        if let end = document["end"] { return try finish(end, line.number) }
        let fields = RecordFields(document, line: line.number)
        return document["payload"] == nil ? try fields.recorded() : try fields.kcat()
    }

    private static func kind(of document: JSONValue, line: Int) throws(RecordingError) -> Kind {
        if document["recording"] != nil { return .recording }
        let isRecord = document["topic"] != nil && document["offset"] != nil
        return isRecord && (document["value"] != nil || document["payload"] != nil) ? .records : .submissions
    }

    /// A line of `kcat -J` whose key, value or headers are no UTF-8: kcat writes their bytes as they are. Read as Latin-1
    /// each byte is a character, which is turned back into it behind the parser. Nil if the line is something else.
    private func kcatOfRawBytes(_ line: LineReader.Line) throws(RecordingError) -> RecordedEvent? {
        guard kind == .unknown || kind == .records, line.bytes.contains(where: { $0 >= 0x80 }) else { return nil }
        var text: [UInt8] = []
        text.reserveCapacity(2 * line.bytes.count)
        for byte in line.bytes {
            if byte < 0x80 { text.append(byte) } else { text += [0xC0 | byte >> 6, 0x80 | byte & 0x3F] }
        }
        // The parser copies what it reads.
        guard let document = text.withUnsafeBytes({ try? parser.parse($0) }), document["payload"] != nil,
            try Self.kind(of: document, line: line.number) == .records
        else { return nil }
        guard !Self.escapesBeyondASCII(line.bytes) else {
            throw RecordingError(
                .malformedRecord, line: line.number, detail: "an escape beside bytes that are no UTF-8")
        }
        kind = .records
        digest.update(line.whole)
        return try RecordFields(document, line: line.number, isLatin1: true).kcat()
    }

    /// Whether an escape of a line of JSON stands for a character above U+007F. kcat writes none, and behind the parser
    /// it would be taken for a byte.
    private static func escapesBeyondASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var rest = bytes[...]
        while let slash = rest.firstIndex(of: UInt8(ascii: "\\")) {
            let escape = rest[slash...].dropFirst().prefix(4)
            if escape.first == UInt8(ascii: "u"),
                !escape.starts(with: "u00".utf8) || escape.last.map({ $0 >= UInt8(ascii: "8") }) ?? true
            {
                return true
            }
            rest = rest[slash...].dropFirst(2)
        }
        return false
    }

    private func unparsable(_ line: LineReader.Line) throws(RecordingError) -> RecordedEvent? {
        if kind == .unknown { kind = .submissions }
        if kind == .submissions { return submission(line) }
        digest.update(line.whole)
        if !line.isComplete {
            // A recording that breaks off within a line.
            isCutShort = true
            return nil
        }
        throw RecordingError(.notJSON, line: line.number)
    }

    private func submission(_ line: LineReader.Line) -> RecordedEvent {
        RecordedEvent(topic: "", offset: Int64(line.number - 1), value: Array(line.bytes))
    }

    private func begin(
        _ document: JSONValue, _ version: JSONValue, _ line: Int
    ) throws(RecordingError) -> RecordedEvent? {
        guard let text = version.text, text == RecordingFormat.version else {
            throw RecordingError(.unknownVersion, line: line)
        }
        topic = document["topic"]?.text?.string
        return nil
    }

    /// The last line: what it says must be so, and nothing may follow.
    private func finish(_ end: JSONValue, _ line: Int) throws(RecordingError) -> RecordedEvent? {
        isAtEnd = true
        guard let said = end["count"]?.integer, let digestText = end["sha256"]?.text?.string else {
            throw RecordingError(.malformedRecord, line: line, detail: "end")
        }
        guard said == count else { throw RecordingError(.countDiffers, line: line) }
        guard digestText == Hexadecimal.encode(digest.finalize()) else {
            throw RecordingError(.digestDiffers, line: line)
        }
        while let next = try lines.next() {
            guard next.bytes.isEmpty else { throw RecordingError(.contentAfterEnd, line: next.number) }
        }
        return nil
    }
}
