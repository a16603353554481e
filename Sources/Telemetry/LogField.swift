/// One named value of a log line.
///
/// The name is a literal and the value has a type, so that no line is put together from what came from outside.
/// Programs list their fields in one file, as static functions on this type.
package struct LogField: Sendable {
    /// The values that a line can hold.
    package enum Value: Sendable {
        case integer(Int64)
        case decimal(Double)
        case boolean(Bool)
        /// Only what the program itself knows: names of topics, codes, reasons of the transport. Never what a patient
        /// wrote.
        case text(String)
    }

    /// In camel case, with the unit where there is one.
    package let name: StaticString
    /// The value.
    package let value: Value

    /// A field; see the type.
    package init(_ name: StaticString, _ value: Value) {
        self.name = name
        self.value = value
    }
}
