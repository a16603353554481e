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

    /// A copy of the list, valid until `removeAll`.
    mutating func store(_ texts: [JSONText]) -> JSONTexts {
        guard !texts.isEmpty else { return JSONTexts(UnsafeBufferPointer(start: nil, count: 0)) }
        if chunks[chunks.count - 1].count - used < texts.count {
            chunks.append(.allocate(capacity: max(Self.ordinaryCapacity, texts.count)))
            used = 0
        }
        let chunk = chunks[chunks.count - 1]
        let place = UnsafeMutableBufferPointer(rebasing: chunk[used..<(used + texts.count)])
        _ = place.initialize(from: texts)
        used += texts.count
        return JSONTexts(UnsafeBufferPointer(place))
    }
}
