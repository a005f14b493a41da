#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base/span.h"

/// What the language model says about a text: sentences, words, tags, trees, names. Plain data; every stage above reads
/// only this. Follows Universal Dependencies v2 (English).
namespace entente::language {

/// Universal part-of-speech tags, https://universaldependencies.org/u/pos/.
enum class Upos : std::uint8_t {
  Adj,
  Adp,
  Adv,
  Aux,
  Cconj,
  Det,
  Intj,
  Noun,
  Num,
  Part,
  Pron,
  Propn,
  Punct,
  Sconj,
  Sym,
  Verb,
  X
};
std::string_view to_string(Upos tag);  ///< "ADJ"
std::optional<Upos> upos_from(std::string_view text);

/// What a name is. OntoNotes' classes, as far as they matter here, and titles.
enum class NameType : std::uint8_t {
  Person,        ///< PER
  Organization,  ///< ORG
  Gpe,           ///< GPE: countries, cities, states
  Location,      ///< LOC: other places: mountains, seas, regions
  Norp,          ///< NORP: nationalities, religious and political groups
  Facility,      ///< FAC
  Event,         ///< EVENT
  Law,           ///< LAW: laws, treaties, measures by name
  Date,          ///< DATE
  Money,         ///< MONEY
  Title,         ///< TITLE: "Commerce Secretary"
  Other          ///< MISC
};
std::string_view to_string(NameType type);  ///< "PER"
/// Reads what to_string writes and the usual other spellings: PERSON, LOCATION, …; TIME is a Date; PRODUCT, WORK and
/// OTHER are Other.
std::optional<NameType> name_type_from(std::string_view text);

inline constexpr std::int32_t root_head = -1;

/// A syntactic word. Its span lies in the text; words of a multiword token ("do" + "n't") divide the token's span.
struct Word {
  base::ByteSpan span;
  std::string lemma;
  Upos upos = Upos::X;
  std::string feats;              ///< "Number=Sing|Person=3", "" for none
  std::int32_t head = root_head;  ///< index in the sentence, root_head for the root
  std::string deprel;             ///< "nsubj:pass"
  bool space_after = true;        ///< false where the next word follows without white space
  bool continues_token = false;   ///< belongs to the same token as the word before it ("n't" in "don't")
};

/// A name: words [begin, end) of the sentence.
struct Name {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  NameType type = NameType::Other;
};

/// Exactly one word is the root; every word reaches it. Never empty.
struct Sentence {
  base::ByteSpan span;  ///< from the first word's begin to the last word's end
  std::vector<Word> words;
  std::vector<Name> names;  ///< sorted, disjoint
  bool begins_paragraph = false;
};

/// The sentences in text order. Offsets are bytes of the analysed text, which the caller keeps.
struct Analysis {
  std::vector<Sentence> sentences;
};

/// The word's form.
inline std::string_view form(std::string_view text, const Word& w) {
  return text.substr(w.span.begin, w.span.size());
}

}  // namespace entente::language
