import Testing

@testable import KafkaQueue

struct ClientRoleTests {
    /// The stream answers rebalances eagerly, and tells a time-out from a successor by the transaction's age.
    @Test(arguments: [
        ("partition.assignment.strategy", "cooperative-sticky", "range"), ("transaction.timeout.ms", "60000", "5000"),
        ("isolation.level", "read_uncommitted", "read_committed"), ("enable.idempotence", "false", "true"),
    ])
    func propertyThatExactlyOnceRestsOnStaysOurs(_ name: String, _ asked: String, _ effective: String) {
        let settings = KafkaSettings(bootstrap: "127.0.0.1:1", properties: [(name, asked)])
        let roles: [ClientRole] = [.member(group: "g", reportsEnd: false, share: 1), .transactional(id: "g.0")]
        let found = roles.compactMap { role in role.properties(settings).last { $0.name == name }?.value }
        #expect(found.contains(effective))
    }

    @Test func plugInIsLoadedBeforeThePropertiesThatItMayBring() throws {
        let asked = [("brought.by.it", "1"), ("consumer.plugin.library.paths", "it"), ("producer.linger.ms", "7")]
        let names = ClientRole.reader(share: 1).properties(KafkaSettings(bootstrap: "a:1", properties: asked))
            .map(\.name)
        let plugIn = try #require(names.firstIndex(of: KafkaSettings.plugIns))
        #expect(try #require(names.firstIndex(of: "brought.by.it")) > plugIn)
        #expect(!names.contains("linger.ms"))
    }
}
