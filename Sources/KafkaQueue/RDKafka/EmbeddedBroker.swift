import Crdkafka
import CrdkafkaShim
package import MessageQueue

/// librdkafka's mock cluster: brokers inside the process that real clients reach over loopback, for demonstrations and
/// tests.
///
/// It keeps nothing on disk, at most 5 MiB or 100,000 batches per partition, and no positions of transactions; readers
/// see what aborted and open transactions wrote: see `features`. The first member of a group waits 3 s.
///
/// `@unchecked Sendable`: the cluster's functions may be called from any thread, and it is destroyed once, by `deinit`.
package final class EmbeddedBroker: @unchecked Sendable {
    /// What clients connect to.
    package let bootstrap: String
    private let cluster: OpaquePointer
    private let owner: OpaquePointer

    package init(brokers: Int = 1) throws(QueueError) {
        let configuration = RDKafkaConfiguration()
        // It would warn that it knows no cluster: it is one.
        try configuration.set("log_level", "0")
        owner = try configuration.makeHandle(isConsumer: false)
        guard let cluster = rd_kafka_mock_cluster_new(owner, Int32(brokers)),
            let bootstrap = rd_kafka_mock_cluster_bootstraps(cluster)
        else {
            rd_kafka_destroy(owner)
            throw QueueError(.other, "the embedded broker did not start", isFatal: true)
        }
        self.cluster = cluster
        self.bootstrap = String(cString: bootstrap)
        lt_mock_disable_nagle()
    }

    deinit {
        rd_kafka_mock_cluster_destroy(cluster)
        rd_kafka_destroy(owner)
    }

    /// Settings that suit it: it answers an empty fetch only after the whole wait, and lets members that join wait for
    /// 3 s, later ones for almost the whole session, which must be longer than that.
    package func settings(properties: [(name: String, value: String)] = []) -> KafkaSettings {
        KafkaSettings(
            bootstrap: bootstrap,
            properties: [("consumer.fetch.wait.max.ms", "5")] + properties, sessionTimeout: .seconds(4))
    }

    /// What `KafkaQueue` can promise on it.
    package static var features: QueueFeatures {
        QueueFeatures(
            isolatesReaders: false, keepsPositions: false, keepsNotes: false, fencesByTransactionalID: false,
            createsTopics: false, refusesUnknownTopics: false, refusesOversizeRecords: false,
            rebalanceTime: .seconds(6))
    }

    package func createTopic(_ name: String, partitionCount: Int) throws(QueueError) {
        let code = rd_kafka_mock_topic_create(cluster, name, Int32(partitionCount), 1)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw QueueError(rdkafka: code, doing: "create \(name)") }
    }

    /// Requests that can be made to fail.
    package enum Request: Int16, Sendable {
        case produce = 0
        case addOffsetsToTransaction = 25
        case endTransaction = 26
        case commitTransactionOffsets = 28
    }

    /// Failures that a broker can answer with.
    package enum Failure: Sendable {
        case coordinatorLoading, producerFenced, staleProducerEpoch, invalidTransactionState, messageTooLarge,
            notAuthorized
        case unknownMember
    }

    /// Lets the next requests of this kind fail, one after the other, on any broker.
    package func fail(_ request: Request, with failures: [Failure]) {
        var codes = failures.map { failure in
            switch failure {
            case .coordinatorLoading: RD_KAFKA_RESP_ERR_COORDINATOR_LOAD_IN_PROGRESS
            case .producerFenced: RD_KAFKA_RESP_ERR_PRODUCER_FENCED
            case .staleProducerEpoch: RD_KAFKA_RESP_ERR_INVALID_PRODUCER_EPOCH
            case .invalidTransactionState: RD_KAFKA_RESP_ERR_INVALID_TXN_STATE
            case .messageTooLarge: RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE
            case .notAuthorized: RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED
            case .unknownMember: RD_KAFKA_RESP_ERR_UNKNOWN_MEMBER_ID
            }
        }
        rd_kafka_mock_push_request_errors_array(cluster, request.rawValue, codes.count, &codes)
    }

    /// Takes a broker, numbered from 1, off the network or puts it back.
    package func setBroker(_ number: Int, isUp: Bool) {
        _ =
            isUp
            ? rd_kafka_mock_broker_set_up(cluster, Int32(number))
            : rd_kafka_mock_broker_set_down(cluster, Int32(number))
    }
}
