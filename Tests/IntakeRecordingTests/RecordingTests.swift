import IntakeRecording
import JSON
import MessageQueue
import Testing

struct RecordingTests {
    private static let events: [RecordedEvent] = [
        RecordedEvent(
            topic: "t", partition: 3, offset: 7, timestampMilliseconds: 1_772_431_711_859, timestampKind: .create,
            key: Array("k".utf8), value: Array("{\"a\":\"\u{0} é \\\" \u{1F9B5}\"}".utf8),
            headers: [
                .init(name: Array("x".utf8), value: Array("1".utf8)), .init(name: Array("x".utf8), value: nil),
                .init(name: Array("x".utf8), value: []), .init(name: [0xFF], value: [0xFE, 0x00]),
            ]),
        RecordedEvent(topic: "t", partition: 0, offset: 0, timestampKind: .none, key: nil, value: nil),
        RecordedEvent(
            topic: "t", partition: 0, offset: 9, timestampMilliseconds: 1, timestampKind: .append, key: [], value: []),
        RecordedEvent(topic: "t", offset: 10, value: [0xC3, 0x28, 0x00, 0xFF, 0x41]),
        RecordedEvent(topic: "t", offset: 11, value: Array("two\nlines\r\n".utf8)),
    ]

    private func recording(_ compression: Compression, _ events: [RecordedEvent] = events) throws -> [UInt8] {
        let sink = MemorySink()
        let writer = try RecordingWriter(try compression.packing(sink), topic: "t", from: "a", to: nil)
        for event in events { try writer.write(event) }
        try writer.finish()
        return sink.bytes
    }

    private func read(_ bytes: [UInt8]) throws -> (events: [RecordedEvent], reader: RecordingReader) {
        let reader = try RecordingReader(MemorySource(bytes))
        var events: [RecordedEvent] = []
        while let event = try reader.next() { events.append(event) }
        return (events, reader)
    }

    @Test(arguments: Compression.allCases)
    func everythingComesBackAsItWas(compression: Compression) throws {
        let (events, reader) = try read(try recording(compression))
        #expect(events == Self.events)
        #expect(reader.kind == .recording)
        #expect(reader.topic == "t")
        #expect(!reader.isCutShort)
    }

    @Test func thousandsOfRecordsPassThroughSmallBuffers() throws {
        let many = (0..<5000).map {
            RecordedEvent(
                topic: "t", offset: Int64($0), value: [UInt8](repeating: UInt8(65 + $0 % 26), count: $0 % 700))
        }
        for compression in Compression.allCases {
            #expect(try read(try recording(compression, many)).events == many)
        }
    }

