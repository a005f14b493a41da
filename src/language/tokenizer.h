#pragma once

#include <cstddef>
#include <string_view>

#include "src/language/analysis.h"

/// Raw news text into sentences and words, by rules that follow the conventions of UD English EWT, release 2.15:
/// - clitics are words of one token: don't = do + n't, Xi's = Xi + 's, years' = years + ', cannot = can + not;
/// - abbreviations keep their full stop (U.S., Mr., Inc.), also at the end of a sentence;
/// - compounds divide at hyphens (high - level), but not after a prefix (non-profit, pro-Beijing) or in telephone
/// numbers;
/// - $ 5, 5 %, 221 bn, 10 am; 9/11, 5:00 and 1,200 stay whole; and / or;
/// - URLs, e-mail addresses, @names, #tags, emoji and runs of one mark (..., --, !!) are one word.
///
/// Sentences end at . ! ? … with closing quotes and brackets, where the next word begins like a sentence; at an empty
/// line; at a line break before a list item; and at a line break after a line into which the next word would still have
/// fitted (headlines and by-lines over hard-wrapped text; lines over 120 or all under 45 columns are not wrapped),
/// unless a lower-case letter follows. Other line breaks are blanks.
namespace entente::language {

/// A sentence with more words than this is divided, behind clause punctuation in its second half if there is any.
inline constexpr std::size_t max_sentence_words = 250;

/// A paragraph with more bytes than this is divided (at white space if there is any near), so that memory stays
/// bounded.
inline constexpr std::size_t max_paragraph_bytes = std::size_t{1} << 20U;

/// Spans, space_after, continues_token and begins_paragraph are set; the tree is flat (the first word is the root).
/// Text is valid UTF-8 below 4 GiB (what is behind is ignored). Controls such as NUL count as white space; a text of
/// white space has no sentence. O(length).
Analysis segment(std::string_view text);

}  // namespace entente::language
