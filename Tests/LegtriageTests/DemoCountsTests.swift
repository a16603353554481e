import Testing
import TriageWorker

@testable import legtriage

struct DemoCountsTests {
    @Test func saysWhichCountsDiffer() {
        var done = Progress().snapshot
        done.recordsIn = 5
        done.routed = [2, 1, 1, 1]
        #expect(DemoCounts(fed: 5, done: done, found: 5).differences.isEmpty)
        #expect(
            DemoCounts(fed: 6, done: done, found: 5).differences == [
                "6 records were fed, 5 were taken and committed",
                "6 records were fed, 5 were found on the lanes and dead letters",
            ])
        done.routed = [2, 1, 1, 0]
        #expect(
            DemoCounts(fed: 5, done: done, found: 5).differences == [
                "the worker does not add up: 5 records in ≠ 4 routed + 0 dead-lettered"
            ])
    }
}
