import Crdkafka
import CrdkafkaShim
import MessageQueue
import Locking

/// Wakes a consumer's poll, until the consumer is closed.
final class KafkaWaker: QueueWaker {
    private let handle: Lock<RDKafkaHandle?>

    init(_ handle: RDKafkaHandle) { self.handle = Lock(handle) }

    func wake() {
        handle.withLock { handle in
            guard let handle else { return }
            lt_client_wake(handle.client)
            guard let queue = rd_kafka_queue_get_consumer(handle.pointer) else { return }
            rd_kafka_queue_yield(queue)
            rd_kafka_queue_destroy(queue)
        }
    }

    /// From here on `wake` does nothing, and does not keep the handle alive.
    func detach() { handle.withLock { $0 = nil } }
}
