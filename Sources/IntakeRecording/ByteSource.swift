/// Bytes, a part at a time.
package protocol ByteSource: AnyObject {
    /// Fills the buffer from its start. Returns how many bytes it wrote; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordingError) -> Int
}

/// Takes bytes, a part at a time.
package protocol ByteSink: AnyObject {
    /// Takes all of them.
    func write(_ bytes: UnsafeRawBufferPointer) throws(RecordingError)

    /// Writes what is held back and closes what is below. Nothing may be written afterwards.
    func finish() throws(RecordingError)
}
