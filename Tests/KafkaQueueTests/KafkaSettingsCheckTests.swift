import MessageQueue
import Testing

@testable import KafkaQueue

struct KafkaSettingsCheckTests {
    @Test func eachOwnPropertyIsKnownToLibrdkafkaAndNamedOnce() {
        #expect(Set(KafkaSettings.ownProperties).count == KafkaSettings.ownProperties.count)
        for name in KafkaSettings.ownProperties {
            #expect(KafkaSettings.check(property: name, value: "") != .unknown, "\(name)")
        }
        #expect(KafkaSettings.ownProperties.contains("isolation.level"))
        #expect(KafkaSettings.ownProperties.contains("transactional.id"))
    }

    @Test func tellsAnUnknownNameFromAValueThatIsRefused() {
        #expect(KafkaSettings.check(property: "nosuch", value: "1") == .unknown)
        #expect(KafkaSettings.check(property: "linger.ms", value: "5") == .taken)
        guard case .refused = KafkaSettings.check(property: "linger.ms", value: "soon") else {
            Issue.record("was not refused")
            return
        }
    }

    @Test(arguments: [("acks", "1"), ("session.timeout.ms", "3600000"), ("max.in.flight", "50")])
    func refusesWhatContradictsWhatIsOurs(_ name: String, _ value: String) {
        let settings = KafkaSettings(bootstrap: "127.0.0.1:1", properties: [(name, value)])
        #expect(throws: QueueError.self) { try settings.check() }
    }

    @Test func takesTheDefaults() throws {
        try KafkaSettings(bootstrap: "127.0.0.1:1").check()
    }
}
