// swift-tools-version: 6.2
import PackageDescription

// Every target of ours is strict: warnings fail the build, `any` is always written, and a file imports what it uses.
let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    // Whether two accesses overlap is checked at run time in debug builds, and so by all tests; in a release build the
    // checks alone would take a tenth of the time of a record. (Nothing depends on this package, so the flag is no hindrance.)
    .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

/// A C library that Debian and Homebrew both carry; its module map lies in `Sources/Libraries/<name>`.
func library(_ name: String, pkgConfig: String, apt: String, brew: String) -> Target {
    .systemLibrary(
        name: name, path: "Sources/Libraries/\(name)", pkgConfig: pkgConfig,
        providers: [.apt([apt]), .brew([brew])])
}

func target(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

let package = Package(
    name: "legtriage",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "legtriage", targets: ["legtriage"])],
    targets: [
        // C libraries: each has one importer, which gives it a Swift face.
        library("Crdkafka", pkgConfig: "rdkafka", apt: "librdkafka-dev", brew: "librdkafka"),
        library("Cyaml", pkgConfig: "yaml-0.1", apt: "libyaml-dev", brew: "libyaml"),
        library("Csodium", pkgConfig: "libsodium", apt: "libsodium-dev", brew: "libsodium"),
        library("Czstd", pkgConfig: "libzstd", apt: "libzstd-dev", brew: "zstd"),
        library("Czlib", pkgConfig: "zlib", apt: "zlib1g-dev", brew: "zlib"),
        // simdjson is C++: a C face of one header and one file. Its pkg-config names a flag that SwiftPM refuses.
        .target(
            name: "Csimdjson", path: "Sources/Libraries/Csimdjson",
            cxxSettings: [
                .define("NDEBUG", .when(configuration: .release)),
                .define("SIMDJSON_THREADS_ENABLED", to: "1"),
            ],
            linkerSettings: [.linkedLibrary("simdjson")]),
        // What Swift cannot import from librdkafka, in C.
        .target(name: "CrdkafkaShim", dependencies: ["Crdkafka"], path: "Sources/Libraries/CrdkafkaShim"),

        // Small, general things that know nothing of legs or queues.
        target("JSON", ["Csimdjson"]),
        target("Digests", ["Csodium"]),
        target("YAML", ["Cyaml"]),
        target("Locking"),
        target("Telemetry", ["Locking"]),
        target("CommandLineOptions"),

        // The flow: what arrives and leaves, what decides, what carries, what runs.
        target("TriageEvents", ["JSON", "Digests"]),
        target("TriageEngine", ["TriageEvents", "YAML", "Digests", "JSON"]),
        target("MessageQueue"),
        target("InMemoryQueue", ["MessageQueue"]),
        target("KafkaQueue", ["MessageQueue", "Locking", "Crdkafka", "CrdkafkaShim"]),
        target("MessageQueueConformance", ["MessageQueue"]),
        target(
            "TriageWorker",
            ["TriageEngine", "TriageEvents", "MessageQueue", "Telemetry", "Locking", "JSON", "Digests"]),
        target("IntakeRecording", ["MessageQueue", "JSON", "Digests", "Czstd", "Czlib"]),
        target("TriageEvaluation", ["TriageEngine", "TriageEvents", "JSON", "YAML"]),
        .executableTarget(
            name: "legtriage",
            dependencies: [
                "CommandLineOptions", "IntakeRecording", "JSON", "KafkaQueue", "Locking", "MessageQueue", "Telemetry",
                "TriageEngine", "TriageEvaluation", "TriageEvents", "TriageWorker", "YAML",
            ],
            swiftSettings: strict),

        // What several test targets need.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),

        tests("JSONTests", ["JSON", "TestSupport"]),
        tests("DigestsTests", ["Digests"]),
        tests("YAMLTests", ["YAML"]),
        tests("LockingTests", ["Locking"]),
        tests("TelemetryTests", ["Telemetry", "Locking"]),
        tests("CommandLineOptionsTests", ["CommandLineOptions"]),
        tests("TriageEventsTests", ["TriageEvents", "JSON", "Digests"]),
        tests("TriageEngineTests", ["TriageEngine", "TriageEvents", "JSON", "TestSupport"]),
        tests("LegRulesetTests", ["TriageEngine", "TriageEvents", "TriageEvaluation", "JSON", "TestSupport"]),
        tests("InMemoryQueueTests", ["InMemoryQueue", "MessageQueue", "MessageQueueConformance"]),
        tests("KafkaQueueTests", ["KafkaQueue", "MessageQueue", "MessageQueueConformance"]),
        tests(
            "TriageWorkerTests",
            [
                "TriageWorker", "InMemoryQueue", "TriageEngine", "TriageEvents", "MessageQueue", "Telemetry", "Locking",
                "TestSupport",
            ]),
        tests("IntakeRecordingTests", ["IntakeRecording", "MessageQueue", "JSON"]),
        tests("TriageEvaluationTests", ["TriageEvaluation", "TriageEngine", "TriageEvents", "JSON", "YAML"]),
        tests(
            "LegtriageTests",
            [
                "legtriage", "CommandLineOptions", "InMemoryQueue", "JSON", "KafkaQueue", "MessageQueue", "Telemetry",
                "TriageEngine", "TriageWorker",
            ]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)
