#include "src/language/conllu.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "graph/base/utf8.h"

namespace entente::language {
namespace {

using base::ErrorCode;

constexpr std::size_t columns = 10;
constexpr std::int32_t no_head = -2;
constexpr std::size_t longest_sentence = 100'000;

struct Row {
  std::array<std::string_view, columns> field;
  std::size_t line = 0;
};

/// A token as written: one word, or a range of words.
struct Token {
  std::string_view form;
  std::string_view misc;
  std::size_t line = 0;
  std::uint32_t first = 0;  ///< words [first, last) of the sentence
  std::uint32_t last = 0;
};

struct RawSentence {
  Sentence sentence;
  std::vector<std::string_view> forms;
  std::vector<std::string_view> miscs;
  std::vector<std::size_t> lines;
  std::vector<Token> tokens;
};

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// The value of `key=` in a MISC or FEATS column.
std::optional<std::string_view> attribute(std::string_view column, std::string_view key) {
  while (!column.empty()) {
    const std::size_t bar = column.find('|');
    const std::string_view item = column.substr(0, bar);
    if (item.size() > key.size() && item.substr(0, key.size()) == key && item[key.size()] == '=') {
      return item.substr(key.size() + 1);
    }
    column = bar == std::string_view::npos ? std::string_view{} : column.substr(bar + 1);
  }
  return std::nullopt;
}

std::string unescape_spaces(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] != '\\' || i + 1 == value.size()) {
      out.push_back(value[i]);
      continue;
    }
    switch (value[++i]) {
      case 's':
        out.push_back(' ');
        break;
      case 't':
        out.push_back('\t');
        break;
      case 'r':
        out.push_back('\r');
        break;
      case 'n':
        out.push_back('\n');
        break;
      case 'p':
        out.push_back('|');
        break;
      default:
        out.push_back(value[i]);
    }
  }
  return out;
}

/// Reads rows into sentences whose spans are still empty.
class Reader {
 public:
  Reader(std::string_view conllu, std::string_view source) : rest_(conllu), source_(source) {}

  base::Expected<std::vector<RawSentence>> read() {
    std::vector<RawSentence> out;
    bool paragraph = true;
    while (!rest_.empty()) {
      const std::string_view line = next_line();
      if (line.empty()) {
        if (auto done = finish(out, paragraph); !done) return tl::make_unexpected(done.error());
        continue;
      }
      if (line.front() == '#') {
        const std::string_view comment = base::trim(line.substr(1));
        if (is_comment(comment, "newpar") || is_comment(comment, "newdoc")) paragraph = true;
        continue;
      }
      if (auto done = row(line); !done) return tl::make_unexpected(done.error());
    }
    if (auto done = finish(out, paragraph); !done) return tl::make_unexpected(done.error());
    return out;
  }

  tl::unexpected<base::Error> error(std::size_t line, std::string message, std::string hint = {}) const {
    return base::fail(ErrorCode::Malformed, std::move(message), std::move(hint),
                      base::Location{std::string(source_), line, 0, 0, {}});
  }

 private:
  static bool is_comment(std::string_view comment, std::string_view key) {
    return comment.substr(0, key.size()) == key &&
           (comment.size() == key.size() || comment[key.size()] == ' ' || comment[key.size()] == '=');
  }

