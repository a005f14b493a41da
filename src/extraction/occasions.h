#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "graph/base/date.h"
#include "graph/model/records.h"

/// Times and places that one sentence tells of an event and another leaves out.
namespace entente::extraction {

/// A meeting, talk or accord whose time or place the text tells.
struct Occasion {
  std::uint32_t sentence = 0;
  std::string relation;
  std::vector<model::LocalIndex> participants;  ///< with whom they act for; any order
  schema::Status status = schema::Status::Happened;
  base::DateRange date;
  std::optional<model::LocalIndex> place;
};

/// That somebody spoke on a day: "Quill said on Thursday".
struct Utterance {
  std::uint32_t sentence = 0;
  model::LocalIndex speaker = 0;
  base::DateRange date;
  std::optional<model::LocalIndex> place;
};

/// An event that may take its time and place from elsewhere.
struct OpenEvent {
  std::uint32_t sentence = 0;
  std::vector<model::LocalIndex> subject;  ///< it and whom it acts for
  std::vector<model::LocalIndex> object;
  bool of_another_time = false;  ///< its sentence has "again", "previously" …
};

/// True for relations that are occasions: meetings, talks, accords.
bool is_occasion(std::string_view relation);

/// Gives the statement the date and place of the occasion that it elaborates, or of its subject's utterance: of the
/// sentences just before (for utterances also just behind), else of the lead. Keeps what it has; takes nothing where
/// what it has differs or where the text offers several. Lowers the confidence of what it changes. O(occasions +
/// utterances). Returns true if it changed the statement.
bool complete_from_text(const std::vector<Occasion>& occasions, const std::vector<Utterance>& utterances,
                        const OpenEvent& event, model::StatementRecord& statement);

}  // namespace entente::extraction
