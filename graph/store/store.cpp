#include "graph/store/store.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "graph/base/utf8.h"
#include "graph/merge/merge.h"
#include "graph/store/check.h"
#include "graph/store/record_json.h"
#include "graph/store/sqlite.h"

namespace entente::store {
namespace {

using base::ErrorCode;
using base::Expected;
using base::fail;

constexpr std::int64_t application_id = 0x456E7431;  // "Ent1"
constexpr std::int64_t file_version = 1;
constexpr int busy_milliseconds = 10000;

/// The whole schema, made in one transaction with the marks in the file's header.
constexpr const char* create_sql = R"sql(
CREATE TABLE document (
  id          TEXT PRIMARY KEY NOT NULL,
  key         TEXT NOT NULL,
  path        TEXT NOT NULL,
  title       TEXT NOT NULL,
  date        TEXT NOT NULL,
  date_origin TEXT NOT NULL,
  source      TEXT NOT NULL,
  url         TEXT NOT NULL,
  language    TEXT NOT NULL,
  text        TEXT NOT NULL,
  record      TEXT NOT NULL
);
CREATE INDEX document_key ON document (key);
PRAGMA application_id = 1164866609;
PRAGMA user_version = 1;
)sql";
static_assert(application_id == 1164866609 && file_version == 1, "create_sql names both");

constexpr const char* columns = "id, key, path, title, date, date_origin, source, url, language, text, record";

base::Location at(const std::string& path) {
  return {path, 0, 0, 0, {}};
}

enum class FileKind : std::uint8_t { Missing, Empty, Database, Folder, Other };

Expected<FileKind> look_at(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    if (errno == ENOENT) return FileKind::Missing;
    return fail(ErrorCode::Unreadable, fmt::format("cannot open {}: {}", path, std::generic_category().message(errno)),
                {}, at(path));
  }
  if (S_ISDIR(info.st_mode)) return FileKind::Folder;
  if (!S_ISREG(info.st_mode)) return FileKind::Other;
  if (info.st_size == 0) return FileKind::Empty;
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) {
    return fail(ErrorCode::Unreadable, fmt::format("cannot open {}: {}", path, std::generic_category().message(errno)),
                {}, at(path));
  }
  char head[16] = {};
  const std::size_t n = std::fread(head, 1, sizeof head, file);
  std::fclose(file);
  return std::string_view(head, n) == std::string_view("SQLite format 3\0", 16) ? FileKind::Database : FileKind::Other;
}

Expected<void> look_before_opening(const std::string& path, OpenMode mode) {
  const auto kind = look_at(path);
  if (!kind) return tl::make_unexpected(kind.error());
  switch (*kind) {
    case FileKind::Missing:
      if (mode == OpenMode::CreateIfMissing) return {};
      return fail(ErrorCode::Unreadable, fmt::format("there is no file {}", path),
                  "`entente build ARTICLES… -o FILE` makes one", at(path));
    case FileKind::Empty: {
      // A journal beside it belongs to a build that was killed while making the file: SQLite puts that right on
      // opening.
      if (mode == OpenMode::CreateIfMissing || ::access((path + "-journal").c_str(), F_OK) == 0) return {};
      return fail(ErrorCode::Malformed, fmt::format("{} is empty", path), "`entente build ARTICLES… -o FILE` fills it",
                  at(path));
    }
    case FileKind::Folder:
      return fail(ErrorCode::Unreadable, fmt::format("{} is a folder, not a graph", path), {}, at(path));
    case FileKind::Other:
      return fail(ErrorCode::Malformed, fmt::format("{} is no graph file", path),
                  "a graph is what `entente build` wrote; articles are given to `entente build` or `entente add`",
                  at(path));
    case FileKind::Database:
      break;
  }
  return {};
}

Expected<std::int64_t> pragma(sqlite3* db, const std::string& path, const char* sql) {
  auto query = Query::prepare(db, path, sql);
  if (!query) return tl::make_unexpected(query.error());
  auto row = query->step();
  if (!row) return tl::make_unexpected(row.error());
  return *row ? query->number(0) : 0;
}