  std::string_view next_line() {
    ++line_;
    const std::size_t end = rest_.find('\n');
    std::string_view line = rest_.substr(0, end);
    rest_ = end == std::string_view::npos ? std::string_view{} : rest_.substr(end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
  }

  base::Expected<void> row(std::string_view line) {
    Row r;
    r.line = line_;
    std::size_t n = 0;
    for (std::string_view left = line;; ++n) {
      const std::size_t tab = left.find('\t');
      if (n < columns) r.field[n] = left.substr(0, tab);
      if (tab == std::string_view::npos) break;
      left.remove_prefix(tab + 1);
    }
    if (n + 1 != columns) {
      return error(line_, "expected 10 columns separated by tabs, found " + std::to_string(n + 1));
    }
    const std::string_view id = r.field[0];
    if (id.find('.') != std::string_view::npos) return {};  // an empty node of the enhanced graph
    if (r.field[1].empty()) return error(line_, "the FORM column is empty");
    if (const std::size_t dash = id.find('-'); dash != std::string_view::npos) return range(r, dash);
    return word(r);
  }

  base::Expected<void> range(const Row& r, std::size_t dash) {
    const auto first = number(r.field[0].substr(0, dash));
    const auto last = number(r.field[0].substr(dash + 1));
    const std::size_t expected = current_.sentence.words.size() + 1;
    if (!first || !last || *first != expected || *last <= *first || *first <= covered_) {
      return error(r.line, "'" + std::string(r.field[0]) + "' is no range of words that begins with word " +
                               std::to_string(expected));
    }
    current_.tokens.push_back(Token{r.field[1], r.field[9], r.line, *first - 1, *last});
    covered_ = *last;
    return {};
  }

  base::Expected<void> word(const Row& r) {
    const auto id = number(r.field[0]);
    const std::size_t expected = current_.sentence.words.size() + 1;
    if (!id || *id != expected) {
      return error(r.line, "'" + std::string(r.field[0]) + "' in the ID column, expected " + std::to_string(expected));
    }
    if (expected > longest_sentence) {
      return base::fail(ErrorCode::Limit, "a sentence has more than " + std::to_string(longest_sentence) + " words",
                        "separate sentences by empty lines", base::Location{std::string(source_), r.line, 0, 0, {}});
    }
    Word w;
    if (r.field[2] != "_" || r.field[1] == "_") w.lemma = r.field[2];
    if (r.field[3] != "_") {
      const auto tag = upos_from(r.field[3]);
      if (!tag) return error(r.line, "'" + std::string(r.field[3]) + "' is no universal part-of-speech tag");
      w.upos = *tag;
    }
    if (r.field[5] != "_") w.feats = r.field[5];
    if (r.field[6] == "_") {
      w.head = no_head;
    } else if (const auto head = number(r.field[6]); head && *head <= longest_sentence) {
      w.head = static_cast<std::int32_t>(*head) - 1;
    } else {
      return error(r.line, "'" + std::string(r.field[6]) + "' in the HEAD column is no word number");
    }
    if (r.field[7] != "_") w.deprel = r.field[7];
    w.continues_token = expected <= covered_ && expected != current_.tokens.back().first + 1;
    if (expected > covered_) {
      const auto at = static_cast<std::uint32_t>(expected - 1);
      current_.tokens.push_back(Token{r.field[1], r.field[9], r.line, at, at + 1});
    }
    current_.sentence.words.push_back(std::move(w));
    current_.forms.push_back(r.field[1]);
    current_.miscs.push_back(r.field[9]);
    current_.lines.push_back(r.line);
    return {};
  }

  base::Expected<void> finish(std::vector<RawSentence>& out, bool& paragraph) {
    Sentence& s = current_.sentence;
    if (s.words.empty() && current_.tokens.empty()) return {};
    if (covered_ > s.words.size()) return error(current_.tokens.back().line, "the range ends behind the sentence");
    if (auto done = heads(); !done) return done;
    if (auto done = names(); !done) return done;
    s.begins_paragraph = paragraph;
    paragraph = false;
    out.push_back(std::move(current_));
    current_ = RawSentence{};
    covered_ = 0;
    return {};
  }

  base::Expected<void> heads() {
    Sentence& s = current_.sentence;
    const auto open = [](const Word& w) { return w.head == no_head; };
    if (std::all_of(s.words.begin(), s.words.end(), open)) {
      for (std::size_t i = 0; i < s.words.size(); ++i) {
        s.words[i].head = i == 0 ? root_head : 0;
        s.words[i].deprel = i == 0 ? "root" : "dep";
      }
      return {};
    }
    for (std::size_t i = 0; i < s.words.size(); ++i) {
      if (s.words[i].head == no_head)
        return error(current_.lines[i], "this word has no HEAD, others of the sentence do");
      if (s.words[i].head >= static_cast<std::int32_t>(s.words.size())) {
        return error(current_.lines[i], "HEAD " + std::to_string(s.words[i].head + 1) + " is behind the last word");
      }
    }
    if (std::string wrong = check_tree(s); !wrong.empty()) {
      return error(current_.lines.front(), "the heads make no tree: " + wrong);
    }
    return {};
  }

  base::Expected<void> names() {
    Sentence& s = current_.sentence;
    for (std::size_t i = 0; i < s.words.size(); ++i) {
      auto tag = attribute(current_.miscs[i], "NER");
      const bool strict = tag.has_value();
      if (!tag) tag = attribute(current_.miscs[i], "Entity");
      if (!tag || *tag == "O" || *tag == "_") continue;
      const bool shaped = tag->size() > 2 && (*tag)[1] == '-';
      const auto type = shaped ? name_type_from(tag->substr(2)) : std::nullopt;
      if (!type || std::string_view("BIES").find(tag->front()) == std::string_view::npos) {
        if (!strict) continue;
        return error(current_.lines[i], "NER=" + std::string(*tag) + " is no name tag",
                     "write B-PER on a name's first word, I-PER on the others");
      }
      const auto at = static_cast<std::uint32_t>(i);
      const bool inside = tag->front() == 'I' || tag->front() == 'E';
      if (inside && !s.names.empty() && s.names.back().end == at && s.names.back().type == *type) {
        ++s.names.back().end;
      } else {
        s.names.push_back(Name{at, at + 1, *type});
      }
    }
    return {};
  }

  std::string_view rest_;
  std::string_view source_;
  std::size_t line_ = 0;
  std::size_t covered_ = 0;  ///< words up to this number belong to the last range
  RawSentence current_;
};

/// Divides a token's span among its words.
void divide(std::string_view text, base::ByteSpan span, const Token& token, RawSentence& raw) {
  std::vector<Word>& words = raw.sentence.words;
  if (token.last - token.first == 1) {
    words[token.first].span = span;
    return;
  }
  const std::string_view surface = text.substr(span.begin, span.size());
  std::string joined;
  for (std::uint32_t i = token.first; i < token.last; ++i) joined += raw.forms[i];
  std::size_t at = 0;
  const bool exact = joined == surface;
  std::size_t units_left = base::count_code_points(joined);
  std::size_t points_left = base::count_code_points(surface);
  for (std::uint32_t i = token.first; i < token.last; ++i) {
    std::size_t end = at;
    const std::size_t units = base::count_code_points(raw.forms[i]);
    if (exact) {
      end = at + raw.forms[i].size();
    } else {
      std::size_t take = i + 1 == token.last ? points_left : (points_left * units + units_left / 2) / units_left;
      if (take == 0 && points_left > 0) take = 1;
      points_left -= take;
      units_left -= units;
      for (; take > 0 && end < surface.size(); --take) base::next_code_point(surface, end);
    }
    words[i].span = {span.begin + static_cast<std::uint32_t>(at), span.begin + static_cast<std::uint32_t>(end)};
    words[i].space_after = false;
    at = end;
  }
}

bool is_space(std::string_view text, std::size_t at, std::size_t& next) {
  next = at;
  return base::trim(text.substr(at, (base::next_code_point(text, next), next - at))).empty();
}

/// Where the form lies at or behind `at`; white space inside either is skipped. Nothing if it is not there.
std::optional<base::ByteSpan> align(std::string_view text, std::size_t at, std::string_view form) {
  std::size_t next = 0;
  while (at < text.size() && is_space(text, at, next)) at = next;
  const std::size_t begin = at;
  for (std::size_t f = 0; f < form.size();) {
    std::size_t form_next = 0;
    if (is_space(form, f, form_next)) {
      f = form_next;
      continue;
    }
    while (at < text.size() && at > begin && is_space(text, at, next) && text.substr(at, 1) != form.substr(f, 1))
      at = next;
    const std::size_t length = form_next - f;
    if (text.substr(at, length) != form.substr(f, length)) return std::nullopt;
    at += length;
    f = form_next;
  }
  if (at == begin) return std::nullopt;
  return base::ByteSpan{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)};
}

