import TriageEngine
import TriageEvaluation

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

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
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .refused("\(path): cannot be read") }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = chunk.withUnsafeMutableBytes { systemRead(descriptor, into: $0) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .refused("\(path): cannot be read") }
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: chunk[0..<count])
        }
    }

    private static func systemRead(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        #else
            Darwin.read(descriptor, buffer.baseAddress, buffer.count)
        #endif
    }
}
