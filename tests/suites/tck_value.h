#pragma once

#include <string>
#include <string_view>

#include "queries/results/result.h"
#include "queries/value/value.h"

/// The TCK's notation of expected values, read independently of the engine.
namespace entente::suites {

/// A form in which two values are equal exactly if the TCK calls them so: keys of maps and labels sorted, floats exact
/// and apart from integers, elements of lists sorted too where their order is to be ignored. Throws std::runtime_error
/// on a text that is no value.
std::string canonical(std::string_view notation, bool ignore_list_order);
std::string canonical(const queries::Value& value, const queries::Result& result, bool ignore_list_order);

/// A scalar, list or map in the notation, as a parameter or a procedure's value.
queries::Value read_value(std::string_view notation);

}  // namespace entente::suites
