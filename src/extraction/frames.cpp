#include "src/extraction/frames.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "graph/base/resources.h"

namespace entente::extraction {

using base::ErrorCode;
using base::Expected;
using base::fail;

namespace {

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> parts;
  std::size_t at = 0;
  while ((at = text.find_first_not_of(separators, at)) != std::string_view::npos) {
    const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end;
  }
  return parts;
}

Step step_from(std::string_view word) {
  static const std::unordered_map<std::string_view, StepKind> names{
      {"subj", StepKind::Subject},      {"obj", StepKind::Object},      {"iobj", StepKind::Indirect},
      {"comp", StepKind::Complement},   {"actor", StepKind::Actor},     {"poss", StepKind::Possessor},
      {"adj", StepKind::Adjective},     {"light", StepKind::Light},     {"clause", StepKind::Clause},
      {"pair", StepKind::Pair},         {"target", StepKind::Target},   {"xcomp", StepKind::Predicate},
      {"inf", StepKind::Infinitive},    {"obliged", StepKind::Obliged}, {"content", StepKind::Content},
      {"involved", StepKind::Involved}, {"purpose", StepKind::Purpose}, {"addressee", StepKind::Addressee},
      {"mod", StepKind::Modifier},      {"before", StepKind::Before},   {"below", StepKind::Below},
      {"case", StepKind::Case},         {"todo", StepKind::ToDo}};
  if (const auto found = names.find(word); found != names.end()) return {found->second, {}};
  std::string preposition(word);
  std::replace(preposition.begin(), preposition.end(), '_', ' ');
  return {StepKind::Preposition, std::move(preposition)};
}

Role role_from(std::string_view text) {
  Role role;
  for (const auto word : split(text, ".")) role.push_back(step_from(word));
  return role;
}

std::vector<Role> roles_from(std::string_view text) {
  std::vector<Role> roles;
  for (const auto alternative : split(text, "|")) roles.push_back(role_from(alternative));
  return roles;
}

}  // namespace

/// Reads one file line by line into a FrameSet.
class FrameParser {
 public:
  FrameParser(FrameSet& out, std::string_view source, const schema::Ontology& ontology)
      : out_(out), source_(source), ontology_(ontology) {}

