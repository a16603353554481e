import Csodium

/// SHA-256, in parts or at once: for rulesets and recordings (about 3.4 µs a kilobyte).
package struct SHA256 {
    private var state = crypto_hash_sha256_state()

    /// A hash of nothing so far.
    package init() {
        Sodium.start
        crypto_hash_sha256_init(&state)
    }

    /// Adds bytes.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        crypto_hash_sha256_update(
            &state, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count))
    }

    /// Adds bytes.
    package mutating func update(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { update($0) }
    }

    /// The 32 bytes of the digest of all that was added; may be called again after more was added.
    package func finalize() -> [UInt8] {
        var copy = state
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        crypto_hash_sha256_final(&copy, &digest)
        return digest
    }

    /// The 32 bytes of the digest of these bytes.
    package static func hash(_ bytes: [UInt8]) -> [UInt8] {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finalize()
    }
}
