package import JSON

/// The headers of a routing event: they carry the moment, which the body must not know.
package struct RoutingHeaders {
    package var eventID: EventID
    /// The consumer group, for `ce_source`; without control characters.
    package var group: JSONText
    /// When the event was made.
    package var time: Instant
    package var input: RecordPosition
    /// It overtook others, for it is urgent.
    package var isByScout: Bool
    package var isReplay: Bool

    package init(
        eventID: EventID, group: JSONText, time: Instant, input: RecordPosition, isByScout: Bool = false,
        isReplay: Bool = false
    ) {
        self.eventID = eventID
        self.group = group
        self.time = time
        self.input = input
        self.isByScout = isByScout
        self.isReplay = isReplay
    }

    /// Appends the headers, always in the same order.
    ///
    /// - Parameters:
    ///   - incoming: The record's headers: of them a well-formed trace and those of a redrive are passed on.
    ///   - block: Where to; what is in it stays before.
    package func write(passingOn incoming: RecordHeaders, into block: inout HeaderBlock) {
        block.append(EventHeaders.specVersion, EventHeaders.specVersionValue)
        block.append(EventHeaders.eventID) { eventID.write(into: &$0) }
        block.append(EventHeaders.source) {
            $0.append(EventHeaders.sourcePrefix)
            $0.append(group)
        }
        block.append(EventHeaders.type, EventHeaders.typeValue)
        block.append(EventHeaders.eventTime) { time.write(into: &$0) }
        block.append(EventHeaders.contentType, EventHeaders.contentTypeValue)
        TraceContext(incoming).write(into: &block)
        block.append(EventHeaders.input) { input.write(into: &$0) }
        if isByScout {
            block.append(EventHeaders.pass, EventHeaders.scoutValue)
        }
        if isReplay {
            block.append(EventHeaders.replay, EventHeaders.trueValue)
        }
        IncomingHeaders(incoming).writeRedrive(into: &block)
    }
}
