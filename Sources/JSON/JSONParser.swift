import Csimdjson

/// Reads JSON documents, one after the other, through simdjson.
///
/// Strict: what RFC 8259 does not allow is refused, and so are numbers that a double or a 64-bit integer cannot
/// hold. For use by one thread at a time; its buffers are reused, so a document is valid until the next `parse`.
package final class JSONParser {
    /// The largest document, in bytes, unless told otherwise: what an intake topic carries at most.
    package static let defaultByteLimit = 4 << 20
    /// The deepest nesting unless told otherwise; what walks a document by recursion is safe at this depth.
    package static let defaultDepthLimit = 64

    private let parser: OpaquePointer?
    private let byteLimit: Int
    private let depthLimit: Int?

    /// A parser with limits. Buffers come with the first document.
    ///
    /// - Parameters:
    ///   - byteLimit: The largest document in bytes.
    ///   - depthLimit: The deepest nesting of objects and arrays; nil: as deep as the bytes go, for readers that
    ///     do not recurse.
    package init(byteLimit: Int = defaultByteLimit, depthLimit: Int? = defaultDepthLimit) {
        precondition(byteLimit > 0 && byteLimit <= 1 << 30, "byte limit \(byteLimit)")
        precondition(depthLimit.map { $0 > 0 } ?? true, "depth limit")
        self.byteLimit = byteLimit
        self.depthLimit = depthLimit
        self.parser = csimdjson_create(byteLimit, depthLimit ?? 0)
    }

    deinit {
        if let parser {
            csimdjson_destroy(parser)
        }
    }

    /// Reads one document; the bytes are copied, so they may go away afterwards.
    ///
    /// - Returns: The document's value, valid until the next call.
    package func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONError) -> JSONValue {
        guard let parser else { throw JSONError(code: .outOfMemory, offset: 0) }
        var document = csimdjson_document()
        let code = csimdjson_parse(
            parser, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count, &document)
        guard code == 0, let tape = document.tape, let strings = document.strings else {
            throw error(for: Int(code), in: bytes)
        }
        return JSONValue(tape: tape, strings: strings, index: 1)
    }

    /// simdjson tells only what was wrong; the place is looked up here, since refusals are rare.
    private func error(for code: Int, in bytes: UnsafeRawBufferPointer) -> JSONError {
        switch code {
        case Int(csimdjson_too_large): return JSONError(code: .tooLarge, offset: byteLimit)
        case Int(csimdjson_out_of_memory): return JSONError(code: .outOfMemory, offset: 0)
        default: break
        }
        var inspection = JSONInspection(bytes, depthLimit: depthLimit)
        return inspection.run() ?? JSONError(code: .invalidSyntax, offset: 0)
    }
}
