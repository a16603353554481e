#include "Csimdjson.h"

#include <cstring>
#include <memory>
#include <new>

#include <simdjson.h>

static_assert(csimdjson_success == simdjson::SUCCESS, "codes differ");
static_assert(csimdjson_too_large == simdjson::CAPACITY, "codes differ");
static_assert(csimdjson_out_of_memory == simdjson::MEMALLOC, "codes differ");
static_assert(csimdjson_too_deep == simdjson::DEPTH_ERROR, "codes differ");

namespace {

// Buffers start at this size and double. One that grew for a rare large document is given back once an
// ordinary one follows, since a parser lives as long as its thread and a 4 MiB document takes about 60 MiB.
constexpr size_t smallest_capacity = size_t(64) << 10;
constexpr size_t kept_capacity = size_t(1) << 20;

}  // namespace

struct csimdjson_parser {
    size_t byte_limit;
    size_t depth_limit;
    size_t capacity = 0;
    std::unique_ptr<uint8_t[]> input;
    simdjson::dom::document document;
    simdjson::dom::parser parser;

    csimdjson_parser(size_t byte_limit, size_t depth_limit)
        : byte_limit(byte_limit), depth_limit(depth_limit), parser(byte_limit) {}

    bool make_room(size_t wanted) {
        capacity = 0;
        // Room is made before the old is given back by each of these calls, so drop ours first.
        input.reset(new (std::nothrow) uint8_t[wanted + simdjson::SIMDJSON_PADDING]);
        // A container takes at least two bytes, so half the bytes is as deep as they can go. The parser
        // keeps a few bytes for each level and touches only those it enters.
        const size_t depth = depth_limit != 0 ? depth_limit : wanted / 2 + 2;
        if (!input || document.allocate(wanted) || parser.allocate(wanted, depth)) {
            return false;
        }
        capacity = wanted;
        return true;
    }
};

csimdjson_parser *csimdjson_create(size_t byte_limit, size_t depth_limit) {
    return new (std::nothrow) csimdjson_parser(byte_limit, depth_limit);
}

void csimdjson_destroy(csimdjson_parser *parser) { delete parser; }

int csimdjson_parse(csimdjson_parser *parser, const uint8_t *bytes, size_t count, csimdjson_document *document) {
    if (count > parser->byte_limit) {
        return csimdjson_too_large;
    }
    if (parser->capacity == 0 || count > parser->capacity ||
        (parser->capacity > kept_capacity && count < smallest_capacity)) {
        size_t wanted = smallest_capacity;
        while (wanted < count) {
            wanted *= 2;
        }
        if (wanted > parser->byte_limit) {
            wanted = parser->byte_limit;
        }
        if (!parser->make_room(wanted)) {
            return csimdjson_out_of_memory;
        }
    }
    if (count != 0) {
        std::memcpy(parser->input.get(), bytes, count);
    }
    std::memset(parser->input.get() + count, ' ', simdjson::SIMDJSON_PADDING);
    const auto error =
        parser->parser.parse_into_document(parser->document, parser->input.get(), count, false).error();
    if (error) {
        return static_cast<int>(error);
    }
    document->tape = parser->document.tape.get();
    document->strings = parser->document.string_buf.get();
    return csimdjson_success;
}
