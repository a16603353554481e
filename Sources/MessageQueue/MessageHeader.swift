/// One header of a message or of an outgoing record. Names may repeat, and their order counts.
///
/// Both buffers are borrowed. Of a received header they live as long as its message; of an outgoing one the transport
/// has copied them when `publish` returns.
package struct MessageHeader {
    /// UTF-8, without a terminating zero.
    package var name: UnsafeRawBufferPointer
    /// nil is a null value, which is not the same as an empty one.
    package var value: UnsafeRawBufferPointer?

    package init(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer?) {
        self.name = name
        self.value = value
    }
}
