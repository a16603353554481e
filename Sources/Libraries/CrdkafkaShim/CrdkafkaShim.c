#include "CrdkafkaShim.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct lt_client {
    lt_log_function log;
    void *log_context;
    atomic_bool woken;
    bool closing;

    // An administrator's handle is polled by whoever asks.
    pthread_mutex_t error_lock;
    rd_kafka_resp_err_t error;
    char error_text[LT_ERROR_TEXT];

    int rebalance;
    bool rebalance_lost;
    rd_kafka_topic_partition_list_t *rebalance_partitions;

    int64_t failed;
    rd_kafka_resp_err_t first_failure;
    size_t refusal_count;
    lt_refusal refusals[LT_REFUSALS];
};

lt_client *lt_client_new(lt_log_function log, void *log_context) {
    lt_client *client = calloc(1, sizeof(*client));
    if (client) {
        client->log = log;
        client->log_context = log_context;
        pthread_mutex_init(&client->error_lock, NULL);
    }
    return client;
}

void lt_client_free(lt_client *client) {
    if (client->rebalance_partitions) rd_kafka_topic_partition_list_destroy(client->rebalance_partitions);
    pthread_mutex_destroy(&client->error_lock);
    free(client);
}

static void on_log(const rd_kafka_t *rk, int level, const char *facility, const char *text) {
    lt_client *client = rk ? rd_kafka_opaque(rk) : NULL;
    if (client && client->log) client->log(client->log_context, level, facility, text);
}

static void on_error(rd_kafka_t *rk, int error, const char *reason, void *opaque) {
    lt_client *client = opaque;
    char fatal[LT_ERROR_TEXT];
    if (error == RD_KAFKA_RESP_ERR__FATAL) {
        error = rd_kafka_fatal_error(rk, fatal, sizeof(fatal));
        reason = fatal;
    }
    // A wrong password or certificate is followed by "all brokers down": the first says what to do, so it stays.
    pthread_mutex_lock(&client->error_lock);
    if (!client->error || error != RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN) {
        client->error = error;
        snprintf(client->error_text, sizeof(client->error_text), "%s", reason ? reason : "");
    }
    pthread_mutex_unlock(&client->error_lock);
}

static void on_rebalance(rd_kafka_t *rk, rd_kafka_resp_err_t error, rd_kafka_topic_partition_list_t *partitions,
                         void *opaque) {
    lt_client *client = opaque;
    if (client->closing) {
        rd_kafka_assign(rk, NULL);
        return;
    }
    // Answered later, by assign or unassign on this same thread: the group waits for that.
    if (client->rebalance_partitions) rd_kafka_topic_partition_list_destroy(client->rebalance_partitions);
    client->rebalance_partitions = rd_kafka_topic_partition_list_copy(partitions);
    client->rebalance_lost = rd_kafka_assignment_lost(rk);
    client->rebalance =
        error == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS ? LT_REBALANCE_ASSIGN : LT_REBALANCE_REVOKE;
}

/// Whether sending the same record again can never help.
static bool is_refusal(rd_kafka_resp_err_t error) {
    switch (error) {
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
    case RD_KAFKA_RESP_ERR_RECORD_LIST_TOO_LARGE:
    case RD_KAFKA_RESP_ERR_INVALID_RECORD:
    case RD_KAFKA_RESP_ERR_INVALID_MSG:
    case RD_KAFKA_RESP_ERR_INVALID_MSG_SIZE:
    case RD_KAFKA_RESP_ERR_INVALID_TIMESTAMP:
    case RD_KAFKA_RESP_ERR_POLICY_VIOLATION:
        return true;
    default:
        return false;
    }
}

static void on_delivery(rd_kafka_t *rk, const rd_kafka_message_t *message, void *opaque) {
    (void)rk;
    lt_client *client = opaque;
    if (message->err == RD_KAFKA_RESP_ERR_NO_ERROR || message->err == RD_KAFKA_RESP_ERR__PURGE_QUEUE ||
        message->err == RD_KAFKA_RESP_ERR__PURGE_INFLIGHT)
        return;
    if (client->failed++ == 0) client->first_failure = message->err;
    if (is_refusal(message->err) && client->refusal_count < LT_REFUSALS) {
        lt_refusal *refusal = &client->refusals[client->refusal_count++];
        refusal->output = (int64_t)(intptr_t)message->_private;
        refusal->error = message->err;
    }
}

void lt_client_attach(lt_client *client, rd_kafka_conf_t *conf, bool consumer) {
    rd_kafka_conf_set_opaque(conf, client);
    rd_kafka_conf_set_log_cb(conf, on_log);
    rd_kafka_conf_set_error_cb(conf, on_error);
    if (consumer)
        rd_kafka_conf_set_rebalance_cb(conf, on_rebalance);
    else
        rd_kafka_conf_set_dr_msg_cb(conf, on_delivery);
}

rd_kafka_resp_err_t lt_client_take_error(lt_client *client, char *text) {
    pthread_mutex_lock(&client->error_lock);
    rd_kafka_resp_err_t error = client->error;
    if (error) memcpy(text, client->error_text, LT_ERROR_TEXT);
    client->error = RD_KAFKA_RESP_ERR_NO_ERROR;
    pthread_mutex_unlock(&client->error_lock);
    return error;
}

