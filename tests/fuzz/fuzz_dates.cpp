#include <cstddef>
#include <cstdint>

#include "src/articles/dates.h"
#include "tests/fuzz/readers.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace entente;
  const std::string text = base::repair_utf8({reinterpret_cast<const char*>(data), size});
  if (const auto date = articles::parse_date(text)) {
    fuzz::require(date->known(), "a date that is found is known");
    const auto again = articles::parse_date(date->iso());
    fuzz::require(again && *again == *date, "the ISO form of a date reads as the same date");
  }
  if (const auto line = articles::find_dateline(text)) {
    fuzz::require(
        articles::resolve(*line, *base::Date::make(2024, 2, 29)).known() || (line->month == 2 && line->day == 29),
        "a dateline is a day of the year");
  }
  articles::date_in_url(text);
  return 0;
}
