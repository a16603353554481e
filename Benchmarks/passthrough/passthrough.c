// The yardstick: reads a topic to its end and writes every record, as it is, to another topic, in transactions that
// carry the offsets. It decides nothing, so what it costs is what Kafka costs; `legtriage run` is measured beside it
// with the same client settings and batches as large as it makes of a backlog.
//
//   passthrough -b HOST:PORT -i INPUT -o OUTPUT... -g GROUP [-n RECORDS] [-t MILLISECONDS] [-p PRODUCERS]
//               [-w BODIES] [-C property=value]... [-P property=value]...
//
// OUTPUT is created, with as many partitions as INPUT has, if it is not there. With -w it writes the lines of a file in
// turn instead of what it read, to its outputs in turn, each with headers like those of a routing event: what Kafka costs
// for output of that shape. -C is for the consumer, -P for the producers; what is not given is what `legtriage run` uses.
// A batch closes after RECORDS, or MILLISECONDS after its first record. PRODUCERS take turns, a batch each. Prints one
// line of JSON: records, bytes, transactions, seconds from the first record to the last commit, CPU seconds of the whole
// process.

#include <librdkafka/rdkafka.h>

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { maximumProducers = 4, maximumOutputs = 8, maximumProperties = 64, maximumPartitions = 4096 };

// As long as those of a routing event.
static const char *const headers[][2] = {
    {"ce_specversion", "1.0"},
    {"ce_id", "00112233445566778899aabbccddeeff"},
    {"ce_source", "/legtriage/legtriage"},
    {"ce_type", "leg-triage.routing.v1"},
    {"ce_time", "2026-01-01T00:00:42.000Z"},
    {"content-type", "application/json"},
    {"legtriage-input", "leg-intake.submissions/7/1234567"},
};
enum { headerCount = sizeof headers / sizeof *headers };

typedef struct {
    char **lines;
    size_t *lengths;
    size_t count;
} Bodies;

static int64_t undelivered = 0;

