internal import Foundation

/// A chart of lines or points, in the numbers that its template draws.
struct Chart {
    /// A mark on an axis.
    struct Tick {
        let place: String
        let text: String
    }

    /// A line or a set of points.
    struct Series {
        let name: String
        /// Which of the palette's colours and dashes it has, from 0.
        let style: Int
        /// The line as an SVG path; empty where there is none.
        let path: String
        let dots: [Dot]
    }

    /// A point, with what it says when pointed at.
    struct Dot {
        let x: String
        let y: String
        let text: String
    }

    /// A row of the table for readers who don't see the chart.
    struct Row {
        let cells: [String]
    }

    static let (width, height) = (480.0, 240.0)
    private static let (left, right, top, bottom) = (56.0, 12.0, 10.0, 34.0)

    let identifier: String
    let title: String
    let remark: String?
    let horizontalName: String
    let verticalName: String
    let horizontalTicks: [Tick]
    let verticalTicks: [Tick]
    let series: [Series]
    let hasLegend: Bool
    let diagonal: String?
    let tableHeader: [String]
    let tableRows: [Row]

    let viewBox = "0 0 \(Int(Chart.width)) \(Int(Chart.height))"
    let plotLeft = Chart.text(Chart.left)
    let plotRight = Chart.text(Chart.width - Chart.right)
    let plotTop = Chart.text(Chart.top)
    let plotBottom = Chart.text(Chart.height - Chart.bottom)
    let tickTextY = Chart.text(Chart.height - Chart.bottom + 15)
    let nameY = Chart.text(Chart.height - 4)
    let nameX = Chart.text((Chart.left + Chart.width - Chart.right) / 2)

    /// Points with a name each.
    struct Data {
        let name: String
        let points: [(x: Double, y: Double)]
        var isLine = true
        var hasDots = false
    }

    /// A chart of data.
    ///
    /// - Parameters:
    ///   - identifier: Names the chart within its page.
    ///   - title: What it shows.
    ///   - note: What a reader should know of it.
    ///   - data: The lines and points, four at most.
    ///   - names: What the axes are.
    ///   - axes: The axes; `nil` takes what the data need.
    ///   - hasDiagonal: Whether equal values of both axes are marked by a line.
    init(
        identifier: String,
        title: String,
        note: String? = nil,
        data: [Data],
        names: (horizontal: String, vertical: String),
        axes: (horizontal: Axis, vertical: Axis)? = nil,
        hasDiagonal: Bool = false
    ) {
        let points = data.flatMap(\.points)
        let axes = axes ?? (Axis(points.map(\.x)), Axis(points.map(\.y)))
        func x(_ value: Double) -> String {
            Self.text(Self.left + axes.horizontal.position(value) * (Self.width - Self.left - Self.right))
        }
        func y(_ value: Double) -> String {
            Self.text(
                Self.height - Self.bottom - axes.vertical.position(value) * (Self.height - Self.top - Self.bottom)
            )
        }
        self.identifier = identifier
        self.title = title
        remark = note
        horizontalName = names.horizontal
        verticalName = names.vertical
        horizontalTicks = axes.horizontal.ticks.map { Tick(place: x($0), text: Axis.text($0)) }
        verticalTicks = axes.vertical.ticks.map { Tick(place: y($0), text: Axis.text($0)) }
        series = data.enumerated().map { style, data in
            let path = data.points.enumerated().map { index, point in
                "\(index == 0 ? "M" : "L")\(x(point.x)) \(y(point.y))"
            }
            let hasDots = data.hasDots || !data.isLine || data.points.count == 1
            return Series(
                name: data.name,
                style: style,
                path: data.isLine ? path.joined() : "",
                dots: hasDots
                    ? data.points.map { point in
                        Dot(
                            x: x(point.x),
                            y: y(point.y),
                            text: "\(data.name): \(Axis.text(point.y)) at \(names.horizontal) \(Axis.text(point.x))"
                        )
                    } : []
            )
        }
        hasLegend = data.count > 1
        let low = max(axes.horizontal.range.lowerBound, axes.vertical.range.lowerBound)
        let high = min(axes.horizontal.range.upperBound, axes.vertical.range.upperBound)
        diagonal = hasDiagonal && low < high ? "M\(x(low)) \(y(low))L\(x(high)) \(y(high))" : nil
        tableHeader = [names.horizontal] + data.map(\.name)
        tableRows = Self.rows(data)
    }

    /// A coordinate with a tenth of a pixel's precision.
    static func text(_ value: Double) -> String {
        String(format: "%.1f", value)
    }

    /// What a table can show of it, a row for each place on the horizontal axis; of many, as many as can be read.
    private static func rows(_ data: [Data]) -> [Row] {
        let places = Set(data.flatMap { $0.points.map(\.x) }).sorted()
        let step = max(1, (places.count + 39) / 40)
        let shown = places.enumerated().filter { $0.offset % step == 0 || $0.offset == places.count - 1 }.map(\.element)
        let columns = data.map { Dictionary($0.points.map { ($0.x, $0.y) }, uniquingKeysWith: { $1 }) }
        return shown.map { place in
            Row(cells: [Axis.text(place)] + columns.map { $0[place].map(Axis.text) ?? "" })
        }
    }
}

extension Chart.Data {
    /// A line of so many points that no more could be told apart: means over stretches of equal length.
    func thinned(to count: Int = 400) -> Chart.Data {
        guard points.count > count else { return self }
        let length = (points.count + count - 1) / count
        let means = stride(from: 0, to: points.count, by: length).map { start in
            let part = points[start..<min(start + length, points.count)]
            let size = Double(part.count)
            return (x: part.reduce(0) { $0 + $1.x } / size, y: part.reduce(0) { $0 + $1.y } / size)
        }
        return Chart.Data(name: name, points: means, isLine: isLine, hasDots: hasDots)
    }
}
