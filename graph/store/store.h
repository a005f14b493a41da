#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "graph/base/error.h"
#include "graph/model/records.h"
#include "graph/property_graph.h"
#include "graph/schema/ontology.h"

/// The graph on disk: one SQLite file that holds the records of documents. Every change is one transaction: a killed
/// program leaves a file that opens and holds every document that was reported as added.
namespace entente::store {

enum class OpenMode : std::uint8_t {
  Read,            ///< must exist
  ReadWrite,       ///< must exist
  CreateIfMissing  ///< made, with the schema, if it does not exist or is empty
};

struct StoreStats {
  std::uint64_t documents = 0;
  std::uint64_t bytes = 0;
};

/// Not thread-safe: one thread at a time. Several processes may read while one writes.
class Store {
 public:
  /// Errors: Unreadable (no such file, no permission); Malformed (no SQLite file, or not one of ours); Unsupported (a
  /// newer version of the file); Io.
  static base::Expected<Store> open(const std::string& path, OpenMode mode);

  /// Adds documents in one transaction. A document whose id is there already is left alone. Returns how many were new.
  base::Expected<std::size_t> add(const std::vector<model::DocumentRecord>& records);
  /// Removes every document with this key or id. Returns how many.
  base::Expected<std::size_t> remove(std::string_view key_or_id);
  /// True if a document with this id is there.
  base::Expected<bool> contains(std::string_view document_id) const;
  /// Every record, sorted by document id.
  base::Expected<std::vector<model::DocumentRecord>> records() const;
  /// The records put together (merge::consolidate).
  base::Expected<graph::KnowledgeGraph> graph(const schema::Ontology& ontology) const;
  base::Expected<StoreStats> stats() const;
  /// Every invariant of the file: SQLite's own integrity, ids that match content, indices in range, types and ends that
  /// the ontology allows, and for every mention and piece of evidence that its text is the document's text at its
  /// offsets. Returns what is wrong, one sentence each; empty is good.
  base::Expected<std::vector<std::string>> check(const schema::Ontology& ontology) const;

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  ~Store();

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace entente::store
