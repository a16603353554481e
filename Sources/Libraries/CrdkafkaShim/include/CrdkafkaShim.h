#pragma once
// What Swift cannot call or should not call once per message: callbacks that only count and remember, the loop that
// drains a consumer, and a produce call that owns its headers.
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What the callbacks of one client handle remember. Every callback that touches it runs on the thread that polls the handle
/// (logs too: `log.queue`), but for `woken`, which any thread may set, and the error, which has a lock.
typedef struct lt_client lt_client;

/// Called for each log line, on the polling thread. `text` lives for the call.
typedef void (*lt_log_function)(void *context, int level, const char *facility, const char *text);

enum { LT_REBALANCE_NONE = 0, LT_REBALANCE_ASSIGN = 1, LT_REBALANCE_REVOKE = 2 };
enum { LT_ERROR_TEXT = 512, LT_REFUSALS = 256 };

typedef struct {
    const void *name;
    size_t name_length;
    /// NULL is a null value; an empty one needs a pointer.
    const void *value;
    size_t value_length;
} lt_header;

typedef struct {
    int64_t output;
    rd_kafka_resp_err_t error;
} lt_refusal;

lt_client *lt_client_new(lt_log_function log, void *log_context);
/// After the handle is destroyed.
void lt_client_free(lt_client *client);
/// Registers the callbacks and the client as the configuration's opaque.
void lt_client_attach(lt_client *client, rd_kafka_conf_t *conf, bool consumer);

/// The last error of the handle as a whole (authentication, all brokers down, fatal); 0 if there was none since the last
/// call. `text` takes LT_ERROR_TEXT bytes.
rd_kafka_resp_err_t lt_client_take_error(lt_client *client, char *text);

void lt_client_wake(lt_client *client);
bool lt_client_take_woken(lt_client *client);

/// From here on a revocation is answered at once: nobody polls any more.
void lt_client_set_closing(lt_client *client);
/// What the group wants (LT_REBALANCE_…), and for which partitions; the list is the caller's now.
int lt_client_take_rebalance(lt_client *client, rd_kafka_topic_partition_list_t **partitions, bool *lost);
/// Whether the group wants something.
bool lt_client_has_rebalance(const lt_client *client);

/// Waits for a message or event, then takes what is there, up to `limit`, and goes on for `gather_ms`. Stops early for errors
/// and ends of partitions (in the array, as messages with `err`), for rebalances and when woken. Returns the number taken.
///
/// A loop over rd_kafka_consumer_poll: the library's own batch call loses messages before 2.1 and waits out its time.
size_t lt_consumer_drain(rd_kafka_t *consumer, lt_client *client, rd_kafka_message_t **messages, size_t limit,
                         int wait_ms, int gather_ms);

/// A received message's header at an index, counted from 0; false when there is none.
bool lt_message_header(const rd_kafka_message_t *message, size_t index, lt_header *header);

/// Publishes one record: key, value and headers are copied. `partition` RD_KAFKA_PARTITION_UA and `timestamp` 0 leave the
/// choice to the library. `output` comes back in refusals. On failure the headers are freed here (the library frees some of
/// them twice if it builds them itself, before 2.12).
rd_kafka_resp_err_t lt_produce(rd_kafka_t *producer, rd_kafka_topic_t *topic, int32_t partition, const void *key,
                               size_t key_length, const void *value, size_t value_length, int64_t timestamp,
                               const lt_header *headers, size_t header_count, int64_t output);

/// Failed deliveries since the last reset. Purged records (of an abort) do not count.
int64_t lt_client_failed(const lt_client *client);
rd_kafka_resp_err_t lt_client_first_failure(const lt_client *client);
/// The records that were refused for good, at most LT_REFUSALS of them, in order of their reports.
const lt_refusal *lt_client_refusals(const lt_client *client, size_t *count);
void lt_client_reset_deliveries(lt_client *client);

/// Turns Nagle's algorithm off on the listening sockets of this process's embedded brokers; accepted ones inherit it.
/// Otherwise every answer of several packets waits for an acknowledgement, about 40 ms.
void lt_mock_disable_nagle(void);
