import Crdkafka
import MessageQueue

extension RDKafkaHandle {
    /// Fails with `unknownTopic` if there is none. A broker may not have heard of a new topic yet: unknown counts only
    /// when it stays so for `grace`.
    @discardableResult
    func metadata(
        of topic: String, within: Duration, grace: Duration = .seconds(1)
    ) throws(QueueError) -> TopicMetadata {
        guard let pointer = rd_kafka_topic_new(self.pointer, topic, nil) else {
            throw error(rd_kafka_last_error(), doing: "topic \(topic)")
        }
        defer { rd_kafka_topic_destroy(pointer) }
        let begin = ContinuousClock.now
        let deadline = begin.advanced(by: within)
        while true {
            let rest = ContinuousClock.now.duration(to: deadline)
            var failure: QueueError
            do {
                let found = try metadataOnce(
                    pointer, topic: topic, within: max(.milliseconds(1), min(rest, .seconds(2))))
                forgetTrouble()
                return found
            } catch {
                failure = error
            }
            serve()
            if let known = takeError() {
                if known.isFatal { throw known }
            }
            let mayAppear = failure.code == .unknownTopic && begin.duration(to: .now) < grace
            guard failure.isRetriable || mayAppear, rest > .zero else { throw explained(failure) }
            serve(.milliseconds(50))
        }
    }

    /// Fails if a topic, or one of these partitions of it, is not there.
    func requirePartitions(
        _ partitions: [TopicPartition], of topic: String, within: Duration, grace: Duration = .seconds(1)
    ) throws(QueueError) {
        let count = try metadata(of: topic, within: within, grace: grace).partitionCount
        if let missing = partitions.first(where: { $0.partition < 0 || Int($0.partition) >= count }) {
            throw QueueError(.unknownPartition, "there is no partition \(missing)")
        }
    }

    private func metadataOnce(
        _ pointer: OpaquePointer, topic: String, within: Duration
    ) throws(QueueError) -> TopicMetadata {
        var answer: UnsafePointer<rd_kafka_metadata>?
        let code = rd_kafka_metadata(self.pointer, 0, pointer, &answer, Int32(within.milliseconds))
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let answer else {
            throw error(code, doing: "metadata of \(topic)")
        }
        defer { rd_kafka_metadata_destroy(answer) }
        guard answer.pointee.topic_cnt > 0, let topics = answer.pointee.topics else {
            throw error(RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, doing: "metadata of \(topic)")
        }
        let found = topics[0]
        guard found.err == RD_KAFKA_RESP_ERR_NO_ERROR else { throw error(found.err, doing: "metadata of \(topic)") }
        let count = Int(found.partition_cnt)
        return TopicMetadata(
            name: topic, partitionCount: count,
            replicationFactor: count > 0 ? Int(found.partitions?[0].replica_cnt ?? 0) : 0)
    }

