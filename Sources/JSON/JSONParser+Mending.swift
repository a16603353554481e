extension JSONParser {
    /// What a number out of range is mended to, but for its sign: larger than anything that is measured.
    private static let mendedMagnitude = "9e307"

    /// Like `parse`, but accepts documents that are good JSON and hold what simdjson cannot.
    ///
    /// A number out of range becomes ±`mendedMagnitude`, half a surrogate pair in a string becomes U+FFFD. One such
    /// token anywhere must not make a whole document unreadable: programs do cut an emoji in half.
    /// Costs nothing where there is nothing to mend.
    ///
    /// - Returns: The document's value, valid until the next call, and how many tokens were mended.
    package func parseMending(_ bytes: UnsafeRawBufferPointer) throws(JSONError) -> (value: JSONValue, mended: Int) {
        let refusal: JSONError
        do {
            return (try parse(bytes), 0)
        } catch {
            refusal = error
        }
        guard refusal.code == .invalidNumber || refusal.code == .invalidString else { throw refusal }
        var inspection = JSONInspection(bytes, depthLimit: nil)
        _ = inspection.run()
        guard inspection.followsGrammar, !inspection.mends.isEmpty else { throw refusal }
        var mended = [UInt8](bytes)
        for mend in inspection.mends {
            Self.apply(mend, to: &mended)
        }
        // The parser copies what it reads, so the mended bytes may go away.
        let result = mended.withUnsafeBytes { copy -> Result<JSONValue, JSONError> in
            do throws(JSONError) {
                return .success(try parse(copy))
            } catch {
                return .failure(error)
            }
        }
        return (try result.get(), inspection.mends.count)
    }

    /// Overwrites a token with one of the same length, so that every other offset stays.
    private static func apply(_ mend: JSONInspection.Mend, to bytes: inout [UInt8]) {
        let replacement: [UInt8]
        switch mend.kind {
        case .surrogate: replacement = Array(#"\ufffd"#.utf8)
        case .number:
            replacement = Array(((bytes[mend.range.lowerBound] == UInt8(ascii: "-") ? "-" : "") + mendedMagnitude).utf8)
        }
        for (offset, index) in mend.range.enumerated() {
            bytes[index] = offset < replacement.count ? replacement[offset] : UInt8(ascii: " ")
        }
    }
}
