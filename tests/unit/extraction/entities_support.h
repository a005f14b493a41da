#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "graph/base/utf8.h"
#include "src/extraction/mentions.h"
#include "src/extraction/positions.h"
#include "src/language/conllu.h"

/// Sentences with hand-written trees and names: the entity tests stand on them, independent of the language model.
namespace entities_test {

using namespace entente;

inline const extraction::Gazetteer& gazetteer() {
  static const extraction::Gazetteer loaded = extraction::Gazetteer::load_default().value();
  return loaded;
}

/// A document of sentences divided by empty lines; a word is a line "FORM UPOS HEAD DEPREL [NAME]", where heads count
/// from 1 and NAME is a BIO tag ("B-PER").
struct Read {
  model::Document document;
  language::Analysis analysis;
  extraction::Mentions mentions;
  std::vector<model::StatementRecord> statements;
};

inline Read read(const std::string& lines, const char* date = "2024-03-15") {
  std::ostringstream conllu;
  std::istringstream in(lines);
  std::string line;
  int id = 0;
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    std::string form, upos, head, deprel, name;
    if (!(fields >> form)) {
      if (id > 0) conllu << "\n";
      id = 0;
      continue;
    }
    fields >> upos >> head >> deprel >> name;
    std::string lemma = form;
    for (char& c : lemma) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    conllu << ++id << '\t' << form << '\t' << lemma << '\t' << upos << "\t_\t_\t" << head << '\t' << deprel << "\t_\t"
           << (name.empty() ? "_" : "NER=" + name) << "\n";
  }
  conllu << "\n";
  auto parsed = language::read_conllu(conllu.str(), "test");
  EXPECT_TRUE(parsed) << (parsed ? "" : base::format(parsed.error()));
  Read r;
  r.document.key = "test";
  r.document.text = parsed->text;
  r.document.date = *base::Date::parse_iso(date);
  r.analysis = parsed->analysis;
  r.mentions = extraction::resolve_mentions(r.document, r.analysis, gazetteer());
  r.statements = extraction::find_positions(r.document, r.analysis, r.mentions);
  return r;
}

/// "Person Gina Raimondo" of every entity.
inline std::set<std::string> entities(const Read& r) {
  std::set<std::string> out;
  for (const auto& e : r.mentions.entities) out.insert(std::string(schema::to_string(e.type)) + " " + e.name);
  return out;
}

inline const model::EntityRecord* entity(const Read& r, const std::string& name) {
  const auto found = std::find_if(r.mentions.entities.begin(), r.mentions.entities.end(),
                                  [&](const auto& e) { return e.name == name; });
  return found == r.mentions.entities.end() ? nullptr : &*found;
}

/// The names that the longest mention headed by that word (counted from 1 in its sentence) stands for, joined by "+".
inline std::string at(const Read& r, std::uint32_t sentence, std::uint32_t word) {
  const extraction::Mention* m = r.mentions.headed_by(sentence, word - 1);
  if (m == nullptr) return "";
  std::set<std::string> names;
  for (const auto e : m->entities) names.insert(r.mentions.entities[e].name);
  std::string out;
  for (const auto& n : names) out += (out.empty() ? "" : "+") + n;
  return out;
}

inline bool locative(const Read& r, std::uint32_t sentence, std::uint32_t word) {
  const extraction::Mention* m = r.mentions.headed_by(sentence, word - 1);
  return m != nullptr && m->locative;
}

/// "A TYPE B (title) former" of every statement.
inline std::set<std::string> statements(const Read& r) {
  std::set<std::string> out;
  for (const auto& s : r.statements) {
    out.insert(r.mentions.entities[s.subject].name + " " + s.type + " " + r.mentions.entities[s.object].name +
               (s.title.empty() ? "" : " (" + s.title + ")") + (s.former ? " former" : ""));
  }
  return out;
}

}  // namespace entities_test
