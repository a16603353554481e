#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The worker's two clocks, as functions, so that a test or a simulation can set them.
package struct WorkerClock: Sendable {
    /// Milliseconds since 1970 UTC.
    package let wallMilliseconds: @Sendable () -> Int64
    /// Nanoseconds from any start; never goes back.
    package let monotonicNanoseconds: @Sendable () -> Int64

    /// - Parameters:
    ///   - wallMilliseconds: milliseconds since 1970 UTC.
    ///   - monotonicNanoseconds: nanoseconds from any start; never goes back.
    package init(
        wallMilliseconds: @escaping @Sendable () -> Int64, monotonicNanoseconds: @escaping @Sendable () -> Int64
    ) {
        self.wallMilliseconds = wallMilliseconds
        self.monotonicNanoseconds = monotonicNanoseconds
    }

    /// The system's clocks.
    package static let system = WorkerClock(
        wallMilliseconds: { Self.nanoseconds(CLOCK_REALTIME) / 1_000_000 },
        monotonicNanoseconds: { Self.nanoseconds(CLOCK_MONOTONIC) })

    var now: Duration { .nanoseconds(monotonicNanoseconds()) }

    private static func nanoseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
