import IntakeRecording
import TriageEngine
import TriageEvaluation

/// Files of labelled cases and sentences, read whole; `-` is standard input.
enum LabelledFile {
    /// Refused with every line that cannot be used, by number and fault.
    static func cases(_ path: String, _ ruleset: Ruleset) throws(CommandFailure) -> [LabelledCase] {
        let bytes = try read(path)
        do throws(LabelledFileErrors) {
            return try LabelledCaseReader.read(bytes) { ruleset.finding(named: $0) != nil }
        } catch {
            throw .refused(error.problems.map { "\(path): \($0)" })
        }
    }

    /// Refused with every line that cannot be used, by number and fault.
    static func sentences(_ path: String) throws(CommandFailure) -> [NegationSentence] {
        let bytes = try read(path)
        do throws(LabelledFileErrors) {
            return try NegationSentenceReader.read(bytes)
        } catch {
            throw .refused(error.problems.map { "\(path): \($0)" })
        }
    }

    private static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)
        defer { chunk.deallocate() }
        do throws(RecordingError) {
            let source = try FileSource(path: path)
            var bytes: [UInt8] = []
            while case let count = try source.read(into: chunk), count > 0 {
                bytes.append(contentsOf: chunk[0..<count])
            }
            return bytes
        } catch {
            throw .refused("\(path) \(error)")
        }
    }
}
