import Foundation
import IntakeRecording
import Testing

/// The recording that the demo runs, as it lies in the repository.
struct SampleRecordingTests {
    private static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("config/samples/intake.recording.jsonl").path

    @Test func readsToItsEndWithTheDigestItSays() throws {
        let reader = try RecordingReader(path: Self.path)
        var values = 0
        var nulls = 0
        while let event = try reader.next() {
            if event.value == nil { nulls += 1 } else { values += 1 }
        }
        #expect(reader.kind == .recording)
        #expect(!reader.isCutShort)
        #expect(reader.topic == "leg-intake.submissions")
        #expect(values == 324)
        #expect(nulls == 2)
    }

    @Test func offsetsGrowWithinAPartition() throws {
        let reader = try RecordingReader(path: Self.path)
        var last: [Int32: Int64] = [:]
        while let event = try reader.next() {
            #expect(event.offset > last[event.partition] ?? -1)
            last[event.partition] = event.offset
        }
        #expect(last.count == 4)
    }
}
