import Locking

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Standard output and standard error as a person sees them.
struct Terminal: Sendable {
    /// The two streams.
    enum Stream: Int32, Sendable {
        case output = 1
        case error = 2
    }

    let stream: Stream
    /// Whether somebody looks at it: then colours and progress make sense.
    let isInteractive: Bool
    /// What the system said when it first took less than was written; copies share it.
    private let refusal = Lock<String?>(nil)

    init(_ stream: Stream) {
        self.stream = stream
        let term = getenv("TERM").map { String(cString: $0) } ?? ""
        isInteractive = isatty(stream.rawValue) == 1 && term != "dumb"
    }

    /// Whether to use colours; `NO_COLOR` says no.
    var hasColours: Bool { isInteractive && getenv("NO_COLOR") == nil }

    /// Columns of the window; 80 if nobody knows.
    var width: Int {
        var size = winsize()
        guard ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return 80 }
        return Int(size.ws_col)
    }

    /// Throws when something written so far was not taken: the disk is full, or the pipe is closed.
    func finish() throws(CommandFailure) {
        if let reason = refusal.withLock({ $0 }) {
            throw .failed("the results cannot be written: \(reason)")
        }
    }

    /// Writes all of it. What is not taken is remembered, and `finish` tells of it.
    func write(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes
        while !rest.isEmpty {
            let count = systemWrite(stream.rawValue, rest)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                let reason = String(cString: strerror(errno))
                return refusal.withLock { $0 = $0 ?? reason }
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    func write(_ text: String) {
        var text = text
        text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
    }

    func line(_ text: String = "") { write(text + "\n") }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
