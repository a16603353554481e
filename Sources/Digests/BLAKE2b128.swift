import Csodium

/// BLAKE2b with 16 bytes of digest, in parts: cheap enough for every record (about 1 µs a kilobyte).
///
/// One value can hash many messages, one after the other: `finalize` starts the next.
package struct BLAKE2b128: ~Copyable {
    private static let byteCount = 16

    /// The library's state is aligned more strictly than Swift can store it, so it lies in memory of its own.
    private let state: UnsafeMutableRawPointer

    /// A hash of nothing so far.
    package init() {
        Sodium.start
        state = .allocate(byteCount: crypto_generichash_blake2b_statebytes(), alignment: 64)
        crypto_generichash_blake2b_init(OpaquePointer(state), nil, 0, Self.byteCount)
    }

    deinit {
        state.deallocate()
    }

    /// Adds bytes.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        crypto_generichash_blake2b_update(
            OpaquePointer(state), bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count))
    }

    /// The digest of all that was added, its bytes in two words, the first the most significant. The next bytes
    /// belong to a new message.
    package mutating func finalize() -> (UInt64, UInt64) {
        var digest: (UInt64, UInt64) = (0, 0)
        withUnsafeMutableBytes(of: &digest) { bytes in
            guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
            crypto_generichash_blake2b_final(OpaquePointer(state), start, Self.byteCount)
        }
        crypto_generichash_blake2b_init(OpaquePointer(state), nil, 0, Self.byteCount)
        return (UInt64(bigEndian: digest.0), UInt64(bigEndian: digest.1))
    }

    /// The 16 bytes of the digest of all that was added. The next bytes belong to a new message.
    package mutating func finalizeBytes() -> [UInt8] {
        let (high, low) = finalize()
        return withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Array($0) }
    }
}
