#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "src/extraction/frames.h"
#include "src/extraction/mentions.h"
#include "src/extraction/relations.h"
#include "src/language/conllu.h"

/// Sentences with hand-written trees, and names that are told by a table: what the relation tests stand on, independent
/// of the language model and of the resolution of names.
namespace relations_test {

using namespace entente;

inline const schema::Ontology& ontology() {
  static const schema::Ontology loaded = schema::Ontology::load_default().value();
  return loaded;
}
inline const extraction::FrameSet& frames() {
  static const extraction::FrameSet loaded = extraction::FrameSet::load_default(ontology()).value();
  return loaded;
}

/// One sentence as lines "FORM LEMMA UPOS HEAD DEPREL [FEATS]"; heads count from 1, 0 is the root.
struct Parsed {
  std::string text;
  language::Analysis analysis;
};
inline Parsed parse(const std::string& lines) {
  std::ostringstream conllu;
  std::istringstream in(lines);
  std::string line;
  int id = 0;
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    std::string form, lemma, upos, head, deprel, feats;
    if (!(fields >> form)) {
      if (id > 0) conllu << "\n";
      id = 0;
      continue;
    }
    fields >> lemma >> upos >> head >> deprel;
    if (!(fields >> feats)) feats = "_";
    conllu << ++id << '\t' << form << '\t' << lemma << '\t' << upos << "\t_\t" << feats << '\t' << head << '\t'
           << deprel << "\t_\t_\n";
  }
  conllu << "\n";
  auto read = language::read_conllu(conllu.str(), "test");
  EXPECT_TRUE(read) << (read ? "" : base::format(read.error()));
  return {read->text, read->analysis};
}

/// A name of the table: its type, and the entity that it stands for ("Chinese" for China).
struct Known {
  schema::EntityType type;
  std::string entity;
  extraction::MentionKind kind = extraction::MentionKind::Name;
  bool locative = false;
};
using Names = std::map<std::string, Known>;

/// Mentions by table: single words, and groups "Washington+Beijing" behind a pronoun's form ("They" → entity "a+b").
inline extraction::Mentions mentions_of(const Parsed& parsed, const Names& names) {
  extraction::Mentions out;
  std::map<std::string, model::LocalIndex> index;
  const auto entity = [&](const std::string& name, schema::EntityType type) {
    const auto [found, fresh] = index.try_emplace(name, static_cast<model::LocalIndex>(out.entities.size()));
    if (fresh) {
      model::EntityRecord record;
      record.type = type;
      record.name = name;
      out.entities.push_back(record);
    }
    return found->second;
  };
  for (std::uint32_t s = 0; s < parsed.analysis.sentences.size(); ++s) {
    const auto& words = parsed.analysis.sentences[s].words;
    for (std::uint32_t w = 0; w < words.size(); ++w) {
      const auto known = names.find(std::string(language::form(parsed.text, words[w])));
      if (known == names.end()) continue;
      extraction::Mention m;
      m.sentence = s;
      m.begin = m.head = w;
      m.end = w + 1;
      m.kind = known->second.kind;
      m.locative = known->second.locative;
      std::istringstream list(known->second.entity);
      std::string name;
      while (std::getline(list, name, '+')) m.entities.push_back(entity(name, known->second.type));
      out.mentions.push_back(m);
    }
  }
  return out;
}

inline model::DocumentRecord extract(const std::string& lines, const Names& names,
                                     const std::string& date = "2025-06-09") {
  const Parsed parsed = parse(lines);
  const extraction::Mentions mentions = mentions_of(parsed, names);
  model::DocumentRecord record;
  record.document.text = parsed.text;
  record.document.date = base::Date::parse_iso(date).value();
  record.entities = mentions.entities;
  extraction::RelationFinder(frames(), ontology()).add_statements(mentions, parsed.analysis, {}, record);
  return record;
}

/// "A TYPE B status date @place", one for each statement, sorted; a Measure is its kind.
inline std::vector<std::string> shown(const model::DocumentRecord& record) {
  const auto name = [&](model::LocalIndex i) {
    const auto& e = record.entities[i];
    return e.type == schema::EntityType::Measure ? "<" + e.kind + ">" : e.name;
  };
  std::vector<std::string> out;
  for (const auto& s : record.statements) {
    std::string line = name(s.subject) + " " + s.type + " " + name(s.object) + " " + std::string(to_string(s.status));
    if (s.date.known()) line += " " + s.date.iso();
    if (s.place) line += " @" + name(*s.place);
    if (s.claimed_by) line += " says " + name(*s.claimed_by);
    out.push_back(line);
  }
  std::sort(out.begin(), out.end());
  return out;
}

inline std::vector<std::string> run(const std::string& lines, const Names& names,
                                    const std::string& date = "2025-06-09") {
  return shown(extract(lines, names, date));
}

inline const Names& people() {
  using extraction::MentionKind;
  using schema::EntityType;
  static const Names names{
      {"Trump", {EntityType::Person, "Trump"}},
      {"Xi", {EntityType::Person, "Xi"}},
      {"Putin", {EntityType::Person, "Putin"}},
      {"Lutnick", {EntityType::Person, "Lutnick"}},
      {"Bessent", {EntityType::Person, "Bessent"}},
      {"Greer", {EntityType::Person, "Greer"}},
      {"China", {EntityType::Country, "China"}},
      {"Beijing", {EntityType::Country, "China"}},
      {"Chinese", {EntityType::Country, "China", MentionKind::Adjective}},
      {"US", {EntityType::Country, "United States"}},
      {"Washington", {EntityType::Country, "United States"}},
      {"Canada", {EntityType::Country, "Canada"}},
      {"Mexico", {EntityType::Country, "Mexico"}},
      {"Mali", {EntityType::Country, "Mali"}},
      {"France", {EntityType::Country, "France"}},
      {"London", {EntityType::Place, "London", MentionKind::Name, true}},
      {"They", {EntityType::Person, "Trump+Xi", MentionKind::Pronoun}},
      {"they", {EntityType::Person, "Trump+Xi", MentionKind::Pronoun}},
      {"leaders", {EntityType::Person, "Trump+Xi", MentionKind::Nominal}},
  };
  return names;
}

}  // namespace relations_test
