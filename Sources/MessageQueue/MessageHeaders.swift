/// The headers of a received message, in their order, duplicates kept.
///
/// Nothing is read before the first iteration, so a message whose headers nobody asks for pays nothing, and one without
/// headers ends at once. Valid as long as its message.
package struct MessageHeaders: Sequence {
    /// Gives a record's header at an index, counted from 0: fills the `MessageHeader` that `header` points to, or
    /// returns false when there is none. A plain function, so that a message stays a trivial value without reference
    /// counts.
    package typealias Reader =
        @convention(c) (_ record: UnsafeRawPointer, _ index: Int, _ header: UnsafeMutableRawPointer) -> Bool

    private let record: UnsafeRawPointer?
    private let reader: Reader?

    /// The headers that `reader` finds in `record`, which stays alive as long as the message. For transports.
    package init(record: UnsafeRawPointer, reader: Reader) {
        self.record = record
        self.reader = reader
    }

    /// No headers.
    package init() {
        record = nil
        reader = nil
    }

    package struct Iterator: IteratorProtocol {
        fileprivate let headers: MessageHeaders
        fileprivate var index = 0

        package mutating func next() -> MessageHeader? {
            guard let record = headers.record, let reader = headers.reader else { return nil }
            var header = MessageHeader(name: UnsafeRawBufferPointer(start: nil, count: 0), value: nil)
            guard withUnsafeMutablePointer(to: &header, { reader(record, index, UnsafeMutableRawPointer($0)) }) else {
                return nil
            }
            index += 1
            return header
        }
    }

    package func makeIterator() -> Iterator { Iterator(headers: self) }
}
