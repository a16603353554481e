extension GrowingList {
    /// A part of the list, valid until an element is added.
    @inline(__always)
    subscript(run: PlainRun) -> UnsafeBufferPointer<Element> {
        precondition(run.first >= 0 && run.first <= run.end && Int(run.end) <= count, "not a part of the list")
        return UnsafeBufferPointer(start: all.baseAddress.unsafelyUnwrapped + Int(run.first), count: run.count)
    }

    /// The elements from there on.
    @inline(__always)
    func run(from first: Int) -> PlainRun {
        PlainRun(first: Int32(truncatingIfNeeded: first), end: Int32(truncatingIfNeeded: count))
    }
}
