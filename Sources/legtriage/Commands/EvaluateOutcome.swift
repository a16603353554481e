import CommandLineOptions

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a check has to say, and how it ended. Nothing was printed yet.
struct EvaluateOutcome {
    /// 0 done, 1 failed at run time, 2 refused its input or settings, 3 a gate failed.
    let status: Int32
    /// For standard output, or the file of `--output`.
    var output = ""
    /// For standard error, one line each; no content of the cases.
    var complaints: [String] = []

    /// Prints it where the command line says.
    ///
    /// - Returns: The exit status; 1 when it could not be written.
    func publish(_ invocation: Invocation) -> Int32 {
        for complaint in complaints { complain(complaint, invocation) }
        guard !output.isEmpty else { return status }
        let path = invocation.value("output")
        let isWritten =
            path.map { EvaluateFiles.write(output, to: $0) } ?? EvaluateFiles.write(output, to: STDOUT_FILENO)
        guard isWritten else {
            complain("\(path ?? "standard output") cannot be written", invocation)
            return 1
        }
        return status
    }

    private func complain(_ complaint: String, _ invocation: Invocation) {
        _ = EvaluateFiles.write(
            "legtriage \(invocation.path.joined(separator: " ")): \(complaint)\n", to: STDERR_FILENO)
    }
}
