#include "queries/store/graph_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "graph/base/json.h"
#include "graph/store/sqlite.h"
#include "queries/store/value_json.h"

namespace entente::queries {
namespace {

using base::ErrorCode;
using base::Expected;
using base::fail;
using store::Query;
using store::Transaction;

using Database = std::unique_ptr<sqlite3, store::CloseDatabase>;

constexpr const char* create_sql = R"sql(
CREATE TABLE IF NOT EXISTS node (id INTEGER PRIMARY KEY, labels TEXT NOT NULL, properties TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS relationship (id INTEGER PRIMARY KEY, type TEXT NOT NULL, start INTEGER NOT NULL,
                                         "end" INTEGER NOT NULL, properties TEXT NOT NULL);
DELETE FROM node;
DELETE FROM relationship;
PRAGMA application_id = 1164866627;
PRAGMA user_version = 1;
)sql";
static_assert(graph_file_application_id == 1164866627 && graph_file_version == 1, "create_sql names both");

base::Location at(const std::string& path) {
  return {path, 0, 0, 0, {}};
}

Expected<Database> open_database(const std::string& path, int flags) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
  Database db(raw);
  if (code != SQLITE_OK) return tl::make_unexpected(store::sqlite_error(raw, code, path));
  sqlite3_busy_timeout(raw, 10000);
  return db;
}

Expected<std::int64_t> pragma(sqlite3* db, const std::string& path, const char* sql) {
  auto query = Query::prepare(db, path, sql);
  if (!query) return tl::make_unexpected(query.error());
  const auto row = query->step();
  if (!row) return tl::make_unexpected(row.error());
  return *row ? query->number(0) : 0;
}

std::string encode_properties(const Properties& properties, const SymbolTable& symbols) {
  Map map;
  for (const auto& [key, value] : properties) map.emplace(symbols.name(key), value);
  return encode_value(Value(std::move(map)));
}

Expected<Map> decode_properties(const std::string& json) {
  auto value = decode_value(json);
  if (!value) return tl::make_unexpected(value.error());
  if (!value->is(Kind::Map)) return fail(ErrorCode::Malformed, "a stored node's properties are no map");
  return value->map();
}

Expected<void> insert_nodes(sqlite3* db, const std::string& path, const PropertyGraph& graph) {
  auto insert = Query::prepare(db, path, "INSERT INTO node (id, labels, properties) VALUES (?, ?, ?)");
  if (!insert) return tl::make_unexpected(insert.error());
  for (std::uint64_t i = 0; i < graph.node_limit(); ++i) {
    const NodeId id{i};
    if (!graph.exists(id)) continue;
    List labels;
    for (const Symbol label : graph.labels(id)) labels.emplace_back(graph.symbols().name(label));
    insert->bind(0, std::to_string(i));
    insert->bind(1, encode_value(Value(std::move(labels))));
    insert->bind(2, encode_properties(graph.properties(id), graph.symbols()));
    if (const auto done = insert->step(); !done) return tl::make_unexpected(done.error());
    insert->reset();
  }
  return {};
}

Expected<void> insert_relationships(sqlite3* db, const std::string& path, const PropertyGraph& graph) {
  auto insert = Query::prepare(
      db, path, "INSERT INTO relationship (id, type, start, \"end\", properties) VALUES (?, ?, ?, ?, ?)");
  if (!insert) return tl::make_unexpected(insert.error());
  for (std::uint64_t i = 0; i < graph.relationship_limit(); ++i) {
    const RelationshipId id{i};
    if (!graph.exists(id)) continue;
    insert->bind(0, std::to_string(i));
    insert->bind(1, graph.symbols().name(graph.type(id)));
    insert->bind(2, std::to_string(index_of(graph.start(id))));
    insert->bind(3, std::to_string(index_of(graph.end(id))));
    insert->bind(4, encode_properties(graph.properties(id), graph.symbols()));
    if (const auto done = insert->step(); !done) return tl::make_unexpected(done.error());
    insert->reset();
  }
  return {};
}

Expected<void> read_nodes(sqlite3* db, const std::string& path, PropertyGraph& graph,
                          std::map<std::int64_t, NodeId>& made) {
  auto query = Query::prepare(db, path, "SELECT id, labels, properties FROM node ORDER BY id");
  if (!query) return tl::make_unexpected(query.error());
  for (;;) {
    const auto row = query->step();
    if (!row) return tl::make_unexpected(row.error());
    if (!*row) return {};
    const auto labels = decode_value(query->text(1));
    if (!labels) return tl::make_unexpected(labels.error());
    std::vector<Symbol> symbols;
    if (!labels->is(Kind::List)) return fail(ErrorCode::Malformed, "a stored node's labels are no list", {}, at(path));
    for (const Value& label : labels->list()) {
      if (!label.is(Kind::String)) return fail(ErrorCode::Malformed, "a stored label is no text", {}, at(path));
      symbols.push_back(graph.symbols().intern(label.string()));
    }
    const auto properties = decode_properties(query->text(2));
    if (!properties) return tl::make_unexpected(properties.error());
    const NodeId id = graph.create_node(symbols);
    for (const auto& [key, value] : *properties) graph.set_property(id, graph.symbols().intern(key), value);
    made.emplace(query->number(0), id);
  }
}

Expected<void> read_relationships(sqlite3* db, const std::string& path, PropertyGraph& graph,
                                  const std::map<std::int64_t, NodeId>& nodes) {
  auto query = Query::prepare(db, path, "SELECT type, start, \"end\", properties FROM relationship ORDER BY id");
  if (!query) return tl::make_unexpected(query.error());
  for (;;) {
    const auto row = query->step();
    if (!row) return tl::make_unexpected(row.error());
    if (!*row) return {};
    const auto start = nodes.find(query->number(1));
    const auto end = nodes.find(query->number(2));
    if (start == nodes.end() || end == nodes.end()) {
      return fail(ErrorCode::Malformed, "a stored relationship has an end that does not exist", {}, at(path));
    }
    const auto properties = decode_properties(query->text(3));
    if (!properties) return tl::make_unexpected(properties.error());
    const auto id = graph.create_relationship(graph.symbols().intern(query->text(0)), start->second, end->second);
    for (const auto& [key, value] : *properties) graph.set_property(id, graph.symbols().intern(key), value);
  }
}

Expected<void> check_marks(sqlite3* db, const std::string& path, bool may_be_new) {
  const auto application = pragma(db, path, "PRAGMA application_id");
  if (!application) return tl::make_unexpected(application.error());
  const auto version = pragma(db, path, "PRAGMA user_version");
  if (!version) return tl::make_unexpected(version.error());
  if (may_be_new && *application == 0 && *version == 0) {
    const auto tables = pragma(db, path, "SELECT count(*) FROM sqlite_master");
    if (!tables) return tl::make_unexpected(tables.error());
    if (*tables == 0) return {};
  }
  if (*application != graph_file_application_id) {
    return fail(ErrorCode::Malformed, fmt::format("{} is no graph that queries made", path),
                "a query that writes makes such a file where there is none", at(path));
  }
  if (*version > graph_file_version) {
    return fail(ErrorCode::Unsupported, fmt::format("{} was written by a newer version of entente", path), {},
                at(path));
  }
  return {};
}

}  // namespace

