// swift-tools-version: 6.3

import PackageDescription

// The modules, from the ground floor up. Arrows run downwards only (Documentation/ARCHITECTURE.md): a target
// names exactly the modules below it that it uses, so the compiler keeps the rule.
let package = Package(
    name: "bertune",
    platforms: [.macOS(.v15)],
    products: [
        .library(
            name: "BERTune",
            targets: [
                "FineTuning", "Prediction", "TextData", "EvaluationMetrics", "BERT", "Checkpoints",
                "Tokenization", "Tensors",
            ]
        ),
        .executable(name: "bertune", targets: ["bertune"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        // Floor 0
        .target(name: "CKernels"),
        .systemLibrary(
            name: "CLibCrypto",
            pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"]), .brew(["openssl"])]
        ),
        .target(name: "StrictJSON"),
        .target(name: "Randomness"),

        // Floor 1
        .target(name: "Tensors", dependencies: ["CKernels"]),
        .target(name: "Tokenization", dependencies: ["StrictJSON"]),
        .target(name: "Checkpoints", dependencies: ["StrictJSON", "CLibCrypto"]),

        // Floor 2
        .target(name: "BERT", dependencies: ["Tensors", "Checkpoints", "StrictJSON"]),
        .target(name: "TextData", dependencies: ["Tokenization", "StrictJSON", "Randomness"]),
        .target(name: "EvaluationMetrics", dependencies: ["Randomness"]),

        // Floor 3
        .target(
            name: "Prediction",
            dependencies: [
                "BERT", "Checkpoints", "Tensors", "Tokenization", "TextData", "EvaluationMetrics", "StrictJSON",
            ]
        ),
        .target(
            name: "FineTuning",
            dependencies: [
                "Prediction", "BERT", "Checkpoints", "Tensors", "Tokenization", "TextData", "EvaluationMetrics",
                "StrictJSON", "Randomness",
                .product(name: "Yams", package: "Yams"),
            ]
        ),

        // Floor 4
        .target(
            name: "Reporting",
            dependencies: [
                "FineTuning", "Prediction", "EvaluationMetrics", "StrictJSON",
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "Yams", package: "Yams"),
            ]
        ),

        // Floor 5
        .executableTarget(
            name: "bertune",
            dependencies: [
                "Reporting", "FineTuning", "Prediction", "TextData", "EvaluationMetrics", "BERT", "Checkpoints",
                "Tokenization", "Tensors", "StrictJSON", "Randomness",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),

        // Tests
        .target(name: "TestSupport", dependencies: ["StrictJSON"], path: "Tests/TestSupport"),
        .testTarget(name: "StrictJSONTests", dependencies: ["StrictJSON", "TestSupport"]),
        .testTarget(
            name: "TensorsTests",
            dependencies: ["Tensors", "Checkpoints", "StrictJSON", "TestSupport"],
            exclude: ["Fixtures"]
        ),
        .testTarget(
            name: "TokenizationTests",
            dependencies: ["Tokenization", "StrictJSON", "TestSupport"],
            exclude: ["Fixtures"]
        ),
        .testTarget(
            name: "CheckpointsTests",
            dependencies: ["Checkpoints", "StrictJSON", "TestSupport"],
            exclude: ["Fixtures", "make_fixtures.py"]
        ),
        .testTarget(
            name: "BERTTests",
            dependencies: ["BERT", "Checkpoints", "Tensors", "StrictJSON", "TestSupport"],
            exclude: ["Fixtures"]
        ),
        .testTarget(
            name: "TextDataTests",
            dependencies: ["TextData", "Tokenization", "StrictJSON", "TestSupport"],
            exclude: ["Fixtures"]
        ),
        .testTarget(
            name: "EvaluationMetricsTests",
            dependencies: ["EvaluationMetrics", "StrictJSON", "TestSupport"],
            exclude: ["Fixtures"]
        ),
        .testTarget(
            name: "PredictionTests",
            dependencies: [
                "Prediction", "BERT", "TextData", "Tensors", "Tokenization", "EvaluationMetrics", "StrictJSON",
                "TestSupport",
            ],
            exclude: ["Fixtures"]
        ),
        .testTarget(
            name: "FineTuningTests",
            dependencies: [
                "FineTuning", "Prediction", "BERT", "Checkpoints", "TextData", "Tensors", "Tokenization",
                "EvaluationMetrics", "StrictJSON", "TestSupport",
            ],
            exclude: ["Fixtures"]
        ),
        .testTarget(
            name: "ReportingTests",
            dependencies: ["Reporting", "Prediction", "EvaluationMetrics", "TestSupport"]
        ),
        .testTarget(name: "CommandTests", dependencies: ["bertune", "StrictJSON", "TestSupport"]),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c11
)

for target in package.targets where [.regular, .executable, .test].contains(target.type) {
    guard target.name != "CKernels" else { continue }
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            .enableUpcomingFeature("InferIsolatedConformances"),
            .strictMemorySafety(),
            .treatAllWarnings(as: .error),
        ]
}
