import Dispatch

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A thread with a stack of its own for calls that block, so that no thread of the cooperative pool ever does.
final class WorkerThread: Sendable {
    private static let stackSize = 2 << 20
    private let finished = DispatchSemaphore(value: 0)
    private let body: @Sendable () -> Void

    private init(body: @escaping @Sendable () -> Void) {
        self.body = body
    }

    /// Starts a thread that runs `body` once.
    static func start(_ body: @escaping @Sendable () -> Void) -> WorkerThread {
        let thread = WorkerThread(body: body)
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setstacksize(&attributes, stackSize)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        defer { pthread_attr_destroy(&attributes) }
        let context = Unmanaged.passRetained(thread)
        #if canImport(Glibc)
            var id = pthread_t()
            let result = pthread_create(&id, &attributes, threadMain, context.toOpaque())
        #else
            var id: pthread_t?
            let result = pthread_create(&id, &attributes, threadMainDarwin, context.toOpaque())
        #endif
        if result != 0 {
            // No thread to be had: then the work is done on the caller's, one after the other.
            context.release()
            thread.run()
        }
        return thread
    }

    /// Waits until the body has returned, at most for so long. Returns whether it has.
    func join(within seconds: Double) -> Bool {
        guard finished.wait(timeout: .now() + seconds) == .success else { return false }
        finished.signal()
        return true
    }

    fileprivate func run() {
        body()
        finished.signal()
    }
}

#if canImport(Glibc)
    private func threadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        if let context { Unmanaged<WorkerThread>.fromOpaque(context).takeRetainedValue().run() }
        return nil
    }
#else
    private func threadMainDarwin(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        Unmanaged<WorkerThread>.fromOpaque(context).takeRetainedValue().run()
        return nil
    }
#endif
