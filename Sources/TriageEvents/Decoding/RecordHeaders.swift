/// The headers of a record in their order, a name possibly several times. Borrowed: the caller keeps them alive.
package struct RecordHeaders: RandomAccessCollection {
    private let headers: UnsafeBufferPointer<RecordHeader>

    /// Headers over a borrowed array, for example one that a worker fills anew for each record.
    package init(_ headers: UnsafeBufferPointer<RecordHeader>) {
        self.headers = headers
    }

    /// No headers at all.
    package static var none: RecordHeaders {
        RecordHeaders(UnsafeBufferPointer(start: nil, count: 0))
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { headers.count }

    package subscript(position: Int) -> RecordHeader { headers[position] }
}
