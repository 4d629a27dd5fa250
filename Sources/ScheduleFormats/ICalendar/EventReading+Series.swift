import ConferenceModel
import FoundationEssentials

/// Repeated events: RRULE, RDATE, EXDATE, and the instances that stand by themselves.
extension EventReading {
  /// One time of a repeated event.
  private struct Instance {
    /// Its original start in the form of its id.
    let name: String
    let start: Date
    let end: Date?
  }

  /// How the end follows from the start of an instance (RFC 5545, section 3.8.5.3).
  private enum Length {
    case none
    /// From DTEND: the same time by the clock.
    case seconds(Double)
    /// From DTEND of a date.
    case days(Int)
    /// From DURATION: its days are days of the calendar.
    case duration(CalendarDuration)
  }

  /// When an event is: once, or as often as it repeats within the window of the options. An
  /// instance that the feed holds by itself is left to it.
  mutating func occurrences(of event: EventComponent) -> [Base] {
    if event.recurrenceID != nil || event.recurrence.isEmpty {
      let name = series.instance(of: event, times: &times, problems: &problems)
      guard let base = base(of: event, instance: name) else { return [] }
      if let property = event.recurrenceID, property.parameter("RANGE") != nil {
        note(line: property.line, "a change of this and all later repetitions is read for this one")
      }
      let window = SeriesWindow(horizon: options.horizon)
      // A moved instance of a series that is long over is as far away as the others.
      let isOfSeries = name != nil && series.repeats(event.uid?.value.trimmed.string ?? "")
      return !isOfSeries || window.contains(base.start) ? [base] : []
    }
    guard let uid = identity.id(of: event, instance: nil, problems: &problems),
      let span = times.read(event, problems: &problems)
    else { return [] }
    let instances = instances(of: event, span).filter { !series.isReplaced($0.name, of: uid) }
    series.count(instances: instances.count)
    return instances.compactMap { instance in
      let id = "\(uid)#\(instance.name)"
      guard identity.reserve(id, for: event, problems: &problems) else { return nil }
      return base(of: event, id: id, start: instance.start, end: instance.end)
    }
  }

  private mutating func instances(
    of event: EventComponent, _ span: EventTimes.Span
  ) -> [Instance] {
    let length = length(of: event, span)
    var found: [String: Instance] = [:]
    func add(_ instance: Instance?) {
      guard let instance, found.count < SeriesIndex.foundMax else { return }
      if found[instance.name] == nil { found[instance.name] = instance }
    }
    // The first is kept also when its local time does not exist: the feed itself says it.
    let name = CalendarStamp.utc(span.start) ?? CalendarStamp.date(span.written.day)
    add(
      instance(span.written, span.zone, length)
        ?? Instance(name: name, start: span.start, end: span.end))
    for (part, property) in event.recurrence {
      switch part {
      case .rule: instances(by: property, span, length).forEach(add)
      case .dates: dates(of: property, span, length).forEach(add)
      case .exceptionRule:
        note(line: property.line, "EXRULE is not read, it may have left out some repetitions")
      case .exceptions: break
      }
    }
    let exceptions = exceptions(of: event, span)
    let window = SeriesWindow(horizon: options.horizon)
    let inWindow = found.values.filter { instance in
      window.contains(instance.start) && !exceptions.names.contains(instance.name)
        && (exceptions.days.isEmpty
          || !exceptions.days.contains(span.zone.local(instance.start).day))
    }.sorted { ($0.start, $0.name) < ($1.start, $1.name) }
    let limit = max(0, min(SeriesIndex.instancesMax, series.instancesLeft))
    if inWindow.count > limit {
      note(
        line: event.line,
        limit > 0
          ? "only the first \(limit) repetitions of an event are read"
          : "a repeated event was left out, the feed has too many repetitions")
    }
    return Array(inWindow.prefix(limit))
  }

  /// The instances of a rule within the window; DTSTART is not among them, though it counts.
  private mutating func instances(
    by property: Property, _ span: EventTimes.Span, _ length: Length
  ) -> [Instance] {
    guard let rule = rule(in: property, span) else { return [] }
    let window = SeriesWindow(horizon: options.horizon)
      .limited(start: span.start, isEndless: rule.isEndless)
    guard let (first, last) = days(of: window, rule) else { return [] }
    var days = RecurrenceDays(rule, start: span.written.day, from: first, to: last)
    defer { series.count(effort: days.effort) }
    var remaining = (rule.count ?? .max) - 1
    var found: [Instance] = []
    // One more than are read, so that the limit is noticed.
    while remaining > 0, found.count <= SeriesIndex.instancesMax, series.instancesLeft > 0,
      let day = days.next()
    {
      guard day != span.written.day else { continue }
      guard day >= first else {
        remaining -= 1
        continue
      }
      guard let instance = instance(span.written.on(day), span.zone, length) else { continue }
      if let until = rule.until, isPast(instance.start, day, until, span) { break }
      remaining -= 1
      if instance.start >= window.from, instance.start < window.to { found.append(instance) }
    }
    if days.effort >= RecurrenceDays.effortMax {
      note(line: property.line, "a repetition was given up, it yields almost nothing")
    }
    return found
  }

