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
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let serviceLifecycle: Target.Dependency = .product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

// One entry per target with its test target beside it; lowest layer first. What a target may
// import is the table in CONTRIBUTING.md, which TidyTests checks.
let package = Package(
  name: "talkbell",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],

  targets: [

    .target(name: "ConferenceModel", swiftSettings: swiftSettings),

    .target(name: "Timekeeping", swiftSettings: swiftSettings),

    .target(name: "Messaging", dependencies: ["ConferenceModel"], swiftSettings: swiftSettings),

    .target(
      name: "Persistence", dependencies: ["ConferenceModel", grdb], swiftSettings: swiftSettings),
    .testTarget(
      name: "PersistenceTests",
      dependencies: ["ConferenceModel", "Persistence", "TestSupport", grdb],
      swiftSettings: swiftSettings),

    .target(
      name: "TestSupport",
      dependencies: ["ConferenceModel"],
      path: "Tests/TestSupport", swiftSettings: swiftSettings),
  ]
)
