#include <array>

#include "queries/functions/function.h"
#include "queries/functions/temporal_between.h"
#include "queries/functions/temporal_truncate.h"
#include "queries/value/time_zone.h"

/// date(), datetime() and their like, with the functions in their names' spaces.
namespace entente::queries {
namespace {

Value now(Kind kind, const FunctionContext& context) {
  return assemble(kind, parts_of(context.clock.statement), context.clock.statement);
}

template <typename T>
Checked<Value> parsed(const std::optional<T>& value, const std::string& text) {
  if (value) return Value(*value);
  return temporal_error("'" + text + "' cannot be read as ISO 8601");
}

Checked<Value> from_text(Kind kind, const std::string& text) {
  switch (kind) {
    case Kind::Date:
      return parsed(parse_date(text), text);
    case Kind::LocalTime:
      return parsed(parse_local_time(text), text);
    case Kind::Time:
      return parsed(parse_time(text), text);
    case Kind::LocalDateTime:
      return parsed(parse_local_date_time(text), text);
    case Kind::DateTime:
      return parsed(parse_date_time(text), text);
    default:
      return parsed(parse_duration(text), text);
  }
}

/// Has the value what the kind needs?
bool suffices(Kind kind, const TemporalParts& parts) {
  const bool date = kind == Kind::Date || kind == Kind::LocalDateTime || kind == Kind::DateTime;
  return date ? parts.date.has_value() : parts.time.has_value();
}

template <Kind K>
Checked<Value> construct(const FunctionContext& context, Arguments a) {
  if (a.empty()) return now(K, context);
  const auto& value = a[0];
  if (value.is(Kind::String)) return from_text(K, value.string());
  if (value.is(Kind::Map)) {
    // The zone alone asks for the present moment there.
    if (value.map().size() == 1 && value.map().contains("timezone")) {
      const auto& name = value.map().begin()->second;
      const auto zone = name.is(Kind::String) ? parse_zone(name.string()) : std::nullopt;
      if (!zone) return temporal_error("there is no such time zone");
      const auto& moment = context.clock.statement;
      const auto there = zone->name.empty() ? to_offset(moment, zone->offset) : to_zone(moment, zone->name);
      return assemble(K, parts_of(Value(there)), moment);
    }
    const auto parts = parts_from_map(value.map(), {}, false);
    if (!parts) return tl::make_unexpected(parts.error());
    if (!suffices(K, *parts)) return temporal_error("components are missing");
    return assemble(K, *parts, context.clock.statement);
  }
  const auto parts = parts_of(value);
  if (!suffices(K, parts)) return invalid_argument(to_string(K), value);
  return assemble(K, parts, context.clock.statement);
}

template <Kind K>
Checked<Value> truncated(const FunctionContext& context, Arguments a) {
  static const Map none;
  if (!a[0].is(Kind::String)) return invalid_argument("truncate", a[0]);
  if (!a[1].is_temporal()) return invalid_argument("truncate", a[1]);
  if (a.size() > 2 && !a[2].is(Kind::Map)) return invalid_argument("truncate", a[2]);
  return truncate(K, a[0].string(), a[1], a.size() > 2 ? a[2].map() : none, context.clock.statement);
}

Checked<Value> duration(const FunctionContext&, Arguments a) {
  if (a[0].is(Kind::Duration)) return a[0];
  if (a[0].is(Kind::String)) return from_text(Kind::Duration, a[0].string());
  if (a[0].is(Kind::Map)) return duration_from_map(a[0].map());
  return invalid_argument("duration", a[0]);
}

template <Between B>
Checked<Value> duration_between(const FunctionContext&, Arguments a) {
  for (const auto& argument : a) {
    if (!argument.is_temporal()) return invalid_argument("duration.between", argument);
  }
  return Value(between(a[0], a[1], B));
}

Checked<Value> from_epoch(const FunctionContext&, Arguments a) {
  if (!a[0].is(Kind::Integer) || !a[1].is(Kind::Integer))
    return temporal_error("datetime.fromepoch() takes two integers");
  const auto nanos = a[1].integer();
  if (nanos < 0 || nanos >= nanos_per_second) return temporal_error("nanoseconds must be from 0 to 999999999");
  return Value(DateTime{local_from_seconds(a[0].integer(), static_cast<std::int32_t>(nanos)), 0, {}});
}

Checked<Value> from_epoch_millis(const FunctionContext&, Arguments a) {
  if (!a[0].is(Kind::Integer)) return temporal_error("datetime.fromepochmillis() takes an integer");
  const auto millis = a[0].integer();
  const auto seconds = millis / 1000 - (millis % 1000 < 0 ? 1 : 0);
  return Value(
      DateTime{local_from_seconds(seconds, static_cast<std::int32_t>((millis - seconds * 1000) * 1'000'000)), 0, {}});
}

template <Kind K>
constexpr std::array<Function, 5> group(std::string_view name, std::string_view transaction, std::string_view statement,
                                        std::string_view realtime, std::string_view truncate_name) {
  return {Function{name, 0, 1, construct<K>, returns<K>}, Function{transaction, 0, 1, construct<K>, returns<K>},
          Function{statement, 0, 1, construct<K>, returns<K>}, Function{realtime, 0, 1, construct<K>, returns<K>},
          Function{truncate_name, 2, 3, truncated<K>, returns<K>}};
}

const std::vector<Function>& table() {
  static const auto all = [] {
    std::vector<Function> result;
    const auto add = [&result](const auto& functions) {
      result.insert(result.end(), functions.begin(), functions.end());
    };
    add(group<Kind::Date>("date", "date.transaction", "date.statement", "date.realtime", "date.truncate"));
    add(group<Kind::LocalTime>("localtime", "localtime.transaction", "localtime.statement", "localtime.realtime",
                               "localtime.truncate"));
    add(group<Kind::Time>("time", "time.transaction", "time.statement", "time.realtime", "time.truncate"));
    add(group<Kind::LocalDateTime>("localdatetime", "localdatetime.transaction", "localdatetime.statement",
                                   "localdatetime.realtime", "localdatetime.truncate"));
    add(group<Kind::DateTime>("datetime", "datetime.transaction", "datetime.statement", "datetime.realtime",
                              "datetime.truncate"));
    constexpr auto length = returns<Kind::Duration>;
    add(std::array{Function{"duration", 1, 1, duration, length},
                   Function{"duration.between", 2, 2, duration_between<Between::Mixed>, length},
                   Function{"duration.inMonths", 2, 2, duration_between<Between::Months>, length},
                   Function{"duration.inDays", 2, 2, duration_between<Between::Days>, length},
                   Function{"duration.inSeconds", 2, 2, duration_between<Between::Seconds>, length},
                   Function{"datetime.fromepoch", 2, 2, from_epoch, returns<Kind::DateTime>},
                   Function{"datetime.fromepochmillis", 1, 1, from_epoch_millis, returns<Kind::DateTime>}});
    return result;
  }();
  return all;
}

}  // namespace

std::span<const Function> temporal_functions() {
  return table();
}

}  // namespace entente::queries
