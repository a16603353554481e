import JSON

/// Bytes at a fixed address, freed with their last owner: what headers point to again and again.
final class HeaderBytes {
    let bytes: UnsafeRawBufferPointer

    init(_ text: String) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(text.utf8.count, 1), alignment: 1)
        copy.copyBytes(from: text.utf8)
        bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(copy)[..<text.utf8.count])
    }

    /// Lends the bytes as text, and stays alive meanwhile.
    func lend(_ body: (JSONText) -> Void) {
        withExtendedLifetime(self) { body(JSONText(bytes)) }
    }

    deinit {
        UnsafeMutableRawBufferPointer(mutating: bytes).deallocate()
    }
}
