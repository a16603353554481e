import Csodium

/// HMAC with SHA-256.
package enum HMACSHA256 {
    /// The 32 bytes of the code of a message under a key of any length.
    package static func authenticate(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
        Sodium.start
        var state = crypto_auth_hmacsha256_state()
        crypto_auth_hmacsha256_init(&state, key, key.count)
        crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
        var code = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_BYTES))
        crypto_auth_hmacsha256_final(&state, &code)
        return code
    }

    /// Whether a code is that of the message; takes the same time wherever they differ.
    package static func isValid(_ code: [UInt8], for message: [UInt8], key: [UInt8]) -> Bool {
        ConstantTime.equal(code, authenticate(message, key: key))
    }
}