base::Expected<void> place(const Reader& reader, std::string_view text, std::vector<RawSentence>& raw) {
  const base::OffsetMap offsets(text);
  const std::size_t points = base::count_code_points(text);
  std::size_t at = 0;
  for (RawSentence& r : raw) {
    for (const Token& token : r.tokens) {
      base::ByteSpan span;
      if (const auto range = attribute(token.misc, "TokenRange")) {
        const std::size_t colon = range->find(':');
        const auto begin = number(range->substr(0, colon));
        const auto end = colon == std::string_view::npos ? std::nullopt : number(range->substr(colon + 1));
        if (!begin || !end || *begin >= *end || *end > points) {
          return reader.error(token.line, "TokenRange=" + std::string(*range) + " is no range of the text, which has " +
                                              std::to_string(points) + " code points");
        }
        span = offsets.to_bytes({*begin, *end});
        if (span.begin < at) return reader.error(token.line, "TokenRange lies before the end of the token before");
      } else if (const auto found = align(text, at, token.form)) {
        span = *found;
      } else {
        return reader.error(token.line, "the text does not go on with '" + std::string(token.form) + "'",
                            "the CoNLL-U must cover the whole text in order, or say TokenRange= in MISC");
      }
      at = span.end;
      divide(text, span, token, r);
    }
  }
  return {};
}

