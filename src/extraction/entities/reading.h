#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "graph/model/records.h"
#include "src/extraction/gazetteer.h"
#include "src/language/analysis.h"

/// What the stages of entity resolution share: a document being read, and small questions about its words.
namespace entente::extraction::entities {

struct Reading {
  const model::Document& document;
  const language::Analysis& analysis;
  const Gazetteer& gazetteer;

  const language::Sentence& sentence(std::uint32_t s) const { return analysis.sentences[s]; }
  std::uint32_t size(std::uint32_t s) const { return static_cast<std::uint32_t>(sentence(s).words.size()); }
  const language::Word& word(std::uint32_t s, std::uint32_t w) const { return sentence(s).words[w]; }
  std::string_view form(std::uint32_t s, std::uint32_t w) const { return language::form(document.text, word(s, w)); }
  /// The text of words [begin, end).
  std::string_view slice(std::uint32_t s, std::uint32_t begin, std::uint32_t end) const;
  base::ByteSpan bytes(std::uint32_t s, std::uint32_t begin, std::uint32_t end) const;
  /// Lower-case form, of plurals without their ending: what word lists are asked with, independent of the lemmatizer.
  std::string base(std::uint32_t s, std::uint32_t w) const;
  bool is(std::uint32_t s, std::uint32_t w, std::string_view lower) const;
  bool capital(std::uint32_t s, std::uint32_t w) const;
  bool possessive(std::uint32_t s, std::uint32_t w) const;  ///< 's or ’
  bool punctuation(std::uint32_t s, std::uint32_t w) const;
  bool name_like(std::uint32_t s, std::uint32_t w) const;  ///< proper noun, noun or adjective
  /// True for a sentence without lower-case letters in its longer words: a headline in capitals.
  bool shouted(std::uint32_t s) const;
  /// The word of [begin, end) that the tree attaches the run by.
  std::uint32_t head(std::uint32_t s, std::uint32_t begin, std::uint32_t end) const;
  /// The preposition that introduces the phrase of this word ("in" of "in Beijing", also for "in London and Beijing"),
  /// or "".
  std::string preposition(std::uint32_t s, std::uint32_t begin, std::uint32_t head) const;
  /// deprel without its subtype, that of the first conjunct for a conjunct; `governor` is set to the head (or
  /// root_head).
  std::string_view relation(std::uint32_t s, std::uint32_t w, std::int32_t& governor) const;
};

bool one_of(std::string_view word, std::initializer_list<std::string_view> list);
std::string lower(std::string_view ascii);
/// "BEIJING" of a dateline is Beijing; other names as they are.
std::string display_name(const std::string& name);
/// Singular of a lower-case English noun by its ending ("secretaries" -> "secretary").
std::string singular(std::string word);

}  // namespace entente::extraction::entities
