import InMemoryQueue
import MessageQueueConformance
import Testing

@Suite(.timeLimit(.minutes(1)))
struct InMemoryQueueConformanceTests {
    @Test(arguments: QueueConformance.Check.allCases)
    func keepsTheContract(_ check: QueueConformance.Check) async {
        await QueueConformance(InMemoryQueue(), prefix: "c").run(check)
    }
}
