import FineTuning
import StrictJSON
import TestSupport
import Testing

@Suite("LearningRateSchedule")
struct LearningRateScheduleTests {
    @Test("has the reference's rate at every step")
    func reference() throws {
        let rows = try #require(try TestData.jsonFixture("schedules.json").array)
        #expect(rows.count == 18)
        for row in rows {
            let kind = try #require(LearningRateScheduleKind(rawValue: row["kind"]?.string ?? ""))
            let schedule = LearningRateSchedule(
                kind: kind,
                peak: try #require(row["peak"]?.double),
                totalSteps: try #require(row["totalSteps"]?.int),
                warmupSteps: try #require(row["warmupSteps"]?.int)
            )
            let rates = try #require(row["rates"]?.array).compactMap(\.double)
            #expect((0..<schedule.totalSteps).map(schedule.rate(at:)) == rates)
        }
    }

    @Test("is zero, not negative, after the last step", arguments: [LearningRateScheduleKind.linear, .cosine])
    func afterTheEnd(kind: LearningRateScheduleKind) {
        let schedule = LearningRateSchedule(kind: kind, peak: 1, totalSteps: 10, warmupSteps: 3)
        #expect(schedule.rate(at: 10) == 0)
        #expect(schedule.rate(at: 11) == 0)
    }
}
