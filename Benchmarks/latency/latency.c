// Sends lines to a topic at a steady rate, and, with -o, measures how long each takes until a read-committed reader of the
// output topics has it. The key is the line's number; outputs keep the key. Standard library and librdkafka only.
//
//   latency -b HOST:PORT -t TOPIC -r RECORDS_A_SECOND -n RECORDS [-o OUTPUT_TOPIC]… [-w WARM_UP_RECORDS] < LINES
//
// Lines are used again from the first when there are fewer than RECORDS. Without -o it is a steady, patient, idempotent
// producer. Exit 1 if a record was not sent or did not come out within 60 s of the last.
#include <getopt.h>
#include <librdkafka/rdkafka.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_TOPICS = 16, END_SECONDS = 60 };

static const char *outputs[MOST_TOPICS];
static int output_count;
static const char *bootstrap, *topic;
static long count = 1000, rate = 100, warm_up;
static int64_t *sent;
static int64_t *delay;
static uint8_t *lane_of;
static atomic_long failed;
static atomic_bool is_reading, is_over;
static long repeated;

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static void fail(const char *what, const char *why) {
    fprintf(stderr, "latency: %s: %s\n", what, why);
    exit(1);
}

static void on_delivery(rd_kafka_t *producer, const rd_kafka_message_t *message, void *opaque) {
    (void)producer, (void)opaque;
    if (message->err) atomic_fetch_add(&failed, 1);
}

static rd_kafka_t *client(rd_kafka_type_t type, const char *const *properties) {
    char text[512];
    rd_kafka_conf_t *configuration = rd_kafka_conf_new();
    rd_kafka_conf_set(configuration, "bootstrap.servers", bootstrap, NULL, 0);
    for (; *properties; properties += 2)
        if (rd_kafka_conf_set(configuration, properties[0], properties[1], text, sizeof text)) fail(properties[0], text);
    if (type == RD_KAFKA_PRODUCER) rd_kafka_conf_set_dr_msg_cb(configuration, on_delivery);
    rd_kafka_t *made = rd_kafka_new(type, configuration, text, sizeof text);
    if (!made) fail("client", text);
    return made;
}

/// Assigns all partitions of the outputs at their ends, and notes when each record comes.
static void *read_outputs(void *unused) {
    (void)unused;
    static const char *const properties[] = {
        "group.id", "latency", "enable.auto.commit", "false", "isolation.level", "read_committed", "fetch.wait.max.ms", "100",
        "fetch.error.backoff.ms", "1", "socket.nagle.disable", "true", "enable.partition.eof", "false", NULL};
    rd_kafka_t *reader = client(RD_KAFKA_CONSUMER, properties);
    rd_kafka_poll_set_consumer(reader);
    rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(16);
    for (int i = 0; i < output_count; i++) {
        rd_kafka_topic_t *handle = rd_kafka_topic_new(reader, outputs[i], NULL);
        const struct rd_kafka_metadata *metadata;
        if (rd_kafka_metadata(reader, 0, handle, &metadata, 10000)) fail(outputs[i], "no metadata");
        for (int p = 0; p < metadata->topics[0].partition_cnt; p++) {
            int64_t low, high;
            if (rd_kafka_query_watermark_offsets(reader, outputs[i], p, &low, &high, 10000)) fail(outputs[i], "no end");
            rd_kafka_topic_partition_list_add(list, outputs[i], p)->offset = high;
        }
        rd_kafka_metadata_destroy(metadata);
        rd_kafka_topic_destroy(handle);
    }
    rd_kafka_assign(reader, list);
    rd_kafka_topic_partition_list_destroy(list);
    atomic_store(&is_reading, true);
    long seen = 0;
    while (seen < count && !atomic_load(&is_over)) {
        rd_kafka_message_t *message = rd_kafka_consumer_poll(reader, 100);
        if (!message) continue;
        if (!message->err) {
            char key[24] = "";
            memcpy(key, message->key, message->key_len < 23 ? message->key_len : 23);
            long number = atol(key);
            if (number >= 0 && number < count && sent[number]) {
                if (delay[number]) {
                    repeated++;
                } else {
                    delay[number] = now() - sent[number];
                    const char *name = rd_kafka_topic_name(message->rkt);
                    for (int i = 0; i < output_count; i++)
                        if (!strcmp(outputs[i], name)) lane_of[number] = (uint8_t)i;
                    seen++;
                }
            }
        }
        rd_kafka_message_destroy(message);
    }
    rd_kafka_consumer_close(reader);
    rd_kafka_destroy(reader);
    return NULL;
}

