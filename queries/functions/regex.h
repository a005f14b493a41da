#pragma once

#include "queries/errors.h"
#include "queries/value/value.h"

namespace entente::queries {

/// `text =~ pattern`: does the whole text match (ICU's syntax)? Null unless both are strings. Errors: ArgumentError on
/// a pattern that is none, LimitExceeded on one that takes too long on this text.
Checked<Value> matches(const Value& text, const Value& pattern);

}  // namespace entente::queries
