/// A list of plain values in memory of its own that is emptied and filled again for text after text: an element costs a
/// load or a store, where an array would be asked each time whether somebody shares it. `PlainList` is the one that
/// never changes.
///
/// Indices are checked, as an array's are: which of them are used depends on what a patient wrote. Loops over a list's
/// own indices ask `all` or `mutableAll`, which a release build does not check.
struct GrowingList<Element>: ~Copyable {
    private var base: UnsafeMutablePointer<Element>
    private var capacity: Int
    private(set) var count = 0

    /// Of elements that hold no reference; the capacity grows as needed.
    init(capacity: Int) {
        precondition(_isPOD(Element.self) && capacity > 0, "a growing list of \(Element.self)")
        self.capacity = capacity
        base = .allocate(capacity: capacity)
    }

    deinit { base.deallocate() }

    var isEmpty: Bool { count == 0 }
    var indices: Range<Int> { 0..<count }
    var last: Element? { count > 0 ? base[count &- 1] : nil }
    /// Its elements, valid until one is added.
    var all: UnsafeBufferPointer<Element> {
        @inline(__always) get { UnsafeBufferPointer(start: base, count: count) }
    }
    /// The same, to be changed in place.
    var mutableAll: UnsafeMutableBufferPointer<Element> {
        @inline(__always) get { UnsafeMutableBufferPointer(start: base, count: count) }
    }

    subscript(index: Int) -> Element {
        @inline(__always)
        get {
            check(index)
            return base[index]
        }
        @inline(__always)
        _modify {
            check(index)
            yield &base[index]
        }
    }

    @inline(__always)
    private func check(_ index: Int) {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index out of range")
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        if count == capacity { grow(to: capacity &* 2) }
        (base + count).initialize(to: element)
        count &+= 1
    }

    /// Adds an element once or not at all, without a branch that the processor would have to guess: 1 or 0 times.
    @inline(__always)
    mutating func append(_ element: Element, count additional: Int) {
        if count == capacity { grow(to: capacity &* 2) }
        (base + count).initialize(to: element)
        count &+= additional & 1
    }

    /// Replaces an element or, at the end, adds one.
    @inline(__always)
    mutating func put(_ element: Element, at index: Int) {
        precondition(UInt(bitPattern: index) <= UInt(bitPattern: count), "index out of range")
        if count == capacity { grow(to: capacity &* 2) }
        (base + index).initialize(to: element)
        count &+= index == count ? 1 : 0
    }

    mutating func append(repeating element: Element, count additional: Int) {
        if capacity &- count < additional { grow(to: max(capacity &* 2, count + additional)) }
        (base + count).initialize(repeating: element, count: additional)
        count &+= additional
    }

    /// Adds elements that the caller writes, all of them, before anything is read.
    @inline(__always)
    mutating func appendUnwritten(_ additional: Int) -> UnsafeMutablePointer<Element> {
        if capacity &- count < additional { grow(to: max(capacity &* 2, count + additional)) }
        count &+= additional
        return base + (count &- additional)
    }

    @inline(__always)
    mutating func removeLast(_ removed: Int = 1) {
        precondition(removed >= 0 && removed <= count, "too few elements")
        count &-= removed
    }

    @inline(__always)
    mutating func removeAll() { count = 0 }

    mutating func sort(by isEarlier: (Element, Element) -> Bool) {
        var elements = UnsafeMutableBufferPointer(start: base, count: count)
        elements.sort(by: isEarlier)
    }

    /// How many elements satisfy a condition that only the first ones do; a binary search.
    @inline(__always)
    func countOfFirst(where isEarlier: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low &+ high) / 2
            if isEarlier(base[middle]) { low = middle &+ 1 } else { high = middle }
        }
        return low
    }

    private mutating func grow(to capacity: Int) {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        larger.initialize(from: base, count: count)
        base.deallocate()
        base = larger
        self.capacity = capacity
    }
}
