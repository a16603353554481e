import MessageQueue

/// Where a record stands.
struct RecordPlace: Hashable {
    let partition: TopicPartition
    let offset: Int64
}
