/// Why bytes are not a JSON document that can be read, and where: a code and a byte offset, never content.
package struct JSONError: Error, Hashable, Sendable {
    /// The kinds of refusal.
    package enum Code: String, Sendable, CaseIterable {
        /// No value: no bytes, or only white space.
        case empty
        /// More bytes than the parser's limit.
        case tooLarge = "too_large"
        /// Objects and arrays nested deeper than the parser's limit.
        case tooDeep = "too_deep"
        /// Bytes that are not UTF-8.
        case invalidUTF8 = "invalid_utf8"
        /// An unknown escape, half a surrogate pair, or a control character inside a string.
        case invalidString = "invalid_string"
        /// A number that is written wrongly or lies outside what a double or a 64-bit integer can hold.
        case invalidNumber = "invalid_number"
        /// The bytes end inside a string, an object or an array.
        case truncated
        /// Something after the document's value.
        case trailingContent = "trailing_content"
        /// Anything else that the grammar of JSON does not allow.
        case invalidSyntax = "invalid_syntax"
        /// No memory for a document of this size.
        case outOfMemory = "out_of_memory"
    }

    /// What is wrong.
    package let code: Code
    /// Where it was noticed, in bytes from the start; the number of bytes if at the end.
    package let offset: Int

    package init(code: Code, offset: Int) {
        self.code = code
        self.offset = offset
    }
}
