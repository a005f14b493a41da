#include "src/extraction/extractor.h"

#include <utility>

#include "src/extraction/frames.h"
#include "src/extraction/gazetteer.h"
#include "src/extraction/mentions.h"
#include "src/extraction/positions.h"
#include "src/extraction/relations.h"

namespace entente::extraction {

struct Extractor::Impl {
  schema::Ontology ontology;
  FrameSet frames;
  Gazetteer gazetteer;
};

Extractor::Extractor(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor& Extractor::operator=(Extractor&&) noexcept = default;
Extractor::~Extractor() = default;

base::Expected<Extractor> Extractor::load_default(const schema::Ontology& ontology) {
  auto frames = FrameSet::load_default(ontology);
  if (!frames) return tl::make_unexpected(frames.error());
  auto gazetteer = Gazetteer::load_default();
  if (!gazetteer) return tl::make_unexpected(gazetteer.error());
  return Extractor(std::unique_ptr<Impl>(new Impl{ontology, std::move(*frames), std::move(*gazetteer)}));
}

namespace {

/// For each person the country or body that the last of the posts puts it in.
std::vector<std::optional<model::LocalIndex>> holders_of(const Mentions& mentions) {
  std::vector<std::optional<model::LocalIndex>> holders(mentions.entities.size());
  for (const Post& post : mentions.posts) {
    if (post.holder && mentions.entities[*post.holder].type == schema::EntityType::Country) {
      holders[post.person] = post.holder;
    }
  }
  return holders;
}

}  // namespace

model::DocumentRecord Extractor::extract(const model::Document& document, const language::Analysis& analysis) const {
  model::DocumentRecord record;
  record.document = document;
  const Mentions mentions = resolve_mentions(document, analysis, impl_->gazetteer);
  record.entities = mentions.entities;
  record.statements = find_positions(document, analysis, mentions);
  RelationFinder(impl_->frames, impl_->ontology).add_statements(mentions, analysis, holders_of(mentions), record);
  return record;
}

}  // namespace entente::extraction
