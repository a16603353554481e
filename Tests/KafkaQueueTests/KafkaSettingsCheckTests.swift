import Foundation
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
        #expect(throws: QueueError.self) { try settings.check(streams: 1) }
        #expect(throws: QueueError.self) { try settings.check(streams: nil) }
    }

    @Test func takesTheDefaults() throws {
        try KafkaSettings(bootstrap: "127.0.0.1:1").check(streams: 1)
        try KafkaSettings(bootstrap: "127.0.0.1:1").check(streams: nil)
    }

    @Test func streamsShareTheMemoryForPrefetchedMessages() throws {
        let settings = KafkaSettings(bootstrap: "127.0.0.1:1", prefetchKilobytes: 3 << 20)
        try settings.check(streams: 4)
        try settings.check(streams: nil)
        #expect(throws: QueueError.self) { try settings.check(streams: 1) }
    }

    @Test(arguments: [nil, 1]) func runsNoCommandOfTheProperties(streams: Int?) throws {
        let mark = FileManager.default.temporaryDirectory.appending(path: "kinit-\(UUID().uuidString)").path
        let settings = KafkaSettings(
            bootstrap: "127.0.0.1:1",
            properties: [
                ("security.protocol", "sasl_plaintext"), ("sasl.kerberos.kinit.cmd", "touch \(mark)"),
                ("sasl.kerberos.min.time.before.relogin", "1000"),
            ])
        try settings.check(streams: streams)
        #expect(!FileManager.default.fileExists(atPath: mark))
    }

    @Test(arguments: [("debug", "nosuch"), ("oauthbearer.nosuch", "x")])
    func tokensOfTheNetworkLeaveTheOtherPropertiesLookedAt(_ name: String, _ value: String) throws {
        let tokens = [("security.protocol", "sasl_plaintext"), ("sasl.mechanism", "OAUTHBEARER")]
        let oidc = tokens + [("sasl.oauthbearer.method", "oidc")]
        try KafkaSettings(bootstrap: "127.0.0.1:1", properties: oidc).check(streams: 1)
        let settings = KafkaSettings(bootstrap: "127.0.0.1:1", properties: oidc + [(name, value)])
        #expect(throws: QueueError.self) { try settings.check(streams: 1) }
    }
}