void lt_client_wake(lt_client *client) { atomic_store(&client->woken, true); }
bool lt_client_take_woken(lt_client *client) { return atomic_exchange(&client->woken, false); }
void lt_client_set_closing(lt_client *client) { client->closing = true; }
bool lt_client_has_rebalance(const lt_client *client) { return client->rebalance != LT_REBALANCE_NONE; }

int lt_client_take_rebalance(lt_client *client, rd_kafka_topic_partition_list_t **partitions, bool *lost) {
    int rebalance = client->rebalance;
    *partitions = client->rebalance_partitions;
    *lost = client->rebalance_lost;
    client->rebalance = LT_REBALANCE_NONE;
    client->rebalance_partitions = NULL;
    return rebalance;
}

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

size_t lt_consumer_drain(rd_kafka_t *consumer, lt_client *client, rd_kafka_message_t **messages, size_t limit,
                         int wait_ms, int gather_ms) {
    size_t count = 0;
    int timeout = wait_ms;
    int64_t end = 0;
    while (count < limit) {
        if (client->rebalance || atomic_load(&client->woken)) break;
        rd_kafka_message_t *message = rd_kafka_consumer_poll(consumer, timeout);
        if (message) {
            messages[count++] = message;
            if (message->err) break;
            if (count == 1 && gather_ms > 0) end = now_ms() + gather_ms;
            timeout = 0;
            continue;
        }
        if (count == 0 || end == 0) break;
        int64_t rest = end - now_ms();
        if (rest <= 0) break;
        timeout = (int)rest;
    }
    return count;
}

bool lt_message_header(const rd_kafka_message_t *message, size_t index, lt_header *header) {
    rd_kafka_headers_t *headers;
    const char *name;
    if (rd_kafka_message_headers(message, &headers)) return false;
    if (rd_kafka_header_get_all(headers, index, &name, &header->value, &header->value_length)) return false;
    header->name = name;
    header->name_length = strlen(name);
    return true;
}

rd_kafka_resp_err_t lt_produce(rd_kafka_t *producer, rd_kafka_topic_t *topic, int32_t partition, const void *key,
                               size_t key_length, const void *value, size_t value_length, int64_t timestamp,
                               const lt_header *headers, size_t header_count, int64_t output) {
    rd_kafka_vu_t arguments[8];
    size_t count = 0;
    rd_kafka_headers_t *list = NULL;
    if (header_count > 0) {
        list = rd_kafka_headers_new(header_count);
        for (size_t i = 0; i < header_count; i++)
            rd_kafka_header_add(list, headers[i].name, (ssize_t)headers[i].name_length, headers[i].value,
                                (ssize_t)headers[i].value_length);
        arguments[count].vtype = RD_KAFKA_VTYPE_HEADERS;
        arguments[count++].u.headers = list;
    }
    arguments[count].vtype = RD_KAFKA_VTYPE_RKT;
    arguments[count++].u.rkt = topic;
    arguments[count].vtype = RD_KAFKA_VTYPE_PARTITION;
    arguments[count++].u.i32 = partition;
    arguments[count].vtype = RD_KAFKA_VTYPE_VALUE;
    arguments[count].u.mem.ptr = (void *)value;
    arguments[count++].u.mem.size = value_length;
    arguments[count].vtype = RD_KAFKA_VTYPE_KEY;
    arguments[count].u.mem.ptr = (void *)key;
    arguments[count++].u.mem.size = key_length;
    arguments[count].vtype = RD_KAFKA_VTYPE_MSGFLAGS;
    arguments[count++].u.i = RD_KAFKA_MSG_F_COPY;
    arguments[count].vtype = RD_KAFKA_VTYPE_OPAQUE;
    arguments[count++].u.ptr = (void *)(intptr_t)output;
    if (timestamp > 0) {
        arguments[count].vtype = RD_KAFKA_VTYPE_TIMESTAMP;
        arguments[count++].u.i64 = timestamp;
    }
    rd_kafka_error_t *error = rd_kafka_produceva(producer, arguments, count);
    if (!error) return RD_KAFKA_RESP_ERR_NO_ERROR;
    rd_kafka_resp_err_t code = rd_kafka_error_code(error);
    rd_kafka_error_destroy(error);
    if (list) rd_kafka_headers_destroy(list);
    return code;
}

int64_t lt_client_failed(const lt_client *client) { return client->failed; }
rd_kafka_resp_err_t lt_client_first_failure(const lt_client *client) { return client->first_failure; }

const lt_refusal *lt_client_refusals(const lt_client *client, size_t *count) {
    *count = client->refusal_count;
    return client->refusals;
}

void lt_client_reset_deliveries(lt_client *client) {
    client->failed = 0;
    client->first_failure = RD_KAFKA_RESP_ERR_NO_ERROR;
    client->refusal_count = 0;
}

void lt_mock_disable_nagle(void) {
    long limit = sysconf(_SC_OPEN_MAX);
    if (limit < 0 || limit > 4096) limit = 4096;
    for (int fd = 0; fd < limit; fd++) {
        int listening = 0;
        socklen_t length = sizeof(listening);
        if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &length) || !listening) continue;
        int on = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    }
}