  Expected<void> run(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      raw_ = text.substr(at, end - at);
      at = end + 1;
      ++line_;
      std::string_view line = raw_.substr(0, raw_.find('#'));
      while (!line.empty() && (line.back() == ' ' || line.back() == '\r' || line.back() == '\t')) line.remove_suffix(1);
      if (auto ok = read_line(line); !ok) return ok;
    }
    return {};
  }

 private:
  tl::unexpected<base::Error> wrong(std::string message, std::string hint = {}) const {
    return fail(ErrorCode::Malformed, std::move(message), std::move(hint),
                base::Location{std::string(source_), line_, 0, 0, std::string(raw_)});
  }

  Expected<void> read_line(std::string_view line) {
    const auto words = split(line, " \t");
    if (words.empty()) return {};
    const std::string_view first = words.front();
    if (first.front() == '[') return read_relation(first);
    const std::size_t equals = line.find('=');
    if (first == "forms") return read_forms(words);
    if (first == "set" || first == "status" || first == "measure") {
      if (words.size() < 3 || words[2] != "=") return wrong(fmt::format("'{}' needs a name, '=' and words", first));
      const std::string_view rest = line.substr(equals + 1);
      if (first == "set") return read_set(words[1], rest);
      return first == "status" ? read_status(words[1], rest) : read_measure(words[1], rest);
    }
    if (first == "verb") return read_frame(FrameKind::Verb, words);
    if (first == "noun") return read_frame(FrameKind::Noun, words);
    if (first == "adj") return read_frame(FrameKind::Adjective, words);
    return wrong(fmt::format("'{}' begins no line of a frame file", first),
                 "lines begin with [RELATION], set, status, measure, verb, noun, adj or #");
  }

  Expected<void> read_relation(std::string_view word) {
    if (word.size() < 3 || word.back() != ']') return wrong("a relation's heading looks like [MET_WITH]");
    const std::string_view name = word.substr(1, word.size() - 2);
    if (ontology_.find(name) == nullptr) {
      const auto known = ontology_.resolve(name);
      return wrong(fmt::format("the ontology has no relation '{}'", name), known ? "" : known.error().hint);
    }
    relation_ = name;
    return {};
  }

  /// The words of a list, with `@set` replaced by that set's words.
  Expected<std::vector<std::string>> expand(std::string_view list, std::string_view separators) const {
    std::vector<std::string> words;
    for (const auto word : split(list, separators)) {
      if (word.front() != '@') {
        words.emplace_back(word);
        continue;
      }
      const auto set = out_.sets_.find(word.substr(1));
      if (set == out_.sets_.end()) {
        return wrong(fmt::format("there is no set '{}' above this line", word.substr(1)));
      }
      words.insert(words.end(), set->second.begin(), set->second.end());
    }
    std::sort(words.begin(), words.end());
    return words;
  }

  Expected<void> read_set(std::string_view name, std::string_view list) {
    auto words = expand(list, " \t,");
    if (!words) return tl::make_unexpected(words.error());
    out_.sets_[std::string(name)].insert(words->begin(), words->end());
    out_.known_words_.insert(words->begin(), words->end());
    return {};
  }

  Expected<void> read_status(std::string_view name, std::string_view list) {
    static const std::unordered_map<std::string_view, Operator> names{{"planned", Operator::Planned},
                                                                      {"possible", Operator::Possible},
                                                                      {"denied", Operator::Denied},
                                                                      {"demanded", Operator::Demanded},
                                                                      {"speech", Operator::Speech}};
    const bool noun = name.size() > 5 && name.substr(name.size() - 5) == "-noun";
    const auto found = names.find(noun ? name.substr(0, name.size() - 5) : name);
    if (found == names.end()) {
      return wrong(fmt::format("'{}' is no status", name),
                   "planned, possible, denied, demanded or speech, with -noun behind it for nouns");
    }
    auto words = expand(list, " \t,");
    if (!words) return tl::make_unexpected(words.error());
    for (auto& word : *words) (noun ? out_.noun_operators_ : out_.verb_operators_)[word] = found->second;
    out_.known_words_.insert(words->begin(), words->end());
    return {};
  }

  Expected<void> read_measure(std::string_view kind, std::string_view list) {
    const auto& kinds = ontology_.measure_kinds();
    if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) {
      return wrong(fmt::format("the ontology has no measure kind '{}'", kind));
    }
    for (const auto phrase : split(list, ",")) {
      const auto words = split(phrase, " \t");
      if (words.empty()) continue;
      if (words.size() > 2) return wrong(fmt::format("'{}': a measure is one or two words", phrase));
      out_.known_words_.emplace(words.back());
      auto& entries = out_.measures_[std::string(words.back())];
      MeasureWord entry{words.size() == 2 ? std::string(words.front()) : "", std::string(kind)};
      const auto place = std::find_if(entries.begin(), entries.end(), [&](const MeasureWord& m) {
        return entry.modifier.empty() ? false : m.modifier.empty();
      });
      entries.insert(place, std::move(entry));
    }
    return {};
  }

  Expected<void> read_forms(const std::vector<std::string_view>& words) {
    for (std::size_t i = 1; i < words.size(); ++i) {
      const std::size_t equals = words[i].find('=');
      if (equals == std::string_view::npos || equals == 0 || equals + 1 == words[i].size()) {
        return wrong(fmt::format("'{}': irregular forms look like held=hold", words[i]));
      }
      out_.forms_[std::string(words[i].substr(0, equals))] = words[i].substr(equals + 1);
    }
    return {};
  }

  Expected<void> read_frame(FrameKind kind, const std::vector<std::string_view>& words) {
    if (relation_.empty()) return wrong("a frame stands under the heading of its relation, such as [MET_WITH]");
    Frame frame;
    frame.kind = kind;
    frame.relation = relation_;
    frame.line = static_cast<std::uint32_t>(line_);
    std::size_t i = 2;
    for (; i < words.size() && words[i].find(':') != std::string_view::npos; ++i) {
      if (auto ok = read_constraint(words[i], frame); !ok) return ok;
    }
    if (i + 2 >= words.size() || words[i + 1] != ">") {
      return wrong("a frame needs a subject role, '>' and an object role", "for example: verb visit subj > obj");
    }
    frame.subjects = roles_from(words[i]);
    frame.objects = roles_from(words[i + 2]);
    for (i += 3; i < words.size(); ++i) {
      if (auto ok = read_option(words[i], frame); !ok) return ok;
    }
    auto lemmas = expand(words[1], ",");
    if (!lemmas) return tl::make_unexpected(lemmas.error());
    for (const Constraint& c : frame.constraints) out_.known_words_.insert(c.lemmas.begin(), c.lemmas.end());
    for (const std::string& lemma : *lemmas) add(frame, lemma);
    return {};
  }

  Expected<void> read_constraint(std::string_view word, Frame& frame) const {
    const std::size_t colon = word.find(':');
    Constraint constraint;
    std::string_view role = word.substr(0, colon);
    if (!role.empty() && role.front() == '!') {
      constraint.negative = true;
      role.remove_prefix(1);
    }
    constraint.role = role_from(role);
    auto lemmas = expand(word.substr(colon + 1), ",");
    if (!lemmas) return tl::make_unexpected(lemmas.error());
    if (constraint.role.empty() || lemmas->empty()) return wrong(fmt::format("'{}': needs ROLE:word,word", word));
    constraint.lemmas.insert(lemmas->begin(), lemmas->end());
    frame.constraints.push_back(std::move(constraint));
    return {};
  }

  Expected<void> read_option(std::string_view word, Frame& frame) const {
    const std::size_t equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    const std::string_view value = equals == std::string_view::npos ? "" : word.substr(equals + 1);
    if (name == "also" && value.empty()) {
      frame.also = true;
    } else if (name == "object" && schema::entity_type_from(value)) {
      frame.object_type = schema::entity_type_from(value);
    } else if (name == "ends" && (value == "persons" || value == "states")) {
      frame.persons = value == "persons";
    } else if (name == "measure" && !value.empty()) {
      const auto& kinds = ontology_.measure_kinds();
      if (std::find(kinds.begin(), kinds.end(), value) == kinds.end()) {
        return wrong(fmt::format("the ontology has no measure kind '{}'", value));
      }
      frame.measure = value;
    } else if (name == "target" && !value.empty()) {
      frame.targets = roles_from(value);
    } else if (name == "status") {
      frame.status = schema::status_from(value);
      if (!frame.status) return wrong(fmt::format("'{}' is no status", value));
    } else if (name == "conf") {
      const std::string text(value);
      char* end = nullptr;
      frame.confidence = std::strtod(text.c_str(), &end);
      if (text.empty() || *end != '\0' || !(frame.confidence > 0 && frame.confidence <= 1)) {
        return wrong(fmt::format("conf={}: a number above 0, at most 1", value));
      }
    } else {
      return wrong(fmt::format("unknown option '{}'", word),
                   "options are also, ends=persons, ends=states, object=TYPE, measure=KIND, target=ROLE, "
                   "status=STATUS, conf=NUMBER");
    }
    return {};
  }

  void add(Frame frame, std::string_view trigger) {
    const std::size_t plus = trigger.find('+');
    if (plus != std::string_view::npos) frame.particle = trigger.substr(plus + 1);
    auto& table = frame.kind == FrameKind::Verb   ? out_.verbs_
                  : frame.kind == FrameKind::Noun ? out_.nouns_
                                                  : out_.adjectives_;
    out_.known_words_.emplace(trigger.substr(0, plus));
    auto& frames = table[std::string(trigger.substr(0, plus))];
    const auto rank = [](const Frame& f) { return f.constraints.empty() ? 1 : 0; };
    const auto place =
        std::find_if(frames.begin(), frames.end(), [&](const Frame& f) { return rank(f) > rank(frame); });
    frames.insert(place, std::move(frame));
    ++out_.count_;
  }

  FrameSet& out_;
  std::string_view source_;
  const schema::Ontology& ontology_;
  std::string relation_;
  std::string_view raw_;
  std::size_t line_ = 0;
};

