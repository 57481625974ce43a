// swift-tools-version: 6.3

import PackageDescription

// Outside the package it measures, so that nobody builds it who doesn't ask for it.
let package = Package(
    name: "ForwardPass",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "bertune", path: "../..")],
    targets: [
        .executableTarget(name: "forward-pass", dependencies: [.product(name: "BERTune", package: "bertune")])
    ],
    swiftLanguageModes: [.v6]
)
