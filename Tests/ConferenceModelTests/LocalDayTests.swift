import ConferenceModel
import Foundation
import Testing

@Suite struct LocalDayTests {
  @Test func `400 years of days come back from their dates and their texts`() {
    var wrong: [LocalDay] = []
    var previous = LocalDay(dayNumber: -62_092)
    // From 1 January 1800 to 31 December 2199: a whole cycle of the calendar, 146,097 days.
    for number in -62_091..<84_006 {
      let day = LocalDay(dayNumber: number)
      let isNext =
        day.day == previous.day + 1 && day.month == previous.month && day.year == previous.year
        || day.day == 1 && day.month == previous.month + 1 && day.year == previous.year
        || day.day == 1 && day.month == 1 && previous.month == 12 && previous.day == 31
          && day.year == previous.year + 1
      let isRead =
        LocalDay(year: day.year, month: day.month, day: day.day) == day
        && LocalDay(day.description) == day
      if !isNext || !isRead || day.weekday != previous.weekday % 7 + 1 { wrong.append(day) }
      previous = day
    }
    #expect(wrong == [])
    #expect(previous == LocalDay(year: 2199, month: 12, day: 31))
  }

  @Test(arguments: [
    ("1970-01-01", 0, 4), ("2026-03-24", 20_536, 2), ("2000-02-29", 11_016, 2),
    ("1969-12-31", -1, 3), ("0001-01-01", -719_162, 1), ("9999-12-31", 2_932_896, 5),
  ])
  func `known days have their numbers and weekdays`(text: String, number: Int, weekday: Int) throws
  {
    let day = try #require(LocalDay(text))
    #expect(day.dayNumber == number)
    #expect(day.weekday == weekday)
    #expect(day.description == text)
  }

  @Test(arguments: [
    "", "2026", "2026-03", "2026-03-24-01", "2026-02-29", "2100-02-29", "2026-06-31", "2026-00-10",
    "2026-13-10", "2026-01-00", "26-03-24",
    "0000-01-01", "2026/03/24", "2026-03-24 ", "２０２６-03-24", "-026-03-24",
  ])
  func `what is no date is not read`(text: String) {
    #expect(LocalDay(text) == nil)
  }

  @Test func `days are counted and ordered across months`() throws {
    let day = try #require(LocalDay("2026-02-28"))
    #expect(day.adding(days: 1).description == "2026-03-01")
    #expect(day.adding(days: -59).description == "2025-12-31")
    #expect(day < day.adding(days: 1))
  }

  @Test func `a day is coded as its text`() throws {
    let day = try #require(LocalDay("2026-03-24"))
    let data = try JSONEncoder().encode([day])
    #expect(String(decoding: data, as: UTF8.self) == #"["2026-03-24"]"#)
    #expect(try JSONDecoder().decode([LocalDay].self, from: data) == [day])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([LocalDay].self, from: Data(#"["24 March"]"#.utf8))
    }
  }
}
