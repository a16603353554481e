import Dispatch
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// SIGTERM and SIGINT as an orderly request: their default action is switched off, and a handler runs on a queue of its
/// own.
///
/// A second SIGINT ends the process at once: who presses Ctrl-C twice means it.
package final class SignalSources {
    private let sources: [any DispatchSourceSignal]

    /// Takes both signals from now on.
    /// - Parameter handler: called with the signal's name, on a queue of its own, for the first signal.
    package init(handler: @escaping @Sendable (_ name: String) -> Void) {
        let queue = DispatchQueue(label: "legtriage.signals")
        let count = SignalCount()
        sources = [(SIGTERM, "SIGTERM"), (SIGINT, "SIGINT")].map { number, name in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                let earlier = count.value.add(1, ordering: .relaxed).oldValue
                if earlier == 0 {
                    handler(name)
                } else if number == SIGINT {
                    _exit(130)
                }
            }
            source.resume()
            return source
        }
    }

    deinit {
        for source in sources { source.cancel() }
        signal(SIGTERM, SIG_DFL)
        signal(SIGINT, SIG_DFL)
    }
}

private final class SignalCount: Sendable {
    let value = Atomic(0)
}
