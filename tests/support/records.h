#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "graph/base/utf8.h"
#include "graph/model/records.h"
#include "graph/property_graph.h"

/// Records made by hand or by chance, for tests of everything that works on records and graphs.
namespace entente::test {

using model::DocumentRecord;
using schema::EntityType;
using schema::Status;

/// Builds one record; the text is made of the sentences given, so that offsets are right.
class RecordBuilder {
 public:
  explicit RecordBuilder(std::string key, std::string date = {}) {
    record_.document.key = std::move(key);
    record_.document.date = base::Date::parse_iso(date).value_or(base::Date());
    if (record_.document.date.known()) record_.document.date_origin = model::DateOrigin::Metadata;
  }
  model::LocalIndex entity(EntityType type, std::string name, std::vector<std::string> aliases = {},
                           std::string reference = {}) {
    model::EntityRecord e;
    e.type = type;
    e.name = std::move(name);
    e.aliases = std::move(aliases);
    std::sort(e.aliases.begin(), e.aliases.end());
    e.reference = std::move(reference);
    const auto begin = static_cast<std::uint32_t>(base::count_code_points(record_.document.text));
    const auto end = begin + static_cast<std::uint32_t>(base::count_code_points(e.name));
    e.mentions.push_back({{begin, end}, e.name});
    record_.document.text += e.name + ".\n";
    record_.entities.push_back(std::move(e));
    return static_cast<model::LocalIndex>(record_.entities.size() - 1);
  }
  model::LocalIndex person(std::string name, std::vector<std::string> aliases = {}) {
    return entity(EntityType::Person, std::move(name), std::move(aliases));
  }
  model::LocalIndex country(std::string name, const std::string& code) {
    return entity(EntityType::Country, std::move(name), {}, "country:" + code);
  }
  model::LocalIndex measure(std::string kind, std::optional<model::LocalIndex> imposer,
                            std::optional<model::LocalIndex> target) {
    const auto i = entity(EntityType::Measure, kind + "s");
    record_.entities[i].kind = std::move(kind);
    record_.entities[i].imposer = imposer;
    record_.entities[i].target = target;
    return i;
  }
  model::StatementRecord& statement(model::LocalIndex subject, std::string type, model::LocalIndex object,
                                    std::string sentence = {}) {
    model::StatementRecord s;
    s.subject = subject;
    s.type = std::move(type);
    s.object = object;
    s.confidence = 0.5;
    if (sentence.empty()) {
      sentence = fmt::format("{} {} {}", record_.entities[subject].name, s.type, record_.entities[object].name);
    }
    const auto begin = static_cast<std::uint32_t>(base::count_code_points(record_.document.text));
    const auto end = begin + static_cast<std::uint32_t>(base::count_code_points(sentence));
    s.evidence.push_back({{begin, end}, record_.entities[subject].name, record_.entities[object].name});
    record_.document.text += sentence + "\n";
    record_.statements.push_back(std::move(s));
    return record_.statements.back();
  }
  DocumentRecord& operator*() { return record_; }
  DocumentRecord* operator->() { return &record_; }

