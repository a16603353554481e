/// What kind of value stands at a place in a document.
@usableFromInline
package enum JSONKind: Sendable, Hashable {
    case object
    case array
    case string
    case number
    case boolean
    case null
}