    func queryWatermarks(of partition: TopicPartition, within: Duration) throws(QueueError) -> Watermarks {
        var low: Int64 = 0
        var high: Int64 = 0
        let code = rd_kafka_query_watermark_offsets(
            pointer, partition.topic, partition.partition, &low, &high, Int32(within.milliseconds))
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw error(code, doing: "watermarks of \(partition)") }
        return Watermarks(low: low, high: high)
    }

    /// What the last fetch answers told; no request.
    func knownWatermarks(of partition: TopicPartition) -> Watermarks? {
        var low: Int64 = 0
        var high: Int64 = 0
        let code = rd_kafka_get_watermark_offsets(pointer, partition.topic, partition.partition, &low, &high)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, high >= 0 else { return nil }
        return Watermarks(low: max(0, low), high: high)
    }

    /// The group's committed positions; partitions without one are missing.
    func committed(
        _ partitions: [TopicPartition], within: Duration
    ) throws(QueueError) -> [AssignedPartition] {
        guard !partitions.isEmpty else { return [] }
        let list = RDKafkaPartitionList(partitions)
        let code = list.withPointer { rd_kafka_committed(pointer, $0, Int32(within.milliseconds)) }
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else { throw error(code, doing: "committed positions") }
        var found: [AssignedPartition] = []
        for entry in list.entries {
            guard entry.error == RD_KAFKA_RESP_ERR_NO_ERROR else {
                throw error(entry.error, doing: "committed position of \(entry.partition)")
            }
            guard entry.offset >= 0 else { continue }
            found.append(
                AssignedPartition(
                    partition: entry.partition, position: entry.offset, isCommitted: true, note: entry.note))
        }
        return found
    }

    func create(_ topics: [NewTopic], within: Duration) throws(QueueError) {
        var requests: [OpaquePointer?] = []
        defer { for request in requests { rd_kafka_NewTopic_destroy(request) } }
        for topic in topics {
            var text = [CChar](repeating: 0, count: 512)
            guard
                let request = rd_kafka_NewTopic_new(
                    topic.name, Int32(topic.partitionCount), Int32(topic.replicationFactor), &text, text.count)
            else { throw QueueError(.invalidConfiguration, "create \(topic.name): \(String(cCharacters: text))") }
            requests.append(request)
            for (name, value) in topic.configuration { rd_kafka_NewTopic_set_config(request, name, value) }
        }
        try administer(RD_KAFKA_ADMIN_OP_CREATETOPICS, within: within, doing: "create topics") { options, queue in
            rd_kafka_CreateTopics(pointer, &requests, requests.count, options, queue)
        } read: { event throws(QueueError) in
            var count = 0
            guard let result = rd_kafka_event_CreateTopics_result(event),
                let answers = rd_kafka_CreateTopics_result_topics(result, &count)
            else { return }
            var failures: [QueueError] = []
            var refused: Set<String> = []
            for index in 0..<count {
                guard let answer = answers[index] else { continue }
                let code = rd_kafka_topic_result_error(answer)
                guard code != RD_KAFKA_RESP_ERR_NO_ERROR else { continue }
                let name = String(cString: rd_kafka_topic_result_name(answer))
                let text = rd_kafka_topic_result_error_string(answer).map { String(cString: $0) } ?? ""
                refused.insert(name)
                failures.append(error(code, doing: "create \(name)", text: text))
            }
            let made = topics.filter { !refused.contains($0.name) }
            // Whoever goes on with them shall find them, on a broker that is busy too.
            let deadline = ContinuousClock.now.advanced(by: within)
            for topic in made {
                let rest = max(.seconds(1), ContinuousClock.now.duration(to: deadline))
                _ = try? metadata(of: topic.name, within: rest, grace: rest)
            }
            // What needs a person comes before "exists already".
            if let failure = failures.first(where: { $0.code != .topicExists }) ?? failures.first { throw failure }
        }
    }

    func configuration(
        of topic: String, names: [String], within: Duration
    ) throws(QueueError) -> [(name: String, value: String)] {
        try configuration(of: RD_KAFKA_RESOURCE_TOPIC, topic, names: names, doing: "configuration of \(topic)", within)
    }

    /// Of the broker that is met first; in a cluster as it should be they are all alike.
    func brokerConfiguration(
        names: [String], within: Duration
    ) throws(QueueError) -> [(name: String, value: String)] {
        let call = "configuration of the brokers"
        var answer: UnsafePointer<rd_kafka_metadata>?
        let code = rd_kafka_metadata(pointer, 0, nil, &answer, Int32(within.milliseconds))
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR, let answer else { throw error(code, doing: call) }
        defer { rd_kafka_metadata_destroy(answer) }
        guard answer.pointee.broker_cnt > 0, let first = answer.pointee.brokers?[0] else { return [] }
        return try configuration(of: RD_KAFKA_RESOURCE_BROKER, "\(first.id)", names: names, doing: call, within)
    }

    private func configuration(
        of kind: rd_kafka_ResourceType_t, _ name: String, names: [String], doing call: String, _ within: Duration
    ) throws(QueueError) -> [(name: String, value: String)] {
        var request = rd_kafka_ConfigResource_new(kind, name)
        defer { rd_kafka_ConfigResource_destroy(request) }
        var found: [(name: String, value: String)] = []
        try administer(RD_KAFKA_ADMIN_OP_DESCRIBECONFIGS, within: within, doing: call) { options, queue in
            rd_kafka_DescribeConfigs(pointer, &request, 1, options, queue)
        } read: { event throws(QueueError) in
            var count = 0
            guard let result = rd_kafka_event_DescribeConfigs_result(event),
                let resources = rd_kafka_DescribeConfigs_result_resources(result, &count), count > 0,
                let resource = resources[0]
            else { return }
            let code = rd_kafka_ConfigResource_error(resource)
            guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
                throw error(code, doing: call)
            }
            var entryCount = 0
            guard let entries = rd_kafka_ConfigResource_configs(resource, &entryCount) else { return }
            var known: [String: String] = [:]
            for index in 0..<entryCount {
                guard let entry = entries[index], let name = rd_kafka_ConfigEntry_name(entry),
                    let value = rd_kafka_ConfigEntry_value(entry)
                else { continue }
                known[String(cString: name)] = String(cString: value)
            }
            found = names.compactMap { name in known[name].map { (name, $0) } }
        }
        return found
    }

    private func administer(
        _ operation: rd_kafka_admin_op_t, within: Duration, doing call: String,
        request: (_ options: OpaquePointer?, _ queue: OpaquePointer?) -> Void,
        read: (_ event: OpaquePointer) throws(QueueError) -> Void
    ) throws(QueueError) {
        let options = rd_kafka_AdminOptions_new(pointer, operation)
        defer { rd_kafka_AdminOptions_destroy(options) }
        var text = [CChar](repeating: 0, count: 512)
        let milliseconds = Int32(max(1, within.milliseconds))
        rd_kafka_AdminOptions_set_request_timeout(options, milliseconds, &text, text.count)
        if operation == RD_KAFKA_ADMIN_OP_CREATETOPICS {
            rd_kafka_AdminOptions_set_operation_timeout(options, milliseconds, &text, text.count)
        }
        let queue = rd_kafka_queue_new(pointer)
        defer { rd_kafka_queue_destroy(queue) }
        request(options, queue)
        guard let event = rd_kafka_queue_poll(queue, milliseconds + 500) else {
            throw QueueError(.timedOut, "\(call): no answer in time", isRetriable: true)
        }
        defer { rd_kafka_event_destroy(event) }
        let code = rd_kafka_event_error(event)
        guard code == RD_KAFKA_RESP_ERR_NO_ERROR else {
            let words = rd_kafka_event_error_string(event).map { String(cString: $0) } ?? ""
            serve()
            if let known = takeError(), known.isFatal { throw known }
            throw error(code, doing: call, text: words)
        }
        try read(event)
    }
}
