#include "graph/model/records.h"

#include <array>

#include "graph/base/hash.h"

namespace entente::model {

namespace {
constexpr std::array origins{DateOrigin::None, DateOrigin::Metadata, DateOrigin::Page, DateOrigin::Dateline,
                             DateOrigin::Option};
}

std::string_view to_string(DateOrigin origin) {
  switch (origin) {
    case DateOrigin::None: return "none";
    case DateOrigin::Metadata: return "metadata";
    case DateOrigin::Page: return "page";
    case DateOrigin::Dateline: return "dateline";
    case DateOrigin::Option: return "option";
  }
  return {};
}

std::optional<DateOrigin> date_origin_from(std::string_view text) {
  for (const DateOrigin o : origins) {
    if (to_string(o) == text) return o;
  }
  return std::nullopt;
}

std::string Document::id() const {
  return base::ContentId().add(key).add(title).add(date.iso()).add(source).add(url).add(text).finish('d');
}

}  // namespace entente::model
