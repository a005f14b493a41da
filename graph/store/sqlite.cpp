#include "graph/store/sqlite.h"

#include <fmt/format.h>

namespace entente::store {

using base::ErrorCode;
using base::Expected;

base::Error sqlite_error(sqlite3* db, int code, const std::string& path) {
  const std::string reason = db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(code);
  const base::Location where{path, 0, 0, 0, {}};
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::Io, "another program is writing to the graph", "wait until it is done and run it again",
              where};
    case SQLITE_FULL:
      return {ErrorCode::Io, "the disk is full", "make room; what was reported as added is safe", where};
    case SQLITE_READONLY:
      return {ErrorCode::Io, fmt::format("the graph cannot be written: {}", reason),
              "check the rights of the file and of its folder", where};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorCode::Malformed, fmt::format("the file is damaged: {}", reason),
              "restore a copy, or build the graph again", where};
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {ErrorCode::Unreadable, fmt::format("cannot open the graph: {}", reason),
              "check the path and the rights of the file and of its folder", where};
    case SQLITE_TOOBIG:
      return {ErrorCode::Limit, "a document is larger than 1 GB", "split it", where};
    case SQLITE_NOMEM:
      return {ErrorCode::Limit, "not enough memory", {}, where};
    case SQLITE_IOERR:
      return {ErrorCode::Io, fmt::format("reading or writing failed: {}", reason), {}, where};
    case SQLITE_ERROR:
      return {ErrorCode::Malformed, fmt::format("the file has not the tables of a graph: {}", reason),
              "restore a copy, or build the graph again", where};
    default:
      return {ErrorCode::Internal, fmt::format("SQLite: {} ({})", reason, code), {}, where};
  }
}

Expected<Query> Query::prepare(sqlite3* db, const std::string& path, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(db, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  Query out;
  out.statement_.reset(statement);
  out.db_ = db;
  out.path_ = path;
  if (code != SQLITE_OK) return tl::make_unexpected(sqlite_error(db, code, path));
  return out;
}

void Query::bind(int parameter, std::string_view text) {
  const int code =
      sqlite3_bind_text64(statement_.get(), parameter + 1, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  if (code != SQLITE_OK) bind_error_ = code;
}

Expected<bool> Query::step() {
  const int code = bind_error_ != SQLITE_OK ? bind_error_ : sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return tl::make_unexpected(sqlite_error(db_, code, path_));
}

void Query::reset() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
  bind_error_ = SQLITE_OK;
}

std::string Query::text(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return data == nullptr ? std::string() : std::string(data, static_cast<std::size_t>(size));
}

Expected<void> execute(sqlite3* db, const std::string& path, const char* sql) {
  const int code = sqlite3_exec(db, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return tl::make_unexpected(sqlite_error(db, code, path));
  return {};
}

Expected<Transaction> Transaction::begin(sqlite3* db, const std::string& path, bool write) {
  if (auto done = execute(db, path, write ? "BEGIN IMMEDIATE" : "BEGIN"); !done)
    return tl::make_unexpected(done.error());
  return Transaction(db, path);
}

Expected<void> Transaction::commit() {
  if (auto done = execute(db_, path_, "COMMIT"); !done) return done;
  db_ = nullptr;
  return {};
}

Transaction::~Transaction() {
  if (db_ != nullptr && sqlite3_get_autocommit(db_) == 0) sqlite3_exec(db_, "ROLLBACK", nullptr, nullptr, nullptr);
}

}  // namespace entente::store
