import Csodium

/// Bytes as base64 text (RFC 4648).
package enum Base64 {
    /// The text of these bytes, in the standard alphabet and padded.
    package static func encode(_ bytes: [UInt8]) -> String {
        Sodium.start
        let variant = sodium_base64_VARIANT_ORIGINAL
        // The library counts the zero at the end of a C string.
        var text = [CChar](repeating: 0, count: sodium_base64_encoded_len(bytes.count, variant))
        sodium_bin2base64(&text, text.count, bytes, bytes.count, variant)
        return String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The bytes of a text in the standard or the URL alphabet, padded or not; nil if it is neither.
    package static func decode(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
        Sodium.start
        guard let start = text.baseAddress, !text.isEmpty else { return [] }
        var bytes = [UInt8](repeating: 0, count: text.count / 4 * 3 + 3)
        for variant in [
            sodium_base64_VARIANT_ORIGINAL, sodium_base64_VARIANT_ORIGINAL_NO_PADDING,
            sodium_base64_VARIANT_URLSAFE, sodium_base64_VARIANT_URLSAFE_NO_PADDING,
        ] {
            var count = 0
            let result = sodium_base642bin(
                &bytes, bytes.count, start.assumingMemoryBound(to: CChar.self), text.count, nil, &count, nil, variant)
            if result == 0 {
                bytes.removeLast(bytes.count - count)
                return bytes
            }
        }
        return nil
    }

    /// The bytes of a text in the standard or the URL alphabet, padded or not; nil if it is neither.
    package static func decode(_ text: String) -> [UInt8]? {
        var text = text
        return text.withUTF8 { decode(UnsafeRawBufferPointer($0)) }
    }
}
