#pragma once

#include <optional>
#include <string_view>

#include "graph/base/date.h"

/// Dates as metadata and pages write them. English month names.
namespace entente::articles {

/// The calendar date that a piece of metadata names, as written (no conversion between time zones), to its precision:
/// ISO 8601 and its relatives (`2023-08-29T10:00:00Z`, `2023/8/29`, `20230829`, `2023-08`), RFC 822 and ctime, `29
/// August 2023`, `Aug. 29th, 2023`, `August 2023`, `2023年8月29日`, `8/29/2023` (where day and month cannot be told
/// apart, only the year is known), seconds or milliseconds since 1970 (10 or 13 digits, UTC). Words around a date are
/// passed over
/// ("Published: …"). nullopt if there is no date, or two that disagree.
std::optional<base::Date> parse_date(std::string_view text);

/// A date of the dateline that opens an agency report.
struct Dateline {
  int year = 0;  ///< 0 where the dateline names none
  int month = 0;
  int day = 0;
};

/// The dateline of an article: "WASHINGTON, March 18 - …", "BEIJING, Aug 29, 2023 (Reuters) — …". Looked for at the
/// beginning of the first lines; the place in capitals, the date and the dash are all needed.
std::optional<Dateline> find_dateline(std::string_view text);

/// The dateline as a date: with its own year, or the year that brings it closest to `near`. Unknown without either.
base::Date resolve(const Dateline& dateline, const base::Date& near);

/// The date in an address such as https://example.org/2023/08/29/title, or nullopt.
std::optional<base::Date> date_in_url(std::string_view url);

}  // namespace entente::articles
