#pragma once

// The C face of simdjson's DOM parser: bytes in, the raw tape out. Swift walks the tape itself.

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// simdjson's error codes that callers tell apart; any other value is an error of another kind.
enum {
    csimdjson_success = 0,
    csimdjson_too_large = 1,
    csimdjson_out_of_memory = 2,
    csimdjson_too_deep = 4,
};

// A parser and the buffers it reuses. Not safe for use by two threads at once.
typedef struct csimdjson_parser csimdjson_parser;

// A parsed document, lent by the parser until its next parse or its end.
// `tape[0]` is the root word, the document's value begins at `tape[1]`. `strings` holds, at each offset that
// the tape names, a 4-byte length (in the machine's order), the bytes, and a NUL.
typedef struct csimdjson_document {
    const uint64_t *tape;
    const uint8_t *strings;
} csimdjson_document;

// NULL if memory is short. `depth_limit` 0 means: as deep as the bytes go.
csimdjson_parser *csimdjson_create(size_t byte_limit, size_t depth_limit);
void csimdjson_destroy(csimdjson_parser *parser);

// Copies the bytes into a padded buffer and parses them. Returns a code; `document` is set on success only.
int csimdjson_parse(csimdjson_parser *parser, const uint8_t *bytes, size_t count, csimdjson_document *document);

#ifdef __cplusplus
}
#endif
