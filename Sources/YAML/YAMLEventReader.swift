import Cyaml

/// Builds the tree from libyaml's events, refusing what `YAMLDocument` does not accept.
struct YAMLEventReader: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>
    private let file: String

    init(bytes: [UInt8], file: String) {
        self.file = file
        // libyaml keeps the pointer until the parser is deleted, so the bytes need a home as long-lived as the parser.
        input = .allocate(capacity: max(bytes.count, 1))
        _ = input.update(fromContentsOf: bytes)
        parser = .allocate(capacity: 1)
        yaml_parser_initialize(parser)
        yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    /// The one document of the stream.
    mutating func document() throws(YAMLError) -> YAMLNode {
        var root = YAMLNode(
            content: .scalar("", isPlain: true), location: YAMLLocation(file: file, line: 1, column: 1))
        var documents = 0
        while true {
            let event = try next()
            switch event.kind {
            case .streamStart, .documentEnd:
                continue
            case .streamEnd:
                return root
            case .documentStart(let hasTags):
                documents += 1
                if documents > 1 { throw error(event.location, "a second document; a file holds one") }
                if hasTags { throw error(event.location, "a %TAG directive; tags are not read") }
                root = try node(try next(), depth: 0)
            default:
                throw error(event.location, "unexpected content outside a document")
            }
        }
    }

    private mutating func node(_ event: YAMLEvent, depth: Int) throws(YAMLError) -> YAMLNode {
        if event.hasAnchor { throw error(event.location, "an anchor (&); write the value out where it is used") }
        if event.hasTag { throw error(event.location, "a tag (!); write the plain value") }
        guard depth < YAMLDocument.maximumDepth else {
            throw error(event.location, "nested deeper than \(YAMLDocument.maximumDepth) levels")
        }
        switch event.kind {
        case .scalar(let text, let isPlain):
            return YAMLNode(content: .scalar(text, isPlain: isPlain), location: event.location)
        case .sequenceStart:
            var elements: [YAMLNode] = []
            while true {
                let next = try next()
                if case .sequenceEnd = next.kind { break }
                elements.append(try node(next, depth: depth + 1))
            }
            return YAMLNode(content: .sequence(elements), location: event.location)
        case .mappingStart:
            return try mapping(at: event.location, depth: depth)
        case .alias:
            throw error(event.location, "an alias (*); write the value out where it is used")
        default:
            throw error(event.location, "a value is missing")
        }
    }

    private mutating func mapping(at location: YAMLLocation, depth: Int) throws(YAMLError) -> YAMLNode {
        var members: [YAMLMember] = []
        var lines: [String: Int] = [:]
        while true {
            let event = try next()
            if case .mappingEnd = event.kind { break }
            guard case .scalar(let key, let isPlain) = event.kind else {
                if case .alias = event.kind {
                    throw error(event.location, "an alias (*); write the value out where it is used")
                }
                throw error(event.location, "a key must be a plain word, not a list or a mapping")
            }
            if event.hasAnchor || event.hasTag {
                throw error(event.location, "an anchor or tag on a key; write the plain word")
            }
            if key == "<<", isPlain {
                throw error(event.location, "a merge key (<<); write the members out")
            }
            if let line = lines[key] {
                throw error(event.location, "\"\(key)\" stands twice in one mapping, first in line \(line)")
            }
            lines[key] = event.location.line
            let value = try node(try next(), depth: depth + 1)
            members.append(YAMLMember(key: key, keyLocation: event.location, value: value))
        }
        return YAMLNode(content: .mapping(members), location: location)
    }

    private mutating func next() throws(YAMLError) -> YAMLEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) != 0 else { throw parserError() }
        defer { yaml_event_delete(&event) }
        let location = YAMLLocation(
            file: file, line: Int(event.start_mark.line) + 1, column: Int(event.start_mark.column) + 1)
        switch event.type {
        case YAML_STREAM_START_EVENT:
            return YAMLEvent(kind: .streamStart, location: location)
        case YAML_STREAM_END_EVENT:
            return YAMLEvent(kind: .streamEnd, location: location)
        case YAML_DOCUMENT_START_EVENT:
            let directives = event.data.document_start.tag_directives
            return YAMLEvent(kind: .documentStart(hasTags: directives.start != directives.end), location: location)
        case YAML_DOCUMENT_END_EVENT:
            return YAMLEvent(kind: .documentEnd, location: location)
        case YAML_ALIAS_EVENT:
            return YAMLEvent(kind: .alias, location: location)
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            return YAMLEvent(
                kind: .scalar(
                    String(decoding: bytes, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE),
                location: location, hasAnchor: scalar.anchor != nil, hasTag: scalar.tag != nil)
        case YAML_SEQUENCE_START_EVENT:
            let sequence = event.data.sequence_start
            return YAMLEvent(
                kind: .sequenceStart, location: location,
                hasAnchor: sequence.anchor != nil, hasTag: sequence.tag != nil)
        case YAML_SEQUENCE_END_EVENT:
            return YAMLEvent(kind: .sequenceEnd, location: location)
        case YAML_MAPPING_START_EVENT:
            let mapping = event.data.mapping_start
            return YAMLEvent(
                kind: .mappingStart, location: location,
                hasAnchor: mapping.anchor != nil, hasTag: mapping.tag != nil)
        default:
            return YAMLEvent(kind: .mappingEnd, location: location)
        }
    }

    private func parserError() -> YAMLError {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "cannot be read"
        if parser.pointee.error == YAML_READER_ERROR {
            // The reader knows an offset only; the line is counted from it.
            let before = input.prefix(Int(parser.pointee.problem_offset))
            let line = before.count(where: { $0 == 0x0A }) + 1
            return error(YAMLLocation(file: file, line: line, column: 0), problem)
        }
        var message = problem
        if let context = parser.pointee.context {
            let mark = parser.pointee.context_mark
            message = "\(String(cString: context)) (begun in line \(mark.line + 1)): \(problem)"
        }
        let mark = parser.pointee.problem_mark
        return error(YAMLLocation(file: file, line: Int(mark.line) + 1, column: Int(mark.column) + 1), message)
    }

    private func error(_ location: YAMLLocation, _ message: String) -> YAMLError {
        YAMLError(location: location, message: message)
    }
}