  /// The days of a window, one more at either end for the zones; nil when there is none.
  private func days(
    of window: (from: Date, to: Date), _ rule: RecurrenceRule
  ) -> (first: LocalDay, last: LocalDay)? {
    guard let earliest = LocalDay(year: 1, month: 1, day: 1),
      let latest = LocalDay(year: 9999, month: 12, day: 30)
    else { return nil }
    let first = CalendarStamp.day(window.from.timeIntervalSince1970) ?? earliest
    let end = CalendarStamp.day(window.to.timeIntervalSince1970) ?? latest
    let last = min(end, rule.until.map(\.day) ?? latest)
    return (first.adding(days: -1), last.adding(days: 1))
  }

  private mutating func rule(in property: Property, _ span: EventTimes.Span) -> RecurrenceRule? {
    do {
      return try RecurrenceRule(property.value, start: span.written)
    } catch {
      switch error {
      case .unsupported(let part):
        note(line: property.line, "a repetition with \(part) is not read, only the first")
      case .malformed(let part):
        note(line: property.line, "a repetition is not read, \(part) is no rule")
      }
    }
    return nil
  }

  private func isPast(
    _ start: Date, _ day: LocalDay, _ until: CalendarTime, _ span: EventTimes.Span
  ) -> Bool {
    until.isDate ? day > until.day : start > until.instant(in: span.zone)
  }

  /// The instances of an RDATE, periods among them with an end of their own.
  private mutating func dates(
    of property: Property, _ span: EventTimes.Span, _ length: Length
  ) -> [Instance] {
    var found: [Instance] = []
    for value in property.value.split(at: UInt8(ascii: ",")).prefix(SeriesIndex.instancesMax + 1) {
      let parts = value.split(at: UInt8(ascii: "/"))
      guard let written = parts.first, let time = CalendarTime(written) else {
        note(line: property.line, "RDATE \"\(times.excerpt(value))\" is no date")
        continue
      }
      // A date among the times of an event is that day at its usual time.
      let isDay = time.isDate && !span.written.isDate
      let zone = isDay ? span.zone : times.zone(of: property, time, problems: &problems)
      let usual = isDay ? span.written.on(time.day) : time
      guard let instance = instance(usual, zone, length) else { continue }
      guard parts.count == 2 else {
        found.append(instance)
        continue
      }
      let end =
        CalendarDuration(parts[1]).map { $0.end(after: instance.start, in: zone) }
        ?? CalendarTime(parts[1]).map { $0.instant(in: zone) }
      let isEnd = end.map { $0 >= instance.start } ?? false
      found.append(
        Instance(name: instance.name, start: instance.start, end: isEnd ? end : instance.end))
    }
    return found
  }

  /// What the EXDATEs of an event take away: single instances, and all of a day where only the
  /// date is written.
  private mutating func exceptions(
    of event: EventComponent, _ span: EventTimes.Span
  ) -> (names: Set<String>, days: Set<LocalDay>) {
    var (names, days): (Set<String>, Set<LocalDay>) = ([], [])
    for (part, property) in event.recurrence where part == .exceptions {
      for value in property.value.split(at: UInt8(ascii: ",")) {
        guard let time = CalendarTime(value) else {
          note(line: property.line, "EXDATE \"\(times.excerpt(value))\" is no date")
          continue
        }
        if span.written.isDate {
          names.insert(CalendarStamp.date(time.day))
        } else if time.isDate {
          days.insert(time.day)
        } else {
          let isBare = !time.isUTC && property.parameter("TZID") == nil
          let zone = isBare ? span.zone : times.zone(of: property, time, problems: &problems)
          CalendarStamp.utc(time.instant(in: zone)).map { _ = names.insert($0) }
        }
      }
    }
    return (names, days)
  }

  /// nil for a local time that does not exist (RFC 5545, section 3.3.10).
  private func instance(
    _ time: CalendarTime, _ zone: CalendarZone, _ length: Length
  ) -> Instance? {
    let start = time.instant(in: zone)
    if time.isDate {
      return Instance(
        name: CalendarStamp.date(time.day), start: start, end: end(after: start, zone, length))
    }
    guard let name = CalendarStamp.utc(start) else { return nil }
    if !time.isUTC {
      let local = zone.local(start)
      guard local.day == time.day, local.second == time.secondOfDay else { return nil }
    }
    return Instance(name: name, start: start, end: end(after: start, zone, length))
  }

  private func length(of event: EventComponent, _ span: EventTimes.Span) -> Length {
    guard let end = span.end else { return .none }
    if event.end == nil, let duration = event.duration.flatMap({ CalendarDuration($0.value) }) {
      return .duration(duration)
    }
    guard span.written.isDate else { return .seconds(end.timeIntervalSince(span.start)) }
    return .days(span.zone.local(end).day.dayNumber - span.written.day.dayNumber)
  }

  private func end(after start: Date, _ zone: CalendarZone, _ length: Length) -> Date? {
    switch length {
    case .none: nil
    case .seconds(let seconds): start.addingTimeInterval(seconds)
    case .days(let days):
      zone.instant(day: zone.local(start).day.adding(days: days), second: 0)
    case .duration(let duration): duration.end(after: start, in: zone)
    }
  }
}
