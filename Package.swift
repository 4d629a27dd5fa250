// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is built with these: strict imports, explicit existentials, no warnings.
let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")
let nioWebSocket: Target.Dependency = .product(name: "NIOWebSocket", package: "swift-nio")
let serviceLifecycle: Target.Dependency = .product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals: Target.Dependency = .product(
  name: "UnixSignals", package: "swift-service-lifecycle")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

// One entry per target with its test target beside it; lowest layer first. What a target may
// import is the table in CONTRIBUTING.md, which TidyTests checks.
let package = Package(
  name: "talkbell",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(
      name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

    .target(name: "ConferenceModel", swiftSettings: swiftSettings),
    .testTarget(
      name: "ConferenceModelTests", dependencies: ["ConferenceModel"],
      swiftSettings: swiftSettings),

    .target(name: "Timekeeping", swiftSettings: swiftSettings),
    .testTarget(
      name: "TimekeepingTests", dependencies: ["Timekeeping"], swiftSettings: swiftSettings),

    .target(
      name: "ScheduleFormats", dependencies: ["ConferenceModel"], swiftSettings: swiftSettings),
    .testTarget(
      name: "ScheduleFormatsTests",
      dependencies: ["ConferenceModel", "ScheduleFormats", "TestSupport"],
      swiftSettings: swiftSettings),

    .target(name: "Planning", dependencies: ["ConferenceModel"], swiftSettings: swiftSettings),
    .testTarget(
      name: "PlanningTests",
      dependencies: ["ConferenceModel", "Planning", "ScheduleFormats", "TestSupport"],
      swiftSettings: swiftSettings),

    .target(name: "Messaging", dependencies: ["ConferenceModel"], swiftSettings: swiftSettings),
    .testTarget(
      name: "MessagingTests", dependencies: ["ConferenceModel", "Messaging"],
      swiftSettings: swiftSettings),

    .target(
      name: "Phrasebook", dependencies: ["ConferenceModel", "Messaging"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "PhrasebookTests", dependencies: ["ConferenceModel", "Messaging", "Phrasebook"],
      swiftSettings: swiftSettings),

    .target(
      name: "Persistence", dependencies: ["ConferenceModel", grdb], swiftSettings: swiftSettings),
    .testTarget(
      name: "PersistenceTests",
      dependencies: ["ConferenceModel", "Persistence", "TestSupport", grdb],
      swiftSettings: swiftSettings),

    .target(name: "HTTPTransport", dependencies: ["CCurl"], swiftSettings: swiftSettings),
    .testTarget(
      name: "HTTPTransportTests", dependencies: ["HTTPTransport", "TestSupport"],
      swiftSettings: swiftSettings),

    .target(
      name: "WebSocketTransport",
      dependencies: [nioCore, nioHTTP1, nioPosix, nioSSL, nioWebSocket],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "WebSocketTransportTests", dependencies: ["TestSupport", "WebSocketTransport"],
      swiftSettings: swiftSettings),

    .target(
      name: "ScheduleSync",
      dependencies: [
        "ConferenceModel", "HTTPTransport", "Persistence", "Planning", "ScheduleFormats",
        "Timekeeping", logging, metrics,
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "ScheduleSyncTests",
      dependencies: [
        "ConferenceModel", "HTTPTransport", "Persistence", "ScheduleFormats", "ScheduleSync",
        "TestSupport", "Timekeeping", logging,
      ],
      swiftSettings: swiftSettings),

    .target(
      name: "ReminderScheduling",
      dependencies: [
        "ConferenceModel", "Persistence", "Planning", "Timekeeping", logging, metrics,
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "ReminderSchedulingTests",
      dependencies: [
        "ConferenceModel", "Persistence", "Planning", "ReminderScheduling", "ScheduleFormats",
        "TestSupport", "Timekeeping", grdb, logging,
      ],
      swiftSettings: swiftSettings),

    .target(
      name: "Delivery",
      dependencies: [
        "ConferenceModel", "Messaging", "Persistence", "Phrasebook", "Planning", "Timekeeping",
        logging, metrics,
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "DeliveryTests",
      dependencies: [
        "ConferenceModel", "Delivery", "Messaging", "Persistence", "ReminderScheduling",
        "TestSupport", "Timekeeping", logging,
      ],
      swiftSettings: swiftSettings),

    .target(
      name: "ChatChannels",
      dependencies: [
        "ConferenceModel", "HTTPTransport", "Messaging", "WebSocketTransport", crypto,
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "ChatChannelsTests",
      dependencies: [
        "ChatChannels", "ConferenceModel", "HTTPTransport", "Messaging", "TestSupport",
        "WebSocketTransport", crypto,
      ],
      swiftSettings: swiftSettings),

    .target(
      name: "Conversation",
      dependencies: ["ConferenceModel", "Messaging", "Persistence", "Phrasebook", "Planning"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "ConversationTests",
      dependencies: [
        "ConferenceModel", "Conversation", "Messaging", "Persistence", "Phrasebook",
        "ScheduleFormats", "TestSupport",
      ],
      swiftSettings: swiftSettings),

    .target(
      name: "WebSurface", dependencies: ["Messaging", hummingbird, logging, metrics],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "WebSurfaceTests", dependencies: ["WebSurface", metrics], swiftSettings: swiftSettings),

    .target(
      name: "Rehearsal", dependencies: ["ConferenceModel", "Messaging"],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "RehearsalTests", dependencies: ["ConferenceModel", "Messaging", "Rehearsal"],
      swiftSettings: swiftSettings),

    .target(
      name: "TalkBellApp",
      dependencies: [
        "ChatChannels", "ConferenceModel", "Conversation", "Delivery", "HTTPTransport",
        "Messaging", "Persistence", "Phrasebook", "Planning", "Rehearsal", "ReminderScheduling",
        "ScheduleFormats", "ScheduleSync", "Timekeeping", "WebSurface", logging,
        metrics, serviceLifecycle, unixSignals, yams,
      ],
      swiftSettings: swiftSettings),
    .testTarget(
      name: "TalkBellAppTests",
      dependencies: [
        "ConferenceModel", "Messaging", "Persistence", "Rehearsal", "ScheduleFormats",
        "TalkBellApp", "TestSupport",
      ],
      swiftSettings: swiftSettings),

    .executableTarget(
      name: "talkbell", dependencies: ["CMalloc", "TalkBellApp", argumentParser],
      swiftSettings: swiftSettings),
    .target(
      // The benchmark's yardstick: a plain loop in C, which only the benchmark uses.
      name: "CurlBaseline", linkerSettings: [.linkedLibrary("curl")]),
    .executableTarget(
      name: "talkbell-bench",
      dependencies: [
        "CMalloc", "ChatChannels", "ConferenceModel", "CurlBaseline", "Delivery", "HTTPTransport",
        "Messaging", "Persistence", "Planning", "ReminderScheduling", "ScheduleFormats",
        "Timekeeping", logging,
      ],
      path: "Sources/TalkBellBench", swiftSettings: swiftSettings),

    .target(
      name: "TestSupport",
      dependencies: [
        "ConferenceModel", "HTTPTransport", "Messaging", crypto, nioCore, nioHTTP1, nioPosix,
        nioSSL,
        nioWebSocket,
      ],
      path: "Tests/TestSupport", swiftSettings: swiftSettings),
    .executableTarget(
      name: "talkbell-fuzz", dependencies: ["ConferenceModel", "ScheduleFormats", "TestSupport"],
      path: "Tests/Fuzz", swiftSettings: swiftSettings),
    .executableTarget(
      name: "talkbell-kill",
      dependencies: [
        "ConferenceModel", "HTTPTransport", "ScheduleFormats", "TestSupport", "talkbell",
      ],
      path: "Tests/Kills", swiftSettings: swiftSettings),
    .testTarget(name: "TidyTests", swiftSettings: swiftSettings),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "HTTPTransport", "TestSupport", "Timekeeping", "talkbell", "talkbell-kill", grdb,
      ],
      swiftSettings: swiftSettings),
  ]
)
