package import JSON

/// A list of borrowed texts, valid until the decoder that made it decodes again.
package struct JSONTexts: RandomAccessCollection {
    /// The list as it lies: other targets go over this one, for which nothing is called.
    package let texts: UnsafeBufferPointer<JSONText>

    /// A list over borrowed texts, which the caller keeps alive.
    package init(_ texts: UnsafeBufferPointer<JSONText>) {
        self.texts = texts
    }

    package var startIndex: Int { 0 }
    package var endIndex: Int { texts.count }

    package subscript(position: Int) -> JSONText { texts[position] }
}
