/// A list of plain values in memory of its own, for what is read for every submission: an element costs a load, where
/// an array held by a class costs a retain and a release or an access check each time.
///
/// It owns nothing that copies would share out: its owner calls `deallocate()`, once.
struct PlainList<Element> {
    private let base: UnsafeMutablePointer<Element>
    let count: Int

    /// Copies elements that hold no reference.
    init(_ elements: [Element]) {
        precondition(_isPOD(Element.self), "a plain list of \(Element.self)")
        count = elements.count
        // From the beginning of a cache line, so that elements whose size divides one lie in one.
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: max(count, 1) * MemoryLayout<Element>.stride, alignment: max(64, MemoryLayout<Element>.alignment)
        )
        base = memory.bindMemory(to: Element.self, capacity: count)
        base.initialize(from: elements, count: count)
    }

    func deallocate() { UnsafeMutableRawPointer(base).deallocate() }

    /// The index is one of our own making, checked in debug builds only.
    @inline(__always)
    subscript(index: Int) -> Element {
        assert(index >= 0 && index < count, "index \(index) of \(count)")
        return base[index]
    }

    /// A part of the list.
    @inline(__always)
    subscript(run: PlainRun) -> UnsafeBufferPointer<Element> {
        assert(run.first >= 0 && run.first <= run.end && Int(run.end) <= count, "a run to \(run.end) of \(count)")
        return UnsafeBufferPointer(start: base + Int(run.first), count: Int(run.end &- run.first))
    }

    /// All of it.
    var all: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: base, count: count) }
}

/// A part of a `PlainList`: half-open.
struct PlainRun {
    var first: Int32 = 0
    var end: Int32 = 0

    var isEmpty: Bool { first == end }
    var count: Int { Int(end - first) }
    var range: Range<Int> { Int(first)..<Int(end) }
}

extension UnsafeMutablePointer {
    /// Takes memory for at least one element, all of it filled; its owner deallocates it.
    static func filled(_ count: Int, with value: Pointee) -> UnsafeMutablePointer {
        let memory = allocate(capacity: Swift.max(count, 1))
        memory.initialize(repeating: value, count: Swift.max(count, 1))
        return memory
    }
}

extension Array {
    /// Appends elements and says where they stand.
    mutating func appendRun(_ elements: some Sequence<Element>) -> PlainRun {
        let first = count
        append(contentsOf: elements)
        return run(from: first)
    }

    /// The elements from there on.
    func run(from first: Int) -> PlainRun { PlainRun(first: Int32(first), end: Int32(count)) }
}
