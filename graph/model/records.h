#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "graph/base/date.h"
#include "graph/base/span.h"
#include "graph/schema/types.h"

/// What one document says, before documents are put together. Records are the only truth that is stored; the graph of
/// entities and statements (graph/model/entity.h) is a pure function of the set of records, so that merging stores is the
/// union of their records: associative, commutative, idempotent.
namespace entente::model {

/// Where a document's date comes from, strongest first.
enum class DateOrigin : std::uint8_t { None, Metadata, Page, Dateline, Option };
std::string_view to_string(DateOrigin origin);
std::optional<DateOrigin> date_origin_from(std::string_view text);

/// A source text. `text` is valid UTF-8, exactly as offsets refer to it; offsets count its code points.
struct Document {
  std::string key;    ///< what a user calls it: base name of the file, or the id of a JSONL line or feed item
  std::string path;   ///< where it was read from (file, "-" for standard input); informative only, not part of the id
  std::string title;  ///< may be empty
  base::Date date;    ///< may be unknown; never the clock
  DateOrigin date_origin = DateOrigin::None;
  std::string source;    ///< publisher, may be empty
  std::string url;       ///< may be empty
  std::string language;  ///< BCP 47, may be empty
  std::string text;

  /// Content identifier "d-…" over key, title, date, source, url and text. Reading the same document again gives the
  /// same id, from any path.
  std::string id() const;
};

/// One mention of an entity in the document's text.
struct Mention {
  base::CodePointSpan span;
  std::string surface;  ///< equals the text at the span
  friend auto operator<=>(const Mention&, const Mention&) = default;
};

/// An entity as one document knows it. Index into DocumentRecord::entities.
using LocalIndex = std::uint32_t;

struct EntityRecord {
  schema::EntityType type = schema::EntityType::Organization;
  std::string name;                  ///< the fullest name in the text, without title; canonical if `reference` is set
  std::vector<std::string> aliases;  ///< other names for it in this text, sorted, without `name`; no pronouns
  std::string reference;  ///< identity beyond the text: "country:US", "org:UN", "wikidata:Q…"; or empty
  std::string kind;       ///< Measure only: its kind ("tariff")
  std::optional<LocalIndex> imposer;  ///< Measure only: who imposed it, if known
  std::optional<LocalIndex> target;   ///< Measure only: against whom, if known
  std::vector<Mention> mentions;      ///< in text order
  std::vector<std::string> reasons;   ///< why mentions were merged: "surname of Gina Raimondo", "capital used as actor"
};

/// One place in the text that bears a statement out.
struct EvidenceRecord {
  base::CodePointSpan sentence;  ///< the sentence in the document's text
  std::string subject;           ///< surface form of the subject there ("she")
  std::string object;            ///< surface form of the object there
  friend auto operator<=>(const EvidenceRecord&, const EvidenceRecord&) = default;
};

struct StatementRecord {
  LocalIndex subject = 0;
  std::string type;  ///< name of a relation type of the ontology
  LocalIndex object = 0;
  schema::Status status = schema::Status::Happened;
  base::DateRange date;
  std::optional<LocalIndex> place;
  std::string title;    ///< HOLDS_POSITION: the post
  bool former = false;  ///< HOLDS_POSITION: the text says that it is over
  std::optional<LocalIndex> measure;
  std::vector<LocalIndex> topics;
  std::optional<LocalIndex> claimed_by;
  double confidence = 1.0;  ///< 0 to 1
  std::vector<EvidenceRecord> evidence;
};

/// Everything that was found in one document.
struct DocumentRecord {
  Document document;
  std::vector<EntityRecord> entities;
  std::vector<StatementRecord> statements;
};

}  // namespace entente::model
