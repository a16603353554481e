#include "CrdkafkaShim.h"