    @Test func linesLookAsTheContractSays() throws {
        let text = String(decoding: try recording(.none, [Self.events[0], Self.events[3]]), as: UTF8.self)
        let lines = text.split(separator: "\n")
        #expect(lines[0] == "{\"recording\":\"leg-recording/1\",\"topic\":\"t\",\"from\":\"a\",\"to\":null}")
        #expect(
            lines[1]
                == "{\"topic\":\"t\",\"partition\":3,\"offset\":7,\"timestamp\":1772431711859,\"timestampType\":\"create\","
                + "\"key\":\"k\",\"value\":\"{\\\"a\\\":\\\"\\u0000 é \\\\\\\" \u{1F9B5}\\\"}\","
                + "\"headers\":[[\"x\",\"1\"],[\"x\",null],[\"x\",\"\"],[{\"base64\":\"/w==\"},{\"base64\":\"/gA=\"}]]}"
        )
        #expect(lines[2].contains("\"value\":{\"base64\":\"wygA/0E=\"}"))
        #expect(lines[3].hasPrefix("{\"end\":{\"count\":2,\"sha256\":\""))
    }

    @Test(arguments: Compression.allCases)
    func aRecordingThatBreaksOffIsReadToThere(compression: Compression) throws {
        let many = (0..<3000).map { RecordedEvent(topic: "t", offset: Int64($0), value: Array("v\($0 * 7919)".utf8)) }
        let whole = try recording(compression, many)
        let (events, reader) = try read(Array(whole.prefix(whole.count * 2 / 3)))
        #expect(reader.isCutShort)
        #expect(events == Array(many.prefix(events.count)))
        #expect(compression != .none || events.count > 1500)
    }

    @Test(arguments: [Compression.zstandard, .gzip])
    func packedBytesThatBreakOffHaveACodeOfTheirOwn(compression: Compression) throws {
        let source = try Compression.unpacking(MemorySource(Array(try recording(compression).dropLast(9))))
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        let error = #expect(throws: RecordingError.self) { while try source.read(into: buffer) > 0 {} }
        #expect(error == RecordingError(.cutShort))
    }

    @Test func aMissingEndIsACutShortRecording() throws {
        let whole = try recording(.none)
        let end = try #require(whole.dropLast().lastIndex(of: 0x0A))
        let (events, reader) = try read(Array(whole[...end]))
        #expect(events == Self.events)
        #expect(reader.isCutShort)
    }

    @Test func aFlippedByteIsFound() throws {
        var bytes = try recording(.none)
        let place = try #require(bytes.firstIndex(of: UInt8(ascii: "3")))
        bytes[place] = UInt8(ascii: "4")
        let error = #expect(throws: RecordingError.self) { try read(bytes) }
        #expect(error?.code == .digestDiffers)
    }

    @Test func aMissingRecordIsFound() throws {
        let bytes = try recording(.none)
        let lines = bytes.split(separator: 0x0A)
        let without = lines.enumerated().filter { $0.offset != 2 }.flatMap { $0.element + [0x0A] }
        #expect(#expect(throws: RecordingError.self) { try read(without) }?.code == .countDiffers)
        let more = bytes + Array("{}\n".utf8)
        #expect(#expect(throws: RecordingError.self) { try read(more) }?.code == .contentAfterEnd)
    }

    @Test(arguments: [
        ("secret", RecordingError.Code.notJSON, ""), ("{\"topic\":\"t\"}", .malformedRecord, "partition"),
        ("{\"topic\":\"t\",\"partition\":-1,\"offset\":0,\"value\":null}", .malformedRecord, "partition"),
        ("{\"topic\":\"t\",\"partition\":0,\"offset\":0}", .malformedRecord, "value"),
        ("{\"topic\":\"t\",\"partition\":0,\"offset\":0,\"value\":7}", .malformedRecord, "value"),
        ("{\"topic\":\"t\",\"partition\":0,\"offset\":0,\"value\":{\"base64\":\"secret\"}}", .malformedBase64, "value"),
        (
            "{\"topic\":\"t\",\"partition\":0,\"offset\":0,\"value\":null,\"headers\":[[\"a\"]]}", .malformedRecord,
            "headers"
        ),
    ])
    func aMalformedLineIsNamedAndTheNextOneRead(line: String, code: RecordingError.Code, detail: String) throws {
        let good = "{\"topic\":\"t\",\"partition\":0,\"offset\":1,\"value\":\"v\"}"
        let text = "{\"recording\":\"leg-recording/1\"}\n\(line)\n\(good)\n"
        let reader = try RecordingReader(MemorySource(Array(text.utf8)))
        let error = #expect(throws: RecordingError.self) { try reader.next() }
        #expect(error == RecordingError(code, line: 2, detail: detail))
        #expect(error?.description.contains("secret") == false)
        #expect(error?.canGoOn == true)
        #expect(try reader.next()?.offset == 1)
    }

    @Test func aNewerVersionIsRefused() throws {
        let bytes = Array("{\"recording\":\"leg-recording/2\"}\n".utf8)
        #expect(#expect(throws: RecordingError.self) { try read(bytes) }?.code == .unknownVersion)
    }

    @Test func readsWhatKcatWritesOfBytesThatAreNoUTF8() throws {
        func line(_ key: [UInt8], _ payload: [UInt8]) -> [UInt8] {
            Array(#"{"topic":"t","partition":0,"offset":1,"tstype":"create","ts":5,"headers":["h",""#.utf8) + key
                + Array(#""],"key":""#.utf8) + key + Array(#"","payload":""#.utf8) + payload + Array("\"}\n".utf8)
        }
        let good = Array(#"{\"submissionId\":\"é\u0001\"}"#.utf8)
        let bytes = line([0xFF, 0x80, 0x41], good) + line([0x6B], good) + line([0xC3], [0x7B, 0xE9])
        let (events, reader) = try read(bytes)
        #expect(reader.kind == .records)
        #expect(events.map(\.key) == [[0xFF, 0x80, 0x41], [0x6B], [0xC3]])
        #expect(events.map { $0.headers.first?.value } == [[0xFF, 0x80, 0x41], [0x6B], [0xC3]])
        let value = Array("{\"submissionId\":\"é\u{1}\"}".utf8)
        #expect(events.map(\.value) == [value, value, [0x7B, 0xE9]])
    }

    @Test(arguments: [(#"\u00e9"#, true), (#"\\u00e9"#, false), (#"\u0079\n"#, false), (#"\u2013"#, true)])
    func refusesAnEscapeThatWouldBeTakenForAByte(_ escape: String, _ isRefused: Bool) throws {
        let line =
            Array(#"{"topic":"t","partition":0,"offset":1,"key":""#.utf8) + [0xFF]
            + Array(#"","payload":"\#(escape)"}"#.utf8)
        if isRefused {
            #expect(throws: RecordingError.self) { try read(line) }
        } else {
            #expect(try read(line).events.map(\.key) == [[0xFF]])
        }
    }

    @Test func readsWhatKcatWrites() throws {
        let line = """
            {"topic":"t","partition":2,"offset":5,"tstype":"create","ts":17,"broker":0,"headers":["a","1","a",null],\
            "key":null,"payload":"{\\"submissionId\\":\\"x\\"}"}
            """
        let (events, reader) = try read(Array(line.utf8))
        #expect(reader.kind == .records)
        #expect(
            events == [
                RecordedEvent(
                    topic: "t", partition: 2, offset: 5, timestampMilliseconds: 17, timestampKind: .create,
                    value: Array("{\"submissionId\":\"x\"}".utf8),
                    headers: [
                        .init(name: Array("a".utf8), value: Array("1".utf8)), .init(name: Array("a".utf8), value: nil),
                    ])
            ])
    }

    @Test func plainLinesAreSubmissionsAsTheyStand() throws {
        let text = "{\"submissionId\":\"a\"}\r\n\n not json at all\n{\"submissionId\":\"b\"}"
        let (events, reader) = try read(Array(text.utf8))
        #expect(reader.kind == .submissions)
        #expect(!reader.isCutShort)
        #expect(
            events.map { $0.value.map { String(decoding: $0, as: UTF8.self) } } == [
                "{\"submissionId\":\"a\"}", " not json at all", "{\"submissionId\":\"b\"}",
            ])
        #expect(events.map(\.offset) == [0, 2, 3])
    }

    @Test func nothingGivesNothing() throws {
        #expect(try read([]).events.isEmpty)
        #expect(try read([]).reader.isCutShort == false)
    }
}
