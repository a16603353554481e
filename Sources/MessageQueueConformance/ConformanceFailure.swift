package import Testing

/// What a transport did otherwise than the contract says.
package struct ConformanceFailure: Error, CustomStringConvertible {
    package let description: String
    package let location: SourceLocation
}

/// Ends a check unless the condition holds.
func expect(
    _ condition: Bool, _ description: @autoclosure () -> String, location: SourceLocation = #_sourceLocation
) throws {
    guard condition else { throw ConformanceFailure(description: description(), location: location) }
}

/// Ends a check unless both are equal.
func expect<Value: Equatable>(
    _ found: Value, is wanted: Value, _ what: String, location: SourceLocation = #_sourceLocation
) throws {
    try expect(found == wanted, "\(what): found \(found), the contract says \(wanted)", location: location)
}