bool is_graph_file(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return false;
  const auto db = open_database(path, SQLITE_OPEN_READONLY);
  if (!db) return false;
  const auto application = pragma(db->get(), path, "PRAGMA application_id");
  return application && *application == graph_file_application_id;
}

Expected<std::unique_ptr<PropertyGraph>> load_graph_file(const std::string& path) {
  const auto db = open_database(path, SQLITE_OPEN_READONLY);
  if (!db) return tl::make_unexpected(db.error());
  if (const auto good = check_marks(db->get(), path, false); !good) return tl::make_unexpected(good.error());
  const auto transaction = Transaction::begin(db->get(), path, false);
  if (!transaction) return tl::make_unexpected(transaction.error());
  auto graph = std::make_unique<PropertyGraph>();
  graph->begin();
  std::map<std::int64_t, NodeId> nodes;
  if (const auto done = read_nodes(db->get(), path, *graph, nodes); !done) return tl::make_unexpected(done.error());
  if (const auto done = read_relationships(db->get(), path, *graph, nodes); !done) {
    return tl::make_unexpected(done.error());
  }
  graph->commit();
  return graph;
}

Expected<void> save_graph_file(const PropertyGraph& graph, const std::string& path) {
  const auto db = open_database(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (!db) return tl::make_unexpected(db.error());
  if (const auto good = check_marks(db->get(), path, true); !good) return tl::make_unexpected(good.error());
  auto transaction = Transaction::begin(db->get(), path, true);
  if (!transaction) return tl::make_unexpected(transaction.error());
  if (const auto done = store::execute(db->get(), path, create_sql); !done) return done;
  if (const auto done = insert_nodes(db->get(), path, graph); !done) return done;
  if (const auto done = insert_relationships(db->get(), path, graph); !done) return done;
  return transaction->commit();
}

}  // namespace entente::queries
