/// A header of a record, borrowed from where the transport holds it.
package struct RecordHeader {
    /// The name's bytes; not necessarily UTF-8.
    package let name: UnsafeRawBufferPointer
    /// The value's bytes; nil if the header has none.
    package let value: UnsafeRawBufferPointer?

    /// A header over borrowed bytes, which the caller keeps alive.
    package init(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer?) {
        self.name = name
        self.value = value
    }
}
