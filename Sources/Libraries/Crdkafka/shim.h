// The mock cluster must come second: its header leans on the first.
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