Expected<model::DocumentRecord> read_row(const Query& row) {
  model::DocumentRecord r;
  const std::string id = row.text(0);
  r.document.key = row.text(1);
  r.document.path = row.text(2);
  r.document.title = row.text(3);
  const std::string date = row.text(4);
  const auto wrong = [&](const char* what, const std::string& value) {
    return fail(ErrorCode::Malformed,
                fmt::format("damaged record of {} ({}): '{}' is no {}", r.document.key, id, value, what),
                "remove that document and add it again");
  };
  if (!date.empty()) {
    const auto parsed = base::Date::parse_iso(date);
    if (!parsed) return wrong("date", date);
    r.document.date = *parsed;
  }
  const auto origin = model::date_origin_from(row.text(5));
  if (!origin) return wrong("origin of a date", row.text(5));
  r.document.date_origin = *origin;
  r.document.source = row.text(6);
  r.document.url = row.text(7);
  r.document.language = row.text(8);
  r.document.text = row.text(9);
  for (const std::string* text : {&r.document.key, &r.document.path, &r.document.title, &r.document.source,
                                  &r.document.url, &r.document.language, &r.document.text}) {
    if (base::find_invalid_utf8(*text) != std::string::npos) {
      return fail(ErrorCode::Malformed, fmt::format("damaged record of the document {}: invalid UTF-8", id),
                  "remove that document and add it again");
    }
  }
  if (auto done = decode(row.text(10), fmt::format("{} ({})", r.document.key, id), r); !done) {
    return tl::make_unexpected(done.error());
  }
  return r;
}

}  // namespace

struct Store::Impl {
  std::unique_ptr<sqlite3, CloseDatabase> db;
  std::string path;
  OpenMode mode = OpenMode::Read;

  Expected<Query> prepare(std::string_view sql) const { return Query::prepare(db.get(), path, sql); }
  Expected<void> may_write() const {
    if (mode != OpenMode::Read) return {};
    return fail(ErrorCode::Usage, "the graph was opened for reading only", {}, at(path));
  }
  Expected<void> prepare_file();
  Expected<void> create();
};

