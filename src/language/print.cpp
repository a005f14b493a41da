#include "src/language/print.h"

#include <unicode/uchar.h>

#include <vector>

#include "graph/base/utf8.h"

namespace entente::language {
namespace {

/// White space as blanks, what a terminal would act on as U+FFFD.
std::string shown(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = base::next_code_point(text, at);
    const bool override = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    if (c == U'\n' || c == U'\t' || c == U'\r') {
      out += ' ';
    } else if (override || u_charType(static_cast<UChar32>(c)) == U_CONTROL_CHAR) {
      out += "\uFFFD";
    } else {
      out.append(text, begin, at - begin);
    }
  }
  return out;
}

/// The text of words [begin, end), white space between them as one blank.
std::string words_text(std::string_view text, const Sentence& s, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = begin; i < end; ++i) {
    out += shown(form(text, s.words[i]));
    if (i + 1 < end && s.words[i].space_after) out += ' ';
  }
  return out;
}

class Printer {
 public:
  Printer(std::string_view text, const PrintOptions& options) : text_(text), options_(options) {}

  void sentence(const Sentence& s, std::size_t id) {
    if (!out_.empty()) out_ += '\n';
    const std::string number = std::to_string(id);
    margin_ = std::string(number.size() + 2, ' ');
    out_ += number + "  ";
    out_.append(options_.bold).append(words_text(text_, s, 0, s.words.size())).append(options_.reset) += '\n';
    tree(s);
    if (s.names.empty()) return;
    out_ += margin_ + "names: ";
    for (std::size_t i = 0; i < s.names.size(); ++i) {
      const Name& n = s.names[i];
      out_ += i == 0 ? "" : ", ";
      out_ += words_text(text_, s, n.begin, n.end) + " (" + std::string(to_string(n.type)) + ")";
    }
    out_ += '\n';
  }

  std::string take() { return std::move(out_); }

 private:
  /// A word still to be printed: with the lines that lead down to it.
  struct Pending {
    std::size_t word;
    std::string lead;
    bool last;
  };

  void tree(const Sentence& s) {
    const std::size_t count = s.words.size();
    std::vector<std::vector<std::size_t>> children(count);
    std::vector<Pending> stack;
    for (std::size_t i = 0; i < count; ++i) {
      const std::int32_t head = s.words[i].head;
      if (head >= 0 && static_cast<std::size_t>(head) < count) children[static_cast<std::size_t>(head)].push_back(i);
      if (head == root_head) stack.push_back({i, "", true});
    }
    constexpr std::size_t deepest_lead = 600;  // bytes; a chain of words deeper than that is no longer indented
    while (!stack.empty()) {
      const Pending p = std::move(stack.back());
      stack.pop_back();
      const Word& w = s.words[p.word];
      const bool root = w.head == root_head;
      out_ += margin_;
      out_.append(options_.dim).append(p.lead);
      if (!root) out_ += p.last ? "└─ " : "├─ ";
      if (!root) out_ += shown(w.deprel) + "  ";
      out_.append(options_.reset);
      word(w);
      std::string lead = p.lead;
      if (!root && lead.size() < deepest_lead) lead += p.last ? "   " : "│  ";
      const std::vector<std::size_t>& below = children[p.word];
      for (std::size_t i = below.size(); i > 0; --i) stack.push_back({below[i - 1], lead, i == below.size()});
    }
  }

  void word(const Word& w) {
    const std::string f = shown(form(text_, w));
    out_ += f + "  ";
    out_.append(options_.dim).append(to_string(w.upos));
    if (options_.features) {
      out_ += "  " + shown(w.lemma) + (w.feats.empty() ? "" : "  " + w.feats);
    } else if (w.lemma != f) {
      out_ += "  (" + shown(w.lemma) + ")";
    }
    out_.append(options_.reset) += '\n';
  }

  std::string_view text_;
  const PrintOptions& options_;
  std::string margin_;
  std::string out_;
};

}  // namespace

std::string print_analysis(std::string_view text, const Analysis& analysis, const PrintOptions& options) {
  Printer printer(text, options);
  for (std::size_t i = 0; i < analysis.sentences.size(); ++i) {
    printer.sentence(analysis.sentences[i], options.first_id + i);
  }
  return printer.take();
}

}  // namespace entente::language
