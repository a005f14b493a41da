#include "queries/semantics/types.h"

namespace entente::queries {

Type Type::list_of(const Type& element) {
  Type result(Kind::List);
  if (element.known()) result.element_ = std::make_shared<const Type>(element);
  return result;
}

Type common(const Type& a, const Type& b) {
  if (a.kind() != b.kind()) return {};
  return a.is(Kind::List) ? Type::list_of(common(a.element(), b.element())) : a;
}

std::string Type::name() const {
  if (!kind_) return "Any";
  std::string result(to_string(*kind_));
  if (element_) result += " of " + element_->name();
  return result;
}

}  // namespace entente::queries