_Noreturn static void fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("passthrough: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

static void check(rd_kafka_error_t *error, const char *call) {
    if (error) fail("%s: %s", call, rd_kafka_error_string(error));
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double cpuSeconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_utime.tv_sec + (double)usage.ru_stime.tv_sec
        + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void set(rd_kafka_conf_t *settings, const char *name, const char *value) {
    char text[512];
    if (rd_kafka_conf_set(settings, name, value, text, sizeof text) != RD_KAFKA_CONF_OK) fail("%s", text);
}

// `property` is name=value; it is cut in two while it is read.
static void setPair(rd_kafka_conf_t *settings, char *property) {
    char *value = strchr(property, '=');
    if (!value) fail("'%s' is not name=value", property);
    *value = 0;
    set(settings, property, value + 1);
    *value = '=';
}

static void delivered(rd_kafka_t *client, const rd_kafka_message_t *message, void *context) {
    (void)client;
    (void)context;
    if (message->err) undelivered++;
}

static rd_kafka_t *newClient(rd_kafka_type_t type, rd_kafka_conf_t *settings) {
    char text[512];
    rd_kafka_t *created = rd_kafka_new(type, settings, text, sizeof text);
    if (!created) fail("%s", text);
    return created;
}

static int partitionCount(rd_kafka_t *client, const char *topic) {
    const struct rd_kafka_metadata *metadata;
    rd_kafka_topic_t *handle = rd_kafka_topic_new(client, topic, NULL);
    rd_kafka_resp_err_t error = rd_kafka_metadata(client, 0, handle, &metadata, 10000);
    if (error) fail("metadata: %s", rd_kafka_err2str(error));
    int count = metadata->topic_cnt == 1 ? metadata->topics[0].partition_cnt : 0;
    rd_kafka_metadata_destroy(metadata);
    rd_kafka_topic_destroy(handle);
    if (count < 1 || count > maximumPartitions) fail("%s has %d partitions", topic, count);
    return count;
}

// Leaves a topic that is there as it is.
static void create(rd_kafka_t *client, const char *topic, int partitions) {
    char text[512];
    rd_kafka_NewTopic_t *wanted = rd_kafka_NewTopic_new(topic, partitions, -1, text, sizeof text);
    if (!wanted) fail("%s", text);
    rd_kafka_queue_t *queue = rd_kafka_queue_new(client);
    rd_kafka_CreateTopics(client, &wanted, 1, NULL, queue);
    rd_kafka_event_t *event = rd_kafka_queue_poll(queue, 30000);
    const rd_kafka_CreateTopics_result_t *result = event ? rd_kafka_event_CreateTopics_result(event) : NULL;
    if (!result) fail("creating %s: no answer", topic);
    size_t count = 0;
    const rd_kafka_topic_result_t **created = rd_kafka_CreateTopics_result_topics(result, &count);
    for (size_t i = 0; i < count; i++) {
        rd_kafka_resp_err_t error = rd_kafka_topic_result_error(created[i]);
        if (error && error != RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS)
            fail("creating %s: %s", topic, rd_kafka_err2str(error));
    }
    rd_kafka_event_destroy(event);
    rd_kafka_queue_destroy(queue);
    rd_kafka_NewTopic_destroy(wanted);
}

static Bodies readBodies(const char *path) {
    Bodies bodies = {0};
    FILE *file = fopen(path, "r");
    if (!file) fail("%s cannot be read", path);
    char *line = NULL;
    size_t capacity = 0;
    for (ssize_t length; (length = getline(&line, &capacity, file)) > 0;) {
        bodies.lines = realloc(bodies.lines, (bodies.count + 1) * sizeof *bodies.lines);
        bodies.lengths = realloc(bodies.lengths, (bodies.count + 1) * sizeof *bodies.lengths);
        char *copy = malloc((size_t)length);
        if (!bodies.lines || !bodies.lengths || !copy) fail("no memory");
        memcpy(copy, line, (size_t)length);
        bodies.lengths[bodies.count] = (size_t)length - (line[length - 1] == '\n');
        bodies.lines[bodies.count++] = copy;
    }
    free(line);
    fclose(file);
    if (!bodies.count) fail("%s is empty", path);
    return bodies;
}

static rd_kafka_resp_err_t produce(rd_kafka_topic_t *output, const rd_kafka_message_t *message) {
    int failed = rd_kafka_produce(output, RD_KAFKA_PARTITION_UA, RD_KAFKA_MSG_F_COPY, message->payload, message->len,
                                  message->key, message->key_len, NULL);
    return failed ? rd_kafka_last_error() : RD_KAFKA_RESP_ERR_NO_ERROR;
}

static rd_kafka_resp_err_t produceShaped(rd_kafka_t *producer, rd_kafka_topic_t *output,
                                         const rd_kafka_message_t *message, char *body, size_t length) {
    rd_kafka_headers_t *list = rd_kafka_headers_new(headerCount);
    for (size_t i = 0; i < headerCount; i++) rd_kafka_header_add(list, headers[i][0], -1, headers[i][1], -1);
    rd_kafka_resp_err_t error = rd_kafka_producev(
        producer, RD_KAFKA_V_RKT(output), RD_KAFKA_V_PARTITION(RD_KAFKA_PARTITION_UA),
        RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_VALUE(body, length),
        RD_KAFKA_V_KEY(message->key, message->key_len), RD_KAFKA_V_HEADERS(list), RD_KAFKA_V_END);
    if (error) rd_kafka_headers_destroy(list);
    return error;
}

int main(int argumentCount, char **arguments) {
    const char *bootstrap = NULL, *input = NULL, *names[maximumOutputs] = {0}, *group = NULL;
    int outputCount = 0;
    Bodies bodies = {0};
    long batchRecords = 10000, batchMilliseconds = 100;
    int producerCount = 2, consumerProperties = 0, producerProperties = 0;
    char *forConsumer[maximumProperties], *forProducer[maximumProperties];

    for (int option; (option = getopt(argumentCount, arguments, "b:i:o:g:n:t:p:w:C:P:")) != -1;) {
        switch (option) {
        case 'b': bootstrap = optarg; break;
        case 'i': input = optarg; break;
        case 'o':
            if (outputCount < maximumOutputs) names[outputCount++] = optarg;
            break;
        case 'g': group = optarg; break;
        case 'n': batchRecords = atol(optarg); break;
        case 't': batchMilliseconds = atol(optarg); break;
        case 'p': producerCount = atoi(optarg); break;
        case 'w': bodies = readBodies(optarg); break;
        case 'C':
            if (consumerProperties < maximumProperties) forConsumer[consumerProperties++] = optarg;
            break;
        case 'P':
            if (producerProperties < maximumProperties) forProducer[producerProperties++] = optarg;
            break;
        default: fail("see the head of passthrough.c for the options");
        }
    }
    if (!bootstrap || !input || !outputCount || !group) fail("-b, -i, -o and -g are needed");
    if (batchRecords < 1 || batchMilliseconds < 1) fail("-n and -t are at least 1");
    if (producerCount < 1 || producerCount > maximumProducers) fail("-p is 1 to %d", maximumProducers);

    rd_kafka_conf_t *settings = rd_kafka_conf_new();
    set(settings, "bootstrap.servers", bootstrap);
    set(settings, "group.id", group);
    set(settings, "enable.auto.commit", "false");
    set(settings, "auto.offset.reset", "earliest");
    set(settings, "isolation.level", "read_committed");
    set(settings, "enable.partition.eof", "true");
    set(settings, "socket.nagle.disable", "true");
    set(settings, "queued.max.messages.kbytes", "32768");
    set(settings, "fetch.wait.max.ms", "100");
    set(settings, "fetch.error.backoff.ms", "50");
    for (int i = 0; i < consumerProperties; i++) setPair(settings, forConsumer[i]);
    rd_kafka_t *consumer = newClient(RD_KAFKA_CONSUMER, settings);
    rd_kafka_poll_set_consumer(consumer);
    int partitions = partitionCount(consumer, input), ended = 0;
    for (int i = 0; i < outputCount; i++) create(consumer, names[i], partitions);

    rd_kafka_t *producers[maximumProducers];
    rd_kafka_topic_t *outputs[maximumProducers][maximumOutputs];
    for (int turn = 0; turn < producerCount; turn++) {
        char identifier[256];
        snprintf(identifier, sizeof identifier, "%s.passthrough.%d", group, turn);
        settings = rd_kafka_conf_new();
        set(settings, "bootstrap.servers", bootstrap);
        set(settings, "transactional.id", identifier);
        set(settings, "compression.codec", "lz4");
        set(settings, "socket.nagle.disable", "true");
        set(settings, "queue.buffering.max.kbytes", "65536");
        set(settings, "message.max.bytes", "8388608");
        set(settings, "delivery.report.only.error", "true");
        set(settings, "linger.ms", "50");
        set(settings, "retry.backoff.ms", "20");
        set(settings, "partitioner", "murmur2_random");
        for (int i = 0; i < producerProperties; i++) setPair(settings, forProducer[i]);
        rd_kafka_conf_set_dr_msg_cb(settings, delivered);
        producers[turn] = newClient(RD_KAFKA_PRODUCER, settings);
        check(rd_kafka_init_transactions(producers[turn], 30000), "init_transactions");
        for (int i = 0; i < outputCount; i++) outputs[turn][i] = rd_kafka_topic_new(producers[turn], names[i], NULL);
    }

    bool *partitionEnded = calloc((size_t)partitions, sizeof *partitionEnded);
    int64_t *next = malloc((size_t)partitions * sizeof *next);
    if (!partitionEnded || !next) fail("no memory");
    for (int i = 0; i < partitions; i++) next[i] = -1;

    rd_kafka_topic_partition_list_t *topics = rd_kafka_topic_partition_list_new(1);
    rd_kafka_topic_partition_list_add(topics, input, RD_KAFKA_PARTITION_UA);
    rd_kafka_resp_err_t error = rd_kafka_subscribe(consumer, topics);
    if (error) fail("subscribe: %s", rd_kafka_err2str(error));
    rd_kafka_topic_partition_list_destroy(topics);

    int64_t records = 0, bytes = 0, transactions = 0;
    double began = 0;
    for (int turn = 0; ended < partitions; turn = (turn + 1) % producerCount) {
        rd_kafka_t *producer = producers[turn];
        long batched = 0;
        double closes = 0;
        while (ended < partitions && batched < batchRecords) {
            int wait = 100;
            if (batched) {
                double left = closes - now();
                if (left <= 0) break;
                wait = (int)(left * 1000) + 1;
            }
            rd_kafka_message_t *message = rd_kafka_consumer_poll(consumer, wait);
            if (!message) continue;
            if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
                if (!partitionEnded[message->partition]) ended++;
                partitionEnded[message->partition] = true;
            } else if (message->err) {
                fail("consume: %s", rd_kafka_message_errstr(message));
            } else {
                if (!batched) {
                    double time = now();
                    closes = time + (double)batchMilliseconds / 1000;
                    if (!records) began = time;
                    check(rd_kafka_begin_transaction(producer), "begin_transaction");
                }
                rd_kafka_topic_t *output = outputs[turn][records % outputCount];
                for (;;) {
                    size_t body = bodies.count ? (size_t)records % bodies.count : 0;
                    rd_kafka_resp_err_t refused =
                        bodies.count ? produceShaped(producer, output, message, bodies.lines[body], bodies.lengths[body])
                                     : produce(output, message);
                    if (!refused) break;
                    if (refused != RD_KAFKA_RESP_ERR__QUEUE_FULL) fail("produce: %s", rd_kafka_err2str(refused));
                    rd_kafka_poll(producer, 10);
                }
                next[message->partition] = message->offset + 1;
                batched++;
                records++;
                bytes += (int64_t)message->len;
                if (batched % 1000 == 0) rd_kafka_poll(producer, 0);
            }
            rd_kafka_message_destroy(message);
        }
        if (!batched) continue;
        rd_kafka_topic_partition_list_t *offsets = rd_kafka_topic_partition_list_new(partitions);
        for (int i = 0; i < partitions; i++) {
            if (next[i] >= 0) rd_kafka_topic_partition_list_add(offsets, input, i)->offset = next[i];
            next[i] = -1;
        }
        rd_kafka_consumer_group_metadata_t *member = rd_kafka_consumer_group_metadata(consumer);
        check(rd_kafka_send_offsets_to_transaction(producer, offsets, member, -1), "send_offsets_to_transaction");
        rd_kafka_consumer_group_metadata_destroy(member);
        rd_kafka_topic_partition_list_destroy(offsets);
        check(rd_kafka_commit_transaction(producer, -1), "commit_transaction");
        transactions++;
    }
    double seconds = records ? now() - began : 0;

    if (undelivered) fail("%" PRId64 " records were not delivered", undelivered);
    rd_kafka_consumer_close(consumer);
    rd_kafka_destroy(consumer);
    for (int turn = 0; turn < producerCount; turn++) {
        for (int i = 0; i < outputCount; i++) rd_kafka_topic_destroy(outputs[turn][i]);
        rd_kafka_destroy(producers[turn]);
    }
    free(partitionEnded);
    free(next);
    for (size_t i = 0; i < bodies.count; i++) free(bodies.lines[i]);
    free(bodies.lines);
    free(bodies.lengths);
    printf("{\"records\":%" PRId64 ",\"bytes\":%" PRId64 ",\"transactions\":%" PRId64
           ",\"seconds\":%.3f,\"cpuSeconds\":%.3f}\n",
           records, bytes, transactions, seconds, cpuSeconds());
    return 0;
}
