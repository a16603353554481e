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

    /// Writes all of it. False when nobody takes it (a closed pipe).
    @discardableResult
    func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = systemWrite(stream.rawValue, rest)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
        return true
    }

    @discardableResult
    func write(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
    }

    func line(_ text: String = "") { write(text + "\n") }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
