import Testing

@testable import TriageEvaluation

@Suite struct ProportionTests {
    /// Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    @Test(arguments: [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ])
    func agreesWithPublishedIntervals(count: Int, total: Int, low: Double, high: Double) throws {
        let interval = try #require(Proportion(count, of: total).interval)
        #expect(abs(interval.low - low) <= 0.00005)
        #expect(abs(interval.high - high) <= 0.00005)
    }

    @Test func mirrorsAroundOneHalf() throws {
        let few = try #require(Proportion(3, of: 17).interval)
        let many = try #require(Proportion(14, of: 17).interval)
        #expect(abs(few.low - (1 - many.high)) < 1e-12)
        #expect(abs(few.high - (1 - many.low)) < 1e-12)
    }

    @Test func endsExactlyAtZeroAndOne() throws {
        #expect(try #require(Proportion(0, of: 8).interval).low == 0)
        #expect(try #require(Proportion(8, of: 8).interval).high == 1)
    }

    @Test func hasNeitherShareNorIntervalOfNothing() {
        let nothing = Proportion(0, of: 0)
        #expect(nothing.share == nil)
        #expect(nothing.interval == nil)
        #expect(nothing.percent == "–")
    }

    @Test func roundsToOneDecimalButNeverToAllOrNothing() {
        #expect(Proportion(1, of: 8).percent == "12.5 %")
        #expect(Proportion(0, of: 8).percent == "0.0 %")
        #expect(Proportion(8, of: 8).percent == "100.0 %")
        #expect(Proportion(1, of: 5000).percent == "0.1 %")
        #expect(Proportion(4999, of: 5000).percent == "99.9 %")
    }
}
