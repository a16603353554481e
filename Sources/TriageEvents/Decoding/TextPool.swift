import JSON

/// Keeps the lists of texts that one submission lends; emptied before the next. Lists never move while they are lent.
struct TextPool: ~Copyable {
    private static let ordinaryCapacity = 256

    private var chunks: [UnsafeMutableBufferPointer<JSONText>] = []
    private var used = 0

    init() {
        chunks.append(.allocate(capacity: Self.ordinaryCapacity))
    }

    deinit {
        for chunk in chunks {
            chunk.deallocate()
        }
    }

    /// Takes back everything that was lent, and gives back what a rare large submission needed.
    mutating func removeAll() {
        used = 0
        while chunks.count > 1 {
            chunks.removeLast().deallocate()
        }
    }

    /// A list of one text, valid until `removeAll`.
    mutating func store(_ text: JSONText) -> JSONTexts {
        let place = room(for: 1)
        place.initializeElement(at: 0, to: text)
        return JSONTexts(UnsafeBufferPointer(place))
    }

    /// A copy of the list, valid until `removeAll`.
    mutating func store(_ texts: [JSONText]) -> JSONTexts {
        guard !texts.isEmpty else { return JSONTexts(UnsafeBufferPointer(start: nil, count: 0)) }
        let place = room(for: texts.count)
        _ = place.initialize(from: texts)
        return JSONTexts(UnsafeBufferPointer(place))
    }

    private mutating func room(for count: Int) -> UnsafeMutableBufferPointer<JSONText> {
        if chunks[chunks.count - 1].count - used < count {
            chunks.append(.allocate(capacity: max(Self.ordinaryCapacity, count)))
            used = 0
        }
        let place = UnsafeMutableBufferPointer(rebasing: chunks[chunks.count - 1][used..<(used + count)])
        used += count
        return place
    }
}