 private:
  DocumentRecord record_;
};

inline base::DateRange date(std::string_view iso) {
  return base::DateRange::parse_iso(iso).value();
}

/// Records by chance with many names that are nearly the same: bare surnames, initials, variants, references that
/// contradict each other, bodies of several countries, measures with and without ends.
inline std::vector<DocumentRecord> random_records(unsigned seed, std::size_t documents) {
  std::mt19937 chance(seed);
  const auto pick = [&](const auto& list) { return list[chance() % std::size(list)]; };
  const std::vector<std::string> persons{"Gina Raimondo",
                                         "Raimondo",
                                         "G. Raimondo",
                                         "Wang Wentao",
                                         "Wang Yi",
                                         "Wang",
                                         "Joe Biden",
                                         "Joseph R. Biden, Jr.",
                                         "Biden",
                                         "Joseph Biden",
                                         "Hunter Biden",
                                         "Volodymyr Zelensky",
                                         "Volodymyr Zelenskyy",
                                         "Zelenskiy",
                                         "Donald Trump",
                                         "Donald J. Trump",
                                         "Donald Trump Jr.",
                                         "Trump",
                                         "Ursula von der Leyen",
                                         "von der Leyen",
                                         "George Bush",
                                         "George W. Bush",
                                         "George H. W. Bush",
                                         "Bush"};
  const std::vector<std::string> organizations{"World Trade Organization",
                                               "WTO",
                                               "the World Trade Organization",
                                               "Ministry of Commerce",
                                               "Commerce Ministry",
                                               "Huawei Technologies Co., Ltd.",
                                               "Huawei",
                                               "Huawei Technologies",
                                               "Reuters",
                                               "REUTERS",
                                               "European Union",
                                               "EU"};
  const std::vector<std::pair<std::string, std::string>> countries{
      {"China", "country:CN"}, {"Beijing", "country:CN"}, {"United States", "country:US"}, {"US", "country:US"},
      {"America", ""},         {"Georgia", "country:GE"}, {"Georgia", "place:georgia"},    {"Georgia", ""}};
  const std::vector<std::string> types{"MET_WITH", "AGREED_WITH", "CRITICIZED",    "PRAISED",
                                       "PART_OF",  "IMPOSED",     "HOLDS_POSITION"};
  const std::vector<std::string> dates{"", "2023", "2023-08", "2023-08-28", "2023-08-29", "2023-08-28/2023-08-30"};
  std::vector<DocumentRecord> out;
  for (std::size_t d = 0; d < documents; ++d) {
    RecordBuilder b(fmt::format("doc{}.txt", chance() % (documents + 2)), "2023-08-29");
    const std::size_t n = 2 + chance() % 6;
    for (std::size_t i = 0; i < n; ++i) {
      switch (chance() % 5) {
        case 0:
        case 1:
          b.person(pick(persons),
                   chance() % 2 != 0 ? std::vector<std::string>{pick(persons)} : std::vector<std::string>{});
          break;
        case 2:
          b.entity(EntityType::Organization, pick(organizations), {pick(organizations)},
                   chance() % 4 != 0 ? "" : "org:" + pick(std::vector<std::string>{"WTO", "EU"}));
          break;
        case 3: {
          const auto& [name, reference] = pick(countries);
          b.entity(EntityType::Country, name, {}, reference);
          break;
        }
        default:
          b.entity(chance() % 2 != 0 ? EntityType::Topic : EntityType::Place,
                   pick(std::vector<std::string>{"rare earths", "the rare earths", "Beijing", "Geneva"}));
      }
    }
    const auto local = [&] { return static_cast<model::LocalIndex>(chance() % n); };
    b.measure("tariff", chance() % 2 != 0 ? std::optional(local()) : std::nullopt,
              chance() % 2 != 0 ? std::optional(local()) : std::nullopt);
    const std::size_t m = chance() % 8;
    for (std::size_t i = 0; i < m; ++i) {
      auto& s = b.statement(local(), pick(types), local());
      s.status = schema::all_statuses[chance() % 2];
      if (const std::string iso = pick(dates); !iso.empty()) s.date = date(iso);
      s.confidence = static_cast<double>(chance() % 100) / 100.0;
      if (s.type == "HOLDS_POSITION")
        s.title = pick(std::vector<std::string>{"Commerce Secretary", "commerce secretary", "Premier"});
      if (chance() % 3 == 0) s.place = local();
      if (chance() % 4 == 0) s.measure = static_cast<model::LocalIndex>(n);
      if (chance() % 4 == 0) s.claimed_by = local();
      if (chance() % 4 == 0) s.topics.push_back(local());
    }
    out.push_back(*b);
  }
  return out;
}

/// Everything that a graph holds, as text: equal texts, equal graphs.
inline std::string dump(const graph::KnowledgeGraph& g) {
  std::string out;
  const auto name = [&](model::EntityIndex i) { return i == model::no_entity ? std::string("-") : g.entity(i).id; };
  for (const auto& d : g.documents()) out += fmt::format("D {} {}\n", d.id(), d.key);
  for (const auto& e : g.entities()) {
    out += fmt::format("E {} {} '{}' ref={} kind={} {} {}", e.id, schema::to_string(e.type), e.name, e.reference,
                       e.kind, name(e.imposer), name(e.target));
    for (const auto& a : e.aliases) out += " '" + a + "'";
    for (const auto& m : e.mentions)
      out += fmt::format(" {}:{}-{}", model::value(m.document), m.span.begin, m.span.end);
    for (const auto& r : e.reasons) out += " (" + r + ")";
    out += '\n';
  }
  for (const auto& s : g.statements()) {
    out += fmt::format("S {} {} {} {} {} date={} place={} title={} former={} measure={} claimed={} {:.17g}", s.id,
                       name(s.subject), s.type, name(s.object), schema::to_string(s.status), s.date.iso(),
                       name(s.place), s.title, s.former, name(s.measure), name(s.claimed_by), s.confidence);
    for (const auto t : s.topics) out += " t" + name(t);
    for (const auto& e : s.evidence) {
      out += fmt::format(" [{}:{}-{} '{}' '{}' '{}']", model::value(e.document), e.sentence.begin, e.sentence.end,
                         e.text, e.subject, e.object);
    }
    out += '\n';
  }
  return out;
}

}  // namespace entente::test
