/// Keeps text alive that others borrow as `JSONText`: constants of a ruleset, texts of settings.
///
/// Text stays valid and unchanged until the arena goes away. Adding is for one thread at a time; borrowed text may
/// be read from any thread.
package final class TextArena {
    private var texts: [UnsafeMutableBufferPointer<UInt8>] = []

    package init() {}

    deinit {
        for text in texts {
            text.deallocate()
        }
    }

    /// Copies the bytes, which must be UTF-8; the copy lives as long as the arena.
    package func add(_ bytes: UnsafeRawBufferPointer) -> JSONText {
        guard !bytes.isEmpty else { return JSONText("") }
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
        _ = copy.initialize(from: bytes)
        texts.append(copy)
        return JSONText(UnsafeBufferPointer(copy))
    }

    /// Copies a string; the copy lives as long as the arena.
    package func add(_ string: String) -> JSONText {
        var string = string
        return string.withUTF8 { add(UnsafeRawBufferPointer($0)) }
    }
}
