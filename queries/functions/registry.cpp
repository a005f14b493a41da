#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "queries/functions/function.h"
#include "queries/functions/value_limits.h"

namespace entente::queries {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (auto& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

const std::map<std::string, const Function*, std::less<>>& registry() {
  static const auto all = [] {
    std::map<std::string, const Function*, std::less<>> result;
    for (const auto table : {graph_functions(), list_functions(), math_functions(), string_functions(),
                             conversion_functions(), temporal_functions()}) {
      for (const auto& function : table) result.emplace(lower(function.name), &function);
    }
    return result;
  }();
  return all;
}

}  // namespace

const Function* find_function(std::string_view name) {
  const auto found = registry().find(lower(name));
  return found == registry().end() ? nullptr : found->second;
}

std::vector<std::string> function_names() {
  std::vector<std::string> result;
  for (const auto& [name, function] : registry()) result.emplace_back(function->name);
  return result;
}

tl::unexpected<QueryError> invalid_argument(std::string_view name, const Value& value) {
  return runtime_error(ErrorType::TypeError, "InvalidArgumentValue",
                       fmt::format("{}() cannot take a value of type {}", name, to_string(value.kind())));
}

Checked<void> check_list_length(std::size_t length) {
  if (length <= max_list_length) return {};
  return runtime_error(ErrorType::LimitExceeded, "ListLength",
                       fmt::format("a list can have {} elements, this would have {}", max_list_length, length));
}

Checked<void> check_string_bytes(std::size_t bytes) {
  if (bytes <= max_string_bytes) return {};
  return runtime_error(ErrorType::LimitExceeded, "StringLength",
                       fmt::format("a string can have {} bytes, this would have {}", max_string_bytes, bytes));
}

Checked<void> FunctionContext::check_exists(const Value& entity) const {
  const bool alive = entity.is(Kind::Node)           ? graph.exists(entity.node())
                     : entity.is(Kind::Relationship) ? graph.exists(entity.relationship())
                                                     : true;
  if (alive) return {};
  return runtime_error(ErrorType::EntityNotFound, "DeletedEntityAccess", "this query has deleted the entity");
}

}  // namespace entente::queries
