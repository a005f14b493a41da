#pragma once

#include <optional>
#include <vector>

#include "graph/base/date.h"
#include "graph/schema/types.h"
#include "src/extraction/matcher_tree.h"

namespace entente::extraction {

/// A date as a sentence words it, before it is known whether what happens then is past or to come.
struct DateMention {
  enum class Kind : std::uint8_t {
    Fixed,    ///< resolved: "May 12, 2025", "yesterday", "last month"
    Weekday,  ///< "Monday": the last or the next one, by the event's status
    Month,    ///< "May": the last or the next one
    MonthDay  ///< "May 12"
  };
  Kind kind = Kind::Fixed;
  WordIndex begin = 0;
  WordIndex end = 0;
  WordIndex head = 0;     ///< the word by which the phrase hangs in the tree
  base::DateRange range;  ///< Fixed
  int weekday = 0;        ///< Weekday: 1 Monday … 7 Sunday
  int month = 0;
  int day = 0;
  bool bound = false;  ///< "since May", "until Friday", "by June": a limit, not the time itself
};

/// The dates that the sentence names, in text order. `document` is the document's date; without it ("unknown") only
/// complete dates are found. `last` is the last day that the text named before: "the same day", "a day earlier" count
/// from it or from a day that the sentence itself has named by then. O(words).
std::vector<DateMention> find_dates(const Tree& tree, const base::Date& document, const base::Date& last = {});

/// The range that the mention means for an event of this status: forward from the document's date for what is planned
/// or still possible, backward for all else.
base::DateRange resolve_date(const DateMention& mention, const base::Date& document, schema::Status status);

/// The date of the event with this trigger: one below the trigger, else one of its clause, else of the clauses that
/// govern it (not beyond a verb of speech); nullptr if none. Limits (`bound`) do not count.
const DateMention* date_of(const Tree& tree, const FrameSet& frames, const std::vector<DateMention>& dates,
                           WordIndex trigger);

/// How near a phrase with this head is to the trigger: 0 below it, 1 in its clause, 2 and more for governing clauses;
/// -1 for not at all. Shared by dates and places.
/// `over_infinitives`: "urged China to act on Thursday" tells when it was urged.
int distance_to_event(const Tree& tree, const FrameSet& frames, WordIndex phrase, WordIndex trigger,
                      bool over_infinitives = false);

/// The event's clause tells what happens where the clause above ends: "fly to Lima, where they are to meet".
bool told_by_where(const Tree& tree, WordIndex trigger);

}  // namespace entente::extraction
