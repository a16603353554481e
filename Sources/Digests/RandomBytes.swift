import Csodium

/// Unpredictable bytes from the system.
package enum RandomBytes {
    /// So many random bytes.
    package static func generate(_ count: Int) -> [UInt8] {
        precondition(count >= 0, "random bytes: \(count)")
        Sodium.start
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }
}
