#pragma once

#include <span>
#include <string_view>

#include "exporters/exporter.h"

namespace entente::exporters {

/// Every format, in the order that help shows them.
std::span<const Format> formats();

/// By name or usual extension, in any case. Error: NotFound with a suggestion or the list.
base::Expected<const Format*> find_format(std::string_view name);

}  // namespace entente::exporters
