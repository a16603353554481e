import KafkaQueue
import MessageQueue

/// How many different submissions a read-committed reader finds in topics of a real broker.
enum OutputCount {
    /// Reads to the topics' ends. What the last unit published is marked there some time after its commit, so an end
    /// before `count` records is waited out, for twenty seconds.
    static func of(_ topics: [String], _ broker: String, awaiting count: Int) throws -> Int {
        let queue = KafkaQueue(KafkaSettings(bootstrap: broker))
        var open: Set<TopicPartition> = []
        for topic in try queue.metadata(of: topics, within: .seconds(10)) {
            for number in 0..<topic.partitionCount {
                open.insert(TopicPartition(topic: topic.name, partition: Int32(number)))
            }
        }
        let reader = try queue.openReader(
            open.sorted().map { (partition: $0, start: StartPosition.beginning) }, streamsInProcess: 1)
        defer { reader.close() }
        var places: [String] = []
        let deadline = ContinuousClock.now.advanced(by: .seconds(20))
        while !open.isEmpty || places.count < count && ContinuousClock.now < deadline {
            switch try reader.receive(limit: 1000, wait: .seconds(1)) {
            case .batch(let batch):
                for message in batch.messages {
                    open.insert(batch.partition(of: message))
                    for header in message.headers where header.name.elementsEqual("legtriage-input".utf8) {
                        places.append(header.value.map { String(decoding: $0, as: UTF8.self) } ?? "")
                    }
                }
            case .endOfPartition(let partition, _): open.remove(partition)
            case .woken, .idle: continue
            }
        }
        return Set(places).count == places.count ? places.count : -1
    }
}
