#include "src/articles/session.h"

#include <fmt/format.h>

#include "graph/base/utf8.h"
#include "src/articles/dates.h"

namespace entente::articles {

using base::Error;
using base::ErrorCode;

void Session::problem(Error error, std::string_view source, std::size_t line) {
  ++report_.problems;
  if (!error.location) error.location = base::Location{};
  error.location->source = std::string(source);
  if (line != 0) error.location->line = line;
  problem_(error);
}

void Session::set_date(model::Document& document, std::string_view value, std::size_t line) {
  value = base::trim(value);
  if (value.empty()) return;
  if (const auto date = parse_date(value)) {
    document.date = *date;
    document.date_origin = model::DateOrigin::Metadata;
    return;
  }
  const std::string shown = value.size() > 60 ? base::repair_utf8(value.substr(0, 60)) + "…" : std::string(value);
  problem({ErrorCode::Malformed, fmt::format("the date '{}' is not understood; the document is read without it", shown),
           "write it as 2025-05-12, 2025-05 or 2025", std::nullopt},
          document.path, line);
}

void Session::deliver(model::Document&& document, std::size_t line) {
  if (stopped_) return;
  const auto refuse = [&](ErrorCode code, std::string message, std::string hint) {
    problem({code, std::move(message), std::move(hint), std::nullopt}, document.path, line);
  };
  if (document.text.size() > options_.text_limit) {
    return refuse(ErrorCode::Limit, fmt::format("the text is longer than {} MiB", options_.text_limit >> 20U),
                  "divide it into articles");
  }
  if (document.text.find('\0') != std::string::npos) {
    return refuse(ErrorCode::Unsupported, "the text has a zero character (U+0000)", "");
  }
  if (base::trim(document.text).empty()) return refuse(ErrorCode::Malformed, "there is no text in it", "");
  const bool vague = document.date.precision() <= base::Precision::Year;
  const base::Date known = document.date.known() ? document.date : options_.date.value_or(base::Date{});
  if (vague) {
    const auto dateline = find_dateline(document.text);
    const base::Date date = dateline ? resolve(*dateline, known) : base::Date{};
    if (date.known() && date.compatible(document.date)) {
      document.date = date;
      document.date_origin = model::DateOrigin::Dateline;
    }
  }
  if (!document.date.known() && known.known()) {
    document.date = known;
    document.date_origin = model::DateOrigin::Option;
  }
  ++report_.documents;
  if (!sink_(std::move(document))) stopped_ = true;
}

}  // namespace entente::articles
