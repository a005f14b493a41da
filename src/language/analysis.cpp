#include "src/language/analysis.h"

#include <array>
#include <utility>

namespace entente::language {
namespace {

constexpr std::array<std::string_view, 17> upos_names = {"ADJ",   "ADP",   "ADV", "AUX",  "CCONJ", "DET",
                                                         "INTJ",  "NOUN",  "NUM", "PART", "PRON",  "PROPN",
                                                         "PUNCT", "SCONJ", "SYM", "VERB", "X"};

constexpr std::array<std::string_view, 12> name_types = {"PER",   "ORG", "GPE",  "LOC",   "NORP",  "FAC",
                                                         "EVENT", "LAW", "DATE", "MONEY", "TITLE", "MISC"};

constexpr std::array<std::pair<std::string_view, NameType>, 12> other_spellings = {{
    {"PERSON", NameType::Person},
    {"ORGANIZATION", NameType::Organization},
    {"LOCATION", NameType::Location},
    {"FACILITY", NameType::Facility},
    {"TIME", NameType::Date},
    {"PRODUCT", NameType::Other},
    {"WORK", NameType::Other},
    {"WORK_OF_ART", NameType::Other},
    {"LANGUAGE", NameType::Other},
    {"OTHER", NameType::Other},
    {"OTH", NameType::Other},
    {"COUNTRY", NameType::Gpe},
}};

}  // namespace

std::string_view to_string(Upos tag) {
  return upos_names[static_cast<std::size_t>(tag)];
}

std::optional<Upos> upos_from(std::string_view text) {
  for (std::size_t i = 0; i < upos_names.size(); ++i) {
    if (upos_names[i] == text) return static_cast<Upos>(i);
  }
  return std::nullopt;
}

std::string_view to_string(NameType type) {
  return name_types[static_cast<std::size_t>(type)];
}

std::optional<NameType> name_type_from(std::string_view text) {
  for (std::size_t i = 0; i < name_types.size(); ++i) {
    if (name_types[i] == text) return static_cast<NameType>(i);
  }
  for (const auto& [name, type] : other_spellings) {
    if (name == text) return type;
  }
  return std::nullopt;
}

}  // namespace entente::language
