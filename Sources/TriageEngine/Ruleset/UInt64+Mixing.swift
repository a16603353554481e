extension UInt64 {
    /// Both halves of the product with an odd factor, joined, so that every bit of it counts: a step of a hash.
    @inline(__always)
    func mixed(by factor: UInt64) -> UInt64 {
        let product = multipliedFullWidth(by: factor)
        return product.high ^ product.low
    }
}