/// Makes the tables if the file is new, and refuses what is not ours.
Expected<void> Store::Impl::prepare_file() {
  sqlite3_busy_timeout(db.get(), busy_milliseconds);
  sqlite3_db_config(db.get(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(db.get(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  // A rollback journal keeps the graph one file; FULL makes what was reported as added survive a power cut too.
  if (auto done = execute(db.get(), path, "PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON"); !done) return done;
  auto tables = pragma(db.get(), path, "SELECT count(*) FROM sqlite_master");
  if (!tables) return tl::make_unexpected(tables.error());
  if (*tables == 0) {
    if (mode == OpenMode::CreateIfMissing) {
      if (auto done = create(); !done) return done;
    } else {
      return fail(ErrorCode::Malformed, fmt::format("{} is empty", path), "`entente build ARTICLES… -o FILE` fills it",
                  at(path));
    }
  }
  const auto application = pragma(db.get(), path, "PRAGMA application_id");
  if (!application) return tl::make_unexpected(application.error());
  if (*application != application_id) {
    return fail(ErrorCode::Malformed, fmt::format("{} is an SQLite file of another program, not a graph", path), {},
                at(path));
  }
  const auto version = pragma(db.get(), path, "PRAGMA user_version");
  if (!version) return tl::make_unexpected(version.error());
  if (*version != file_version) {
    return fail(ErrorCode::Unsupported,
                fmt::format("{} has version {} of the file format; this program reads version {}", path, *version,
                            file_version),
                *version > file_version ? "use a newer entente" : "build the graph again", at(path));
  }
  if (mode == OpenMode::Read) return execute(db.get(), path, "PRAGMA query_only = ON");
  return {};
}

Expected<void> Store::Impl::create() {
  auto transaction = Transaction::begin(db.get(), path, true);
  if (!transaction) return tl::make_unexpected(transaction.error());
  // Another program may have been faster.
  const auto tables = pragma(db.get(), path, "SELECT count(*) FROM sqlite_master");
  if (!tables) return tl::make_unexpected(tables.error());
  if (*tables == 0) {
    if (auto done = execute(db.get(), path, create_sql); !done) return done;
  }
  return transaction->commit();
}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

Expected<Store> Store::open(const std::string& path, OpenMode mode) {
  if (auto looked = look_before_opening(path, mode); !looked) return tl::make_unexpected(looked.error());
  // Reading asks for writing too, so that the remains of a killed writer can be rolled back; where the file cannot be
  // written, SQLite falls back to reading by itself.
  const int flags = SQLITE_OPEN_READWRITE | (mode == OpenMode::CreateIfMissing ? SQLITE_OPEN_CREATE : 0);
  auto impl = std::make_unique<Impl>();
  impl->path = path;
  impl->mode = mode;
  sqlite3* db = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &db, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  impl->db.reset(db);
  if (code != SQLITE_OK) return tl::make_unexpected(sqlite_error(db, code, path));
  if (auto done = impl->prepare_file(); !done) return tl::make_unexpected(done.error());
  if (mode != OpenMode::Read && sqlite3_db_readonly(db, "main") != 0) {
    return fail(ErrorCode::Unreadable, fmt::format("{} cannot be written", path), "check the rights of the file",
                at(path));
  }
  return Store(std::move(impl));
}

Expected<std::size_t> Store::add(const std::vector<model::DocumentRecord>& records) {
  if (auto done = impl_->may_write(); !done) return tl::make_unexpected(done.error());
  auto transaction = Transaction::begin(impl_->db.get(), impl_->path, true);
  if (!transaction) return tl::make_unexpected(transaction.error());
  auto insert =
      impl_->prepare(fmt::format("INSERT OR IGNORE INTO document ({}) VALUES (?,?,?,?,?,?,?,?,?,?,?)", columns));
  if (!insert) return tl::make_unexpected(insert.error());
  std::size_t added = 0;
  for (const auto& r : records) {
    const auto& d = r.document;
    insert->reset();
    int i = 0;
    for (const std::string& value : {d.id(), d.key, d.path, d.title, d.date.iso(),
                                     std::string(model::to_string(d.date_origin)), d.source, d.url, d.language}) {
      insert->bind(i++, value);
    }
    insert->bind(i++, d.text);
    insert->bind(i, encode(r));
    if (auto done = insert->step(); !done) return tl::make_unexpected(done.error());
    added += static_cast<std::size_t>(sqlite3_changes(impl_->db.get()));
  }
  insert->reset();
  if (auto done = transaction->commit(); !done) return tl::make_unexpected(done.error());
  return added;
}

Expected<std::size_t> Store::remove(std::string_view key_or_id) {
  if (auto done = impl_->may_write(); !done) return tl::make_unexpected(done.error());
  auto query = impl_->prepare("DELETE FROM document WHERE key = ?1 OR id = ?1");
  if (!query) return tl::make_unexpected(query.error());
  query->bind(0, key_or_id);
  if (auto done = query->step(); !done) return tl::make_unexpected(done.error());
  return static_cast<std::size_t>(sqlite3_changes(impl_->db.get()));
}

Expected<bool> Store::contains(std::string_view document_id) const {
  auto query = impl_->prepare("SELECT 1 FROM document WHERE id = ?");
  if (!query) return tl::make_unexpected(query.error());
  query->bind(0, document_id);
  return query->step();
}

Expected<std::vector<model::DocumentRecord>> Store::records() const {
  auto query = impl_->prepare(fmt::format("SELECT {} FROM document ORDER BY id", columns));
  if (!query) return tl::make_unexpected(query.error());
  std::vector<model::DocumentRecord> out;
  while (true) {
    auto more = query->step();
    if (!more) return tl::make_unexpected(more.error());
    if (!*more) return out;
    auto record = read_row(*query);
    if (!record) return tl::make_unexpected(record.error());
    out.push_back(std::move(*record));
  }
}

Expected<graph::KnowledgeGraph> Store::graph(const schema::Ontology& ontology) const {
  auto all = records();
  if (!all) return tl::make_unexpected(all.error());
  return merge::consolidate(std::move(*all), ontology);
}

Expected<StoreStats> Store::stats() const {
  const auto documents = pragma(impl_->db.get(), impl_->path, "SELECT count(*) FROM document");
  if (!documents) return tl::make_unexpected(documents.error());
  const auto pages = pragma(impl_->db.get(), impl_->path, "PRAGMA page_count");
  if (!pages) return tl::make_unexpected(pages.error());
  const auto size = pragma(impl_->db.get(), impl_->path, "PRAGMA page_size");
  if (!size) return tl::make_unexpected(size.error());
  return StoreStats{static_cast<std::uint64_t>(*documents), static_cast<std::uint64_t>(*pages * *size)};
}

Expected<std::vector<std::string>> Store::check(const schema::Ontology& ontology) const {
  std::vector<std::string> problems;
  auto integrity = impl_->prepare("PRAGMA integrity_check(20)");
  if (!integrity) return tl::make_unexpected(integrity.error());
  while (true) {
    auto more = integrity->step();
    if (!more) return tl::make_unexpected(more.error());
    if (!*more) break;
    if (integrity->text(0) != "ok") problems.push_back("SQLite: " + integrity->text(0));
  }
  if (!problems.empty()) return problems;
  auto query = impl_->prepare(fmt::format("SELECT {} FROM document ORDER BY id", columns));
  if (!query) return tl::make_unexpected(query.error());
  while (true) {
    auto more = query->step();
    if (!more) return tl::make_unexpected(more.error());
    if (!*more) return problems;
    const auto record = read_row(*query);
    if (!record) {
      problems.push_back(fmt::format("the record of document {}: {}", query->text(0), base::format(record.error())));
      continue;
    }
    if (record->document.id() != query->text(0)) {
      problems.push_back(fmt::format("{}: the id {} does not match the content, which gives {}", record->document.key,
                                     query->text(0), record->document.id()));
    }
    check_record(*record, ontology, problems);
  }
}

}  // namespace entente::store