/// Spaces as the text has them, and the sentence spans.
void finish_spans(std::vector<RawSentence>& raw, Analysis& out) {
  for (RawSentence& r : raw) {
    Sentence& s = r.sentence;
    s.span = {s.words.front().span.begin, s.words.back().span.end};
    if (!out.sentences.empty()) {
      Word& last = out.sentences.back().words.back();
      last.space_after = last.span.end < s.span.begin;
    }
    for (std::size_t i = 0; i + 1 < s.words.size(); ++i) {
      s.words[i].space_after = s.words[i].span.end < s.words[i + 1].span.begin;
    }
    s.words.back().space_after = true;  // unless the next sentence follows at once, see above
    out.sentences.push_back(std::move(s));
  }
}

base::Expected<std::vector<RawSentence>> read_rows(Reader& reader, std::string_view conllu, std::string_view source) {
  if (conllu.size() >= std::numeric_limits<std::uint32_t>::max()) {
    return base::fail(ErrorCode::Limit, "CoNLL-U of 4 GiB or more", "divide it",
                      base::Location{std::string(source), 0, 0, 0, {}});
  }
  if (const std::size_t bad = base::find_invalid_utf8(conllu); bad != std::string_view::npos) {
    const auto line = std::count(conllu.begin(), conllu.begin() + static_cast<std::ptrdiff_t>(bad), '\n') + 1;
    return reader.error(static_cast<std::size_t>(line), "this line is not valid UTF-8");
  }
  return reader.read();
}

std::string build_text(const std::vector<RawSentence>& raw, std::vector<std::vector<base::ByteSpan>>& spans) {
  std::string text;
  std::string gap;
  for (const RawSentence& r : raw) {
    std::vector<base::ByteSpan>& own = spans.emplace_back();
    if (r.sentence.begins_paragraph && !text.empty() && gap.find('\n') == std::string::npos) gap = "\n\n";
    for (const Token& token : r.tokens) {
      text += gap;
      const auto begin = static_cast<std::uint32_t>(text.size());
      text += token.form;
      own.push_back({begin, static_cast<std::uint32_t>(text.size())});
      gap = attribute(token.misc, "SpaceAfter") == "No" ? "" : " ";
      if (const auto spaces = attribute(token.misc, "SpacesAfter")) gap = unescape_spaces(*spaces);
    }
  }
  return text;
}

std::string in_one_line(std::string_view form) {
  std::string out(form);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
  return out.empty() ? "_" : out;
}

class Writer {
 public:
  Writer(std::string_view text, const ConlluOptions& options) : text_(text), options_(options), offsets_(text) {}

  void sentence(const Sentence& s, std::size_t id, bool first) {
    if (first && !options_.document.empty()) out_ += "# newdoc id = " + in_one_line(options_.document) + "\n";
    if (s.begins_paragraph) out_ += "# newpar\n";
    out_ += "# sent_id = ";
    if (!options_.document.empty()) out_ += in_one_line(options_.document) + "-";
    out_ += std::to_string(id) + "\n# text = ";
    for (std::size_t i = 0; i < s.words.size(); ++i) {
      out_ += in_one_line(form(text_, s.words[i]));
      if (i + 1 < s.words.size() && s.words[i].space_after) out_ += ' ';
    }
    out_ += '\n';
    std::vector<std::string> tags(s.words.size());
    for (const Name& n : s.names) {
      for (std::uint32_t i = n.begin; i < n.end && i < s.words.size(); ++i) {
        tags[i] = (i == n.begin ? "B-" : "I-") + std::string(to_string(n.type));
      }
    }
    for (std::size_t i = 0; i < s.words.size(); ++i) {
      std::size_t last = i + 1;
      while (last < s.words.size() && s.words[last].continues_token) ++last;
      if (!s.words[i].continues_token && last > i + 1) range(s, i, last);
      word(s, i, tags[i]);
    }
    out_ += '\n';
  }

  std::string take() { return std::move(out_); }

 private:
  void range(const Sentence& s, std::size_t first, std::size_t last) {
    const base::ByteSpan span{s.words[first].span.begin, s.words[last - 1].span.end};
    out_ += std::to_string(first + 1) + "-" + std::to_string(last) + "\t";
    out_ += in_one_line(text_.substr(span.begin, span.size())) + "\t_\t_\t_\t_\t_\t_\t_\t";
    misc("", s.words[last - 1].space_after, span);
  }

