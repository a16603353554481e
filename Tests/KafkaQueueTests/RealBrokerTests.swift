import Testing

/// All that needs a real Kafka: one broker for the suites inside.
@Suite(.enabled(if: RealBroker.isAtHand, RealBroker.skipReason), .timeLimit(.minutes(3)), RealBroker())
struct RealBrokerTests {}
