/// The names of all headers that are read or written, and their fixed values.
package enum EventHeaders {
    // CloudEvents 1.0 over Kafka, binary.
    package static let specVersion: StaticString = "ce_specversion"
    package static let eventID: StaticString = "ce_id"
    package static let source: StaticString = "ce_source"
    package static let type: StaticString = "ce_type"
    package static let eventTime: StaticString = "ce_time"
    package static let contentType: StaticString = "content-type"

    // W3C Trace Context.
    package static let traceParent: StaticString = "traceparent"
    package static let traceState: StaticString = "tracestate"

    /// Where the record stood: `topic/partition/offset`.
    package static let input: StaticString = "legtriage-input"
    /// Why a record is a dead letter: the code.
    package static let errorCode: StaticString = "legtriage-error-code"
    /// Why a record is a dead letter: the place.
    package static let errorPath: StaticString = "legtriage-error-path"
    /// On a dead letter whose text holds a red flag.
    package static let redFlag: StaticString = "legtriage-red-flag"
    /// On a dead letter without its value: how many bytes that had.
    package static let valueSize: StaticString = "legtriage-value-size"
    /// On a dead letter without its value: their SHA-256.
    package static let valueDigest: StaticString = "legtriage-value-sha256"
    /// How often this record became a dead letter, counted from 1.
    package static let attempt: StaticString = "legtriage-attempt"
    /// Which dead letter a redriven record was: `topic/partition/offset`.
    package static let redriveOf: StaticString = "legtriage-redrive-of"

    /// What all headers of our own start with.
    package static let ownPrefix: StaticString = "legtriage-"

    package static let specVersionValue: StaticString = "1.0"
    package static let typeValue: StaticString = "leg-triage.routing.v1"
    package static let contentTypeValue: StaticString = "application/json"
    /// What `ce_source` starts with; the group follows.
    package static let sourcePrefix: StaticString = "/legtriage/"
    package static let trueValue: StaticString = "true"
}
