import Telemetry
import Testing

struct MetricRegistryTests {
    @Test func rendersBothTextFormats() {
        let registry = MetricRegistry()
        registry.counter("x_records", help: "Records \\ in.", labels: [MetricLabel("lane", "a\"b\n")]).add(3)
        registry.gauge("x_lag", help: "Lag.").set(1.5)
        let histogram = registry.histogram("x_seconds", help: "Time.", bounds: [0.1, 1])
        histogram.observe(0.1)
        histogram.observe(0.5)
        histogram.observe(7)
        let rest = """
            # HELP x_lag Lag.
            # TYPE x_lag gauge
            x_lag 1.5
            # HELP x_seconds Time.
            # TYPE x_seconds histogram
            x_seconds_bucket{le="0.1"} 1
            x_seconds_bucket{le="1"} 2
            x_seconds_bucket{le="+Inf"} 3
            x_seconds_sum 7.6
            x_seconds_count 3

            """
        let sample = "x_records_total{lane=\"a\\\"b\\n\"} 3\n"
        #expect(
            registry.render(.prometheus) == "# HELP x_records_total Records \\\\ in.\n# TYPE x_records_total counter\n"
                + sample + rest)
        #expect(
            registry.render(.openMetrics) == "# HELP x_records Records \\\\ in.\n# TYPE x_records counter\n" + sample
                + rest + "# EOF\n")
    }

    @Test func givesTheSameMetricForTheSameNameAndLabels() {
        let registry = MetricRegistry()
        registry.counter("a", help: "").add()
        registry.counter("a", help: "").add()
        #expect(registry.counter("a", help: "").current == 2)
        #expect(registry.counter("a", help: "", labels: [MetricLabel("l", "v")]).current == 0)
    }

    @Test func mergesWhatAThreadCollected() {
        let histogram = MetricRegistry().histogram("a", help: "", bounds: [1, 2, 4])
        var mine = histogram.observations()
        for value in [0.5, 1, 1.5, 3, 9] { mine.observe(value) }
        histogram.merge(&mine)
        histogram.merge(&mine)
        #expect(histogram.cumulative.ranges.map(\.count) == [2, 3, 4, 5])
        #expect(histogram.quantile(0.5) == 2)
        #expect(histogram.quantile(1) == .infinity)
    }
}
