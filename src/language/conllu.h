#pragma once

#include <string>
#include <string_view>

#include "graph/base/error.h"
#include "src/language/analysis.h"

/// CoNLL-U, https://universaldependencies.org/format.html, to and from Analysis.
///
/// Columns read: ID, FORM, LEMMA, UPOS, FEATS, HEAD, DEPREL and of MISC `SpaceAfter=No`, `SpacesAfter=…` (UDPipe),
/// `TokenRange=begin:end` (code points of the text) and names as `NER=B-PER` (also `Entity=`; BIO or BIOES; an `Entity`
/// in another notation, such as GUM's, is not read). `# newpar` and `# newdoc` begin a paragraph. XPOS, DEPS, empty
/// nodes and other comments are not kept. A sentence whose HEAD column is `_` throughout gets a flat tree (the first
/// word is the root, the rest hang on it as `dep`), for Analyzer::annotate to replace.
namespace entente::language {

struct ConlluText {
  std::string text;
  Analysis analysis;
};

/// Builds the text from the forms: a blank between tokens unless SpaceAfter=No or SpacesAfter says otherwise, a blank
/// between sentences, an empty line between paragraphs. TokenRange is not used. O(length).
/// Errors, each with `source` and the line: Malformed (columns, ids, heads, cycles, tags, UTF-8), Limit above 4 GiB.
base::Expected<ConlluText> read_conllu(std::string_view conllu, std::string_view source);

/// The same over a text that the caller has: tokens lie where TokenRange says, else where the form follows the token
/// before (white space skipped). Words of a multiword token divide its span, in proportion if their forms do not add up
/// to it. Errors as above, and Malformed for a range outside the text or a form that the text does not contain there.
base::Expected<Analysis> read_conllu(std::string_view conllu, std::string_view text, std::string_view source);

struct ConlluOptions {
  std::string document;      ///< `# newdoc id = …` and the prefix of sent_id; "" for plain numbers and no newdoc
  std::size_t first_id = 1;  ///< number of the first sentence
  bool token_ranges = true;  ///< MISC TokenRange=
};

/// Valid CoNLL-U: newpar, sent_id, text, multiword-token lines, NER and SpaceAfter in MISC. XPOS and DEPS are `_`.
std::string write_conllu(std::string_view text, const Analysis& analysis, const ConlluOptions& options = {});

/// "" if the heads make one tree with one root, else what is wrong ("word 3 is its own ancestor").
std::string check_tree(const Sentence& sentence);

}  // namespace entente::language
