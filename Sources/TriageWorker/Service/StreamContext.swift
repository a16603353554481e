import Telemetry

/// What all streams of a worker share.
struct StreamContext: Sendable {
    let metrics: WorkerMetrics
    let progress: Progress
    let log: Log
    let stop: StopSignal
    let watch: EndWatch?
    let clock: WorkerClock
    let lag: LagTracker
}
