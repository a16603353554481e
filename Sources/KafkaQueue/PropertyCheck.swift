/// What librdkafka says of one property.
package enum PropertyCheck: Sendable, Equatable {
    case taken
    /// It knows no such name.
    case unknown
    /// It knows the name and refuses the value, in its words.
    case refused(String)
}