static int ascending(const void *a, const void *b) {
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/// One line of figures for the outputs of one topic, or of all for -1.
static void print(int lane) {
    int64_t *taken = malloc(sizeof *taken * (size_t)count);
    size_t n = 0;
    for (long i = warm_up; i < count; i++)
        if (delay[i] && (lane < 0 || lane_of[i] == lane)) taken[n++] = delay[i];
    qsort(taken, n, sizeof *taken, ascending);
    printf("%-32s %8zu records", lane < 0 ? "all" : outputs[lane], n);
    static const double shares[] = {0.5, 0.9, 0.99, 0.999, 1};
    static const char *const names[] = {"p50", "p90", "p99", "p99.9", "max"};
    for (int i = 0; i < 5 && n; i++) {
        size_t place = (size_t)(shares[i] * (double)n);
        printf("  %s %.1f", names[i], (double)taken[place < n ? place : n - 1] / 1000);
    }
    printf(" ms\n");
    free(taken);
}

int main(int argument_count, char **arguments) {
    int option;
    while ((option = getopt(argument_count, arguments, "b:t:r:n:o:w:")) != -1) {
        switch (option) {
        case 'b': bootstrap = optarg; break;
        case 't': topic = optarg; break;
        case 'r': rate = atol(optarg); break;
        case 'n': count = atol(optarg); break;
        case 'w': warm_up = atol(optarg); break;
        case 'o':
            if (output_count < MOST_TOPICS) outputs[output_count++] = optarg;
            break;
        default: return 2;
        }
    }
    if (!bootstrap || !topic || rate < 1 || count < 1) {
        fprintf(stderr, "usage: latency -b HOST:PORT -t TOPIC -r RATE -n RECORDS [-o OUTPUT]... [-w WARM_UP] < LINES\n");
        return 2;
    }
    char **lines = NULL, *line = NULL;
    size_t room = 0, known = 0, length = 0;
    ssize_t size;
    while ((size = getline(&line, &length, stdin)) > 0 && known < (size_t)count) {
        if (line[size - 1] == '\n') line[size - 1] = 0;
        if (known == room) lines = realloc(lines, sizeof *lines * (room = room ? room * 2 : 1024));
        lines[known++] = line;
        line = NULL, length = 0;
    }
    if (!known) fail("standard input", "no lines");
    sent = calloc((size_t)count, sizeof *sent);
    delay = calloc((size_t)count, sizeof *delay);
    lane_of = calloc((size_t)count, 1);

    pthread_t reader;
    if (output_count) {
        pthread_create(&reader, NULL, read_outputs, NULL);
        while (!atomic_load(&is_reading)) nanosleep(&(struct timespec){.tv_nsec = 10000000}, NULL);
    }

    static const char *const properties[] = {
        "enable.idempotence", "true", "message.timeout.ms", "600000", "linger.ms", "1", "socket.nagle.disable", "true",
        "partitioner", "murmur2_random", "reconnect.backoff.max.ms", "500", "log_level", "2",
        // With more, the library before 2.3 may lose the order when a broker goes, and give up.
        "max.in.flight", "1", NULL};
    rd_kafka_t *producer = client(RD_KAFKA_PRODUCER, properties);
    rd_kafka_topic_t *handle = rd_kafka_topic_new(producer, topic, NULL);
    const struct rd_kafka_metadata *metadata;
    if (rd_kafka_metadata(producer, 0, handle, &metadata, 10000)) fail(topic, "no metadata");
    rd_kafka_metadata_destroy(metadata);

    int64_t began = now();
    for (long i = 0; i < count; i++) {
        int64_t due = began + i * 1000000 / rate;
        for (int64_t rest; (rest = due - now()) > 0;) {
            rd_kafka_poll(producer, 0);
            nanosleep(&(struct timespec){.tv_nsec = (rest > 1000 ? 1000 : rest) * 1000}, NULL);
        }
        char key[24];
        int key_length = snprintf(key, sizeof key, "%ld", i);
        char *value = lines[(size_t)i % known];
        sent[i] = now();
        while (rd_kafka_produce(handle, RD_KAFKA_PARTITION_UA, RD_KAFKA_MSG_F_COPY, value, strlen(value), key,
                                (size_t)key_length, NULL)) {
            if (rd_kafka_last_error() != RD_KAFKA_RESP_ERR__QUEUE_FULL) fail("produce", rd_kafka_err2str(rd_kafka_last_error()));
            rd_kafka_poll(producer, 10);
        }
    }
    rd_kafka_flush(producer, 600000);
    long lost = atomic_load(&failed) + rd_kafka_outq_len(producer);
    if (lost) fprintf(stderr, "latency: %ld records were not sent\n", lost);

    long missing = 0;
    if (output_count) {
        for (int64_t end = now() + END_SECONDS * 1000000LL; now() < end;) {
            missing = 0;
            for (long i = 0; i < count; i++) missing += !((volatile int64_t *)delay)[i];
            if (!missing) break;
            nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
        }
        atomic_store(&is_over, true);
        pthread_join(reader, NULL);
        for (int i = 0; i < output_count; i++) print(i);
        print(-1);
        if (missing || repeated) printf("%ld missing, %ld repeated\n", missing, repeated);
    }
    return lost || missing || repeated ? 1 : 0;
}
