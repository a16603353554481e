import TriageEngine

/// What the fuzzer calls with each input: loads it as a ruleset, and runs the cases of one that loads.
///
/// A line `=== path` begins a file. Whatever the bytes are, there is a ruleset or a list of problems; the address
/// sanitizer watches the memory.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRuleset(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    do {
        let ruleset = try Ruleset.load(files: files(in: bytes))
        precondition(ruleset.digest.utf8.count == 64)
        _ = RulesetCases.run(ruleset)
    } catch {
        precondition(error.problems.contains { $0.severity == .error })
        precondition(error.problems.allSatisfy { !$0.message.isEmpty })
    }
    return 0
}

private func files(in bytes: [UInt8]) -> [(path: String, bytes: [UInt8])] {
    var files: [(path: String, bytes: [UInt8])] = []
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
        if line.starts(with: "=== ".utf8) {
            files.append((String(decoding: line.dropFirst(4), as: UTF8.self), []))
        } else if !files.isEmpty {
            files[files.count - 1].bytes += line
            files[files.count - 1].bytes.append(UInt8(ascii: "\n"))
        }
    }
    return files
}
