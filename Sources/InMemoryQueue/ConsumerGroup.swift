import MessageQueue

/// A group: who is in it, who has which partition, and how far each came.
///
/// A change of membership opens a round: every member lets go of its partitions by its next `receive` and joins; when
/// the last has joined, the partitions are dealt in contiguous ranges, topic by topic, in order of joining the group.
final class ConsumerGroup {
    struct Position {
        var offset: Int64
        var note: [UInt8]
    }

    final class Member {
        let topics: [String]
        /// What it may commit for. Kept through a round until the member lets go.
        var owned: [TopicPartition] = []
        var hasJoined = false
        var isExpelled = false
        /// Dealt, and not yet told.
        var dealt: [TopicPartition]?

        init(topics: [String]) { self.topics = topics }
    }

    private(set) var members: [Member] = []
    private(set) var isInRound = false
    var positions: [TopicPartition: Position] = [:]

    func add(_ member: Member) {
        members.append(member)
        member.isExpelled = false
        openRound()
    }

    func remove(_ member: Member) {
        guard let index = members.firstIndex(where: { $0 === member }) else { return }
        members.remove(at: index)
        openRound()
    }

    /// As when the session timed out: the group goes on without the member, which does not know yet.
    func expel(_ member: Member) {
        guard members.contains(where: { $0 === member }) else { return }
        member.isExpelled = true
        remove(member)
    }

    func openRound() {
        isInRound = true
        for member in members {
            member.hasJoined = false
            member.dealt = nil
        }
    }

    /// The member holds nothing any more and is ready for the new round.
    func join(_ member: Member, partitionCount: (String) -> Int) {
        member.owned = []
        member.hasJoined = true
        guard isInRound, members.allSatisfy(\.hasJoined) else { return }
        isInRound = false
        for member in members { member.dealt = [] }
        for topic in Set(members.flatMap(\.topics)).sorted() {
            let readers = members.filter { $0.topics.contains(topic) }
            let count = partitionCount(topic)
            for (index, reader) in readers.enumerated() {
                let range = (count * index / readers.count)..<(count * (index + 1) / readers.count)
                reader.dealt?.append(contentsOf: range.map { TopicPartition(topic: topic, partition: Int32($0)) })
            }
        }
    }
}