  void word(const Sentence& s, std::size_t i, std::string_view tag) {
    const Word& w = s.words[i];
    const bool in_range = w.continues_token || (i + 1 < s.words.size() && s.words[i + 1].continues_token);
    out_ += std::to_string(i + 1) + "\t" + in_one_line(form(text_, w)) + "\t" + in_one_line(w.lemma) + "\t";
    out_ += to_string(w.upos);
    out_ += "\t_\t" + in_one_line(w.feats) + "\t" + std::to_string(w.head + 1) + "\t" + in_one_line(w.deprel) + "\t_\t";
    misc(tag, in_range || w.space_after, w.span);
  }

  void misc(std::string_view tag, bool space_after, base::ByteSpan span) {
    const std::size_t before = out_.size();
    const auto add = [&](const std::string& item) { out_ += (out_.size() > before ? "|" : "") + item; };
    if (!tag.empty()) add("NER=" + std::string(tag));
    if (!space_after) add("SpaceAfter=No");
    if (options_.token_ranges) {
      const base::CodePointSpan points = offsets_.to_code_points(span);
      add("TokenRange=" + std::to_string(points.begin) + ":" + std::to_string(points.end));
    }
    if (out_.size() == before) out_ += '_';
    out_ += '\n';
  }

  std::string_view text_;
  const ConlluOptions& options_;
  base::OffsetMap offsets_;
  std::string out_;
};

}  // namespace

std::string check_tree(const Sentence& sentence) {
  const auto count = static_cast<std::int32_t>(sentence.words.size());
  std::int32_t root = -1;
  for (std::int32_t i = 0; i < count; ++i) {
    const std::int32_t head = sentence.words[static_cast<std::size_t>(i)].head;
    if (head < root_head || head >= count) return "word " + std::to_string(i + 1) + " has a head outside the sentence";
    if (head == root_head && root >= 0) {
      return "words " + std::to_string(root + 1) + " and " + std::to_string(i + 1) + " are both roots";
    }
    if (head == root_head) root = i;
  }
  if (root < 0) return "no word is the root";
  std::vector<std::int32_t> seen(sentence.words.size(), -1);  // the walk that came by first
  for (std::int32_t i = 0; i < count; ++i) {
    std::int32_t at = i;
    while (at != root_head && seen[static_cast<std::size_t>(at)] < 0) {
      seen[static_cast<std::size_t>(at)] = i;
      at = sentence.words[static_cast<std::size_t>(at)].head;
    }
    if (at != root_head && seen[static_cast<std::size_t>(at)] == i) {
      return "word " + std::to_string(at + 1) + " is its own ancestor";
    }
  }
  return "";
}

base::Expected<ConlluText> read_conllu(std::string_view conllu, std::string_view source) {
  Reader reader(conllu, source);
  auto raw = read_rows(reader, conllu, source);
  if (!raw) return tl::make_unexpected(raw.error());
  std::vector<std::vector<base::ByteSpan>> spans;
  ConlluText out;
  out.text = build_text(*raw, spans);
  for (std::size_t i = 0; i < raw->size(); ++i) {
    RawSentence& r = (*raw)[i];
    for (std::size_t t = 0; t < r.tokens.size(); ++t) divide(out.text, spans[i][t], r.tokens[t], r);
  }
  finish_spans(*raw, out.analysis);
  return out;
}

base::Expected<Analysis> read_conllu(std::string_view conllu, std::string_view text, std::string_view source) {
  Reader reader(conllu, source);
  if (text.size() >= std::numeric_limits<std::uint32_t>::max()) {
    return base::fail(ErrorCode::Limit, "a text of 4 GiB or more", "divide it");
  }
  auto raw = read_rows(reader, conllu, source);
  if (!raw) return tl::make_unexpected(raw.error());
  if (auto done = place(reader, text, *raw); !done) return tl::make_unexpected(done.error());
  Analysis out;
  finish_spans(*raw, out);
  return out;
}

std::string write_conllu(std::string_view text, const Analysis& analysis, const ConlluOptions& options) {
  Writer writer(text, options);
  for (std::size_t i = 0; i < analysis.sentences.size(); ++i) {
    writer.sentence(analysis.sentences[i], options.first_id + i, i == 0);
  }
  return writer.take();
}

}  // namespace entente::language
