import JSON

/// Keeps the lists of texts that one submission lends; emptied before the next. Lists never move while they are lent.
struct TextPool: ~Copyable {
    private static let ordinaryCapacity = 256

    private var chunks: [UnsafeMutableBufferPointer<JSONText>] = []
    /// What is still free of the last chunk.
    private var free: UnsafeMutableBufferPointer<JSONText>

    init() {
        free = .allocate(capacity: Self.ordinaryCapacity)
        chunks.append(free)
    }

    deinit {
        for chunk in chunks {
            chunk.deallocate()
        }
    }

    /// Takes back everything that was lent, and gives back what a rare large submission needed.
    mutating func removeAll() {
        while chunks.count > 1 {
            chunks.removeLast().deallocate()
        }
        free = chunks[0]
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

    @inline(__always)
    private mutating func room(for count: Int) -> UnsafeMutableBufferPointer<JSONText> {
        if free.count < count { addChunk(count) }
        let place = UnsafeMutableBufferPointer(start: free.baseAddress, count: count)
        free = UnsafeMutableBufferPointer(start: free.baseAddress.map { $0 + count }, count: free.count &- count)
        return place
    }

    private mutating func addChunk(_ count: Int) {
        free = .allocate(capacity: max(Self.ordinaryCapacity, count))
        chunks.append(free)
    }
}
