import Csodium

/// The library's own start, which has to come before any other call of it.
enum Sodium {
    /// Starts the library on first use; later calls cost a load. Fails only where the system has no randomness, and
    /// then nothing that rests on it may go on.
    static let start: Void = {
        precondition(sodium_init() >= 0, "libsodium cannot start: no source of randomness")
    }()
}