Expected<FrameSet> FrameSet::parse(std::string_view text, std::string_view source, const schema::Ontology& ontology) {
  FrameSet set;
  if (auto ok = FrameParser(set, source, ontology).run(text); !ok) return tl::make_unexpected(ok.error());
  return set;
}

Expected<void> FrameSet::extend(std::string_view text, std::string_view source, const schema::Ontology& ontology) {
  FrameSet copy = *this;
  if (auto ok = FrameParser(copy, source, ontology).run(text); !ok) return ok;
  *this = std::move(copy);
  return {};
}

Expected<FrameSet> FrameSet::load_default(const schema::Ontology& ontology) {
  auto path = base::find_resource("frames.txt");
  if (!path) return tl::make_unexpected(path.error());
  auto text = base::read_file(*path);
  if (!text) return tl::make_unexpected(text.error());
  return parse(*text, *path, ontology);
}

namespace {
template <typename Table>
const typename Table::mapped_type& find_or_empty(const Table& table, std::string_view key) {
  static const typename Table::mapped_type none{};
  const auto found = table.find(key);
  return found == table.end() ? none : found->second;
}
}  // namespace

const std::vector<Frame>& FrameSet::verbs(std::string_view lemma) const {
  return find_or_empty(verbs_, lemma);
}
const std::vector<Frame>& FrameSet::nouns(std::string_view lemma) const {
  return find_or_empty(nouns_, lemma);
}
const std::vector<Frame>& FrameSet::adjectives(std::string_view lemma) const {
  return find_or_empty(adjectives_, lemma);
}
Operator FrameSet::verb_operator(std::string_view lemma) const {
  return find_or_empty(verb_operators_, lemma);
}
Operator FrameSet::noun_operator(std::string_view lemma) const {
  return find_or_empty(noun_operators_, lemma);
}
const std::vector<MeasureWord>& FrameSet::measures(std::string_view head) const {
  return find_or_empty(measures_, head);
}
std::string FrameSet::lemma(std::string_view form, std::string_view given, bool verb) const {
  const auto lower = [](std::string_view text) {
    std::string out(text);
    for (char& c : out) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
  };
  const std::string low = lower(form);
  if (verb) {
    if (const auto found = forms_.find(low); found != forms_.end()) return found->second;
  }
  std::string result = given.empty() ? low : lower(given);
  if (known_words_.contains(result) || low.size() < 4) return result;
  const auto known = [&](const std::string& candidate) { return known_words_.contains(candidate); };
  const auto without = [&](std::size_t n) { return low.substr(0, low.size() - n); };
  const auto ends = [&](std::string_view suffix) {
    return low.size() > suffix.size() + 1 && low.compare(low.size() - suffix.size(), suffix.size(), suffix) == 0;
  };
  std::vector<std::string> candidates;
  const auto stem = [&](std::size_t cut) {
    const std::string base = without(cut);
    candidates.push_back(base);
    candidates.push_back(base + "e");
    if (base.size() > 2 && base[base.size() - 1] == base[base.size() - 2])
      candidates.push_back(base.substr(0, base.size() - 1));
  };
  if (verb && ends("ied")) candidates.push_back(without(3) + "y");
  if (ends("ies")) candidates.push_back(without(3) + "y");
  if (verb && ends("ed")) stem(2);
  if (verb && ends("ing")) stem(3);
  if (ends("es")) candidates.push_back(without(2));
  if (ends("s")) candidates.push_back(without(1));
  candidates.push_back(low);
  for (const std::string& candidate : candidates) {
    if (known(candidate)) return candidate;
  }
  return result;
}

bool FrameSet::in_set(std::string_view set, std::string_view lemma) const {
  const auto found = sets_.find(set);
  return found != sets_.end() && found->second.contains(std::string(lemma));
}

}  // namespace entente::extraction
