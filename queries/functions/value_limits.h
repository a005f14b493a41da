#pragma once

#include <cstddef>

#include "queries/errors.h"

namespace entente::queries {

/// Documented limits of single values, so that a few doublings cannot take all memory.
inline constexpr std::size_t max_list_length = 10'000'000;
inline constexpr std::size_t max_string_bytes = std::size_t{1} << 26U;

/// LimitExceeded if a value would be longer than that.
Checked<void> check_list_length(std::size_t length);
Checked<void> check_string_bytes(std::size_t bytes);

}  // namespace entente::queries
