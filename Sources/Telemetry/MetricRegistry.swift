import Locking

/// All metrics of a process, in the order in which they were registered. May be used from any thread.
///
/// Asking again for the same name and labels gives the same metric; help and unit of the first time stay. A name that
/// is already taken by a metric of another kind gives one that is not rendered.
package final class MetricRegistry: Sendable {
    /// The two text formats.
    package enum Exposition: Sendable {
        /// Prometheus text format 0.0.4.
        case prometheus
        /// OpenMetrics 1.0.0.
        case openMetrics
    }

    private enum Metric {
        case counter(Counter)
        case gauge(Gauge)
        case histogram(Histogram)

        var kind: String {
            switch self {
            case .counter: "counter"
            case .gauge: "gauge"
            case .histogram: "histogram"
            }
        }
    }

    private struct Family {
        let name: String
        let help: String
        let kind: String
        var members: [(labels: [MetricLabel], metric: Metric)]
    }

    private let families = Lock<[Family]>([])

    /// An empty registry.
    package init() {}

    /// A counter.
    /// - Parameters:
    ///   - name: snake case with the unit, without `_total`.
    ///   - help: one sentence.
    ///   - labels: in the order in which they are rendered.
    /// - Returns: the counter of that name and labels.
    package func counter(_ name: String, help: String, labels: [MetricLabel] = []) -> Counter {
        let made = register(name, help, labels) { .counter(Counter()) }
        guard case .counter(let counter) = made else { return Counter() }
        return counter
    }

    /// A gauge; see `counter(_:help:labels:)`.
    package func gauge(_ name: String, help: String, labels: [MetricLabel] = []) -> Gauge {
        let made = register(name, help, labels) { .gauge(Gauge()) }
        guard case .gauge(let gauge) = made else { return Gauge() }
        return gauge
    }

    /// A histogram whose ranges end at `bounds`; see `counter(_:help:labels:)`.
    package func histogram(
        _ name: String, help: String, bounds: [Double], labels: [MetricLabel] = []
    ) -> Histogram {
        let made = register(name, help, labels) { .histogram(Histogram(bounds: bounds)) }
        guard case .histogram(let histogram) = made else { return Histogram(bounds: bounds) }
        return histogram
    }

    private func register(_ name: String, _ help: String, _ labels: [MetricLabel], make: () -> Metric) -> Metric {
        families.withLock { families in
            guard let index = families.firstIndex(where: { $0.name == name }) else {
                let metric = make()
                families.append(Family(name: name, help: help, kind: metric.kind, members: [(labels, metric)]))
                return metric
            }
            if let member = families[index].members.first(where: { $0.labels == labels }) { return member.metric }
            let metric = make()
            if metric.kind == families[index].kind { families[index].members.append((labels, metric)) }
            return metric
        }
    }

    /// Every metric as text, in the order of registration.
    package func render(_ exposition: Exposition) -> String {
        let families = families.withLock { $0 }
        var text = ""
        for family in families {
            let isCounter = family.kind == "counter"
            let named = isCounter && exposition == .prometheus ? family.name + "_total" : family.name
            text += "# HELP \(named) \(family.help.escaped(quotes: false))\n# TYPE \(named) \(family.kind)\n"
            for (labels, metric) in family.members { render(metric, family.name, labels, into: &text) }
        }
        return exposition == .openMetrics ? text + "# EOF\n" : text
    }

    private func render(_ metric: Metric, _ name: String, _ labels: [MetricLabel], into text: inout String) {
        switch metric {
        case .counter(let counter):
            text += "\(name)_total\(rendered(labels)) \(counter.current)\n"
        case .gauge(let gauge):
            text += "\(name)\(rendered(labels)) \(number(gauge.current))\n"
        case .histogram(let histogram):
            let (ranges, sum) = histogram.cumulative
            for range in ranges {
                let bound = MetricLabel("le", number(range.bound))
                text += "\(name)_bucket\(rendered(labels + [bound])) \(range.count)\n"
            }
            text += "\(name)_sum\(rendered(labels)) \(number(sum))\n"
            text += "\(name)_count\(rendered(labels)) \(ranges.last?.count ?? 0)\n"
        }
    }

    private func rendered(_ labels: [MetricLabel]) -> String {
        guard !labels.isEmpty else { return "" }
        return "{" + labels.map { "\($0.name)=\"\($0.value.escaped(quotes: true))\"" }.joined(separator: ",") + "}"
    }

    private func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
        return String(value)
    }
}

extension String {
    /// As the text formats want it in help and in label values.
    fileprivate func escaped(quotes: Bool) -> String {
        var text = ""
        for character in self {
            switch character {
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\"" where quotes: text += "\\\""
            default: text.append(character)
            }
        }
        return text
    }
}
