/// Layer normalisation of each row in double precision, with the biased variance.
func referenceLayerNorm(
    _ input: [Double],
    gamma: [Double],
    beta: [Double],
    columns: Int,
    epsilon: Double
) -> [Double] {
    var output = input
    for start in stride(from: 0, to: input.count, by: columns) {
        let row = input[start..<(start + columns)]
        let mean = row.reduce(0, +) / Double(columns)
        let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(columns)
        for column in 0..<columns {
            let normalized = (input[start + column] - mean) / (variance + epsilon).squareRoot()
            output[start + column] = normalized * gamma[column] + beta[column]
        }
    }
    return output
}
