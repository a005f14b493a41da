#include "queries/value/time_zone.h"

#include <unicode/basictz.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>

namespace entente::queries {
namespace {

/// Zones once looked up; null for names that are none. Entries are never removed, so the pointers stay good.
const icu::BasicTimeZone* find_zone(std::string_view name) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<icu::TimeZone>, std::less<>> zones;
  const std::scoped_lock lock(mutex);
  auto found = zones.find(name);
  if (found == zones.end()) {
    const icu::StringPiece piece(name.data(), static_cast<std::int32_t>(name.size()));
    std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(piece)));
    if (*zone == icu::TimeZone::getUnknown()) zone.reset();
    found = zones.emplace(name, std::move(zone)).first;
  }
  return dynamic_cast<const icu::BasicTimeZone*>(found->second.get());
}

/// ICU's rules go as far as its calendar; beyond that the nearest known offset holds.
double to_milliseconds(std::int64_t seconds) {
  constexpr std::int64_t edge = 800'000'000'000;  // some 25,000 years
  return static_cast<double>(std::clamp(seconds, -edge, edge)) * 1000.0;
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

}  // namespace

bool is_time_zone(std::string_view name) {
  return !name.empty() && find_zone(name) != nullptr;
}

std::int32_t zone_offset_at(std::string_view zone, std::int64_t epoch_seconds) {
  const auto* rules = find_zone(zone);
  if (rules == nullptr) return 0;
  std::int32_t raw = 0;
  std::int32_t saving = 0;
  UErrorCode status = U_ZERO_ERROR;
  rules->getOffset(to_milliseconds(epoch_seconds), 0, raw, saving, status);
  return (raw + saving) / 1000;
}

LocalDateTime local_from_seconds(std::int64_t seconds, std::int32_t nanos) {
  const auto days = floor_div(seconds, seconds_per_day);
  return {days, (seconds - days * seconds_per_day) * nanos_per_second + nanos};
}

DateTime at_zone(const LocalDateTime& local, std::string_view zone) {
  const auto* rules = find_zone(zone);
  if (rules == nullptr) return {local, 0, std::string(zone)};
  std::int32_t raw = 0;
  std::int32_t saving = 0;
  UErrorCode status = U_ZERO_ERROR;
  rules->getOffsetFromLocal(to_milliseconds(local.seconds()), UCAL_TZ_LOCAL_FORMER, UCAL_TZ_LOCAL_FORMER, raw, saving,
                            status);
  const auto instant = local.seconds() - (raw + saving) / 1000;
  const auto offset = zone_offset_at(zone, instant);
  return {local_from_seconds(instant + offset, local.nano_of_second()), offset, std::string(zone)};
}

DateTime to_zone(const DateTime& value, std::string_view zone) {
  const auto instant = value.epoch_seconds();
  const auto offset = zone_offset_at(zone, instant);
  return {local_from_seconds(instant + offset, value.local.nano_of_second()), offset, std::string(zone)};
}

DateTime to_offset(const DateTime& value, std::int32_t offset) {
  return {local_from_seconds(value.epoch_seconds() + offset, value.local.nano_of_second()), offset, {}};
}

}  // namespace entente::queries
