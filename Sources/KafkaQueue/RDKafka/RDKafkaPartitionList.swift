import Crdkafka
import MessageQueue

/// The owner of a list of partitions with offsets. It must go before the handle that it was used with: a list that
/// stays makes the handle's destruction hang.
struct RDKafkaPartitionList: ~Copyable {
    struct Entry {
        let partition: TopicPartition
        let offset: Int64
        let note: [UInt8]
        let error: rd_kafka_resp_err_t
    }

    private let pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>

    init(_ partitions: [TopicPartition]) {
        self.init(partitions.map { ($0, Int64(RD_KAFKA_OFFSET_INVALID), []) })
    }

    /// Notes travel as the entries' metadata. librdkafka frees it with the list, so it comes from its allocator.
    init(_ entries: [(partition: TopicPartition, offset: Int64, note: [UInt8])]) {
        pointer = rd_kafka_topic_partition_list_new(Int32(entries.count))
        for (partition, offset, note) in entries {
            guard let entry = rd_kafka_topic_partition_list_add(pointer, partition.topic, partition.partition) else {
                continue
            }
            entry.pointee.offset = offset
            guard !note.isEmpty, let memory = rd_kafka_mem_malloc(nil, note.count + 1) else { continue }
            memory.copyMemory(from: note, byteCount: note.count)
            memory.storeBytes(of: 0, toByteOffset: note.count, as: UInt8.self)
            entry.pointee.metadata = memory
            entry.pointee.metadata_size = note.count
        }
    }

    /// Takes over a list that librdkafka or the shim made.
    init(taking pointer: UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) { self.pointer = pointer }

    deinit { rd_kafka_topic_partition_list_destroy(pointer) }

    var entries: [Entry] {
        (0..<Int(pointer.pointee.cnt)).map { index in
            let entry = pointer.pointee.elems[index]
            let note = entry.metadata.map {
                Array(UnsafeRawBufferPointer(start: $0, count: entry.metadata_size).prefix { $0 != 0 })
            }
            return Entry(
                partition: TopicPartition(topic: String(cString: entry.topic), partition: entry.partition),
                offset: entry.offset, note: note ?? [], error: entry.err)
        }
    }

    func withPointer<Result>(
        _ body: (UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) -> Result
    ) -> Result {
        body(pointer)
    }
}
