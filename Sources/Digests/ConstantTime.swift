import Csodium

/// Comparison of secrets.
package enum ConstantTime {
    /// Whether both hold the same bytes, in a time that does not depend on where they differ; their lengths are no
    /// secret.
    package static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        Sodium.start
        guard left.count == right.count else { return false }
        return sodium_memcmp(left, right, left.count) == 0
    }
}
