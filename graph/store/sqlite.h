#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "graph/base/error.h"

/// SQLite's C interface as values: handles that close themselves, errors that say what to do.
namespace entente::store {

struct CloseDatabase {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

/// An error of SQLite on this file as one of ours: Io (disk full, locked, read-only, I/O), Malformed (damaged, no
/// database), Limit (too large), Internal.
base::Error sqlite_error(sqlite3* db, int code, const std::string& path);

/// A prepared statement. Parameters and columns count from 0 here.
class Query {
 public:
  static base::Expected<Query> prepare(sqlite3* db, const std::string& path, std::string_view sql);
  /// The text is copied.
  void bind(int parameter, std::string_view text);
  /// True if there is a row, false at the end.
  base::Expected<bool> step();
  void reset();
  std::string text(int column) const;
  std::int64_t number(int column) const { return sqlite3_column_int64(statement_.get(), column); }

 private:
  std::unique_ptr<sqlite3_stmt, FinalizeStatement> statement_;
  sqlite3* db_ = nullptr;
  std::string path_;
  int bind_error_ = SQLITE_OK;
};

/// Runs statements that give no rows.
base::Expected<void> execute(sqlite3* db, const std::string& path, const char* sql);

/// A transaction that is rolled back unless committed.
class Transaction {
 public:
  static base::Expected<Transaction> begin(sqlite3* db, const std::string& path, bool write);
  base::Expected<void> commit();
  Transaction(Transaction&& other) noexcept : db_(std::exchange(other.db_, nullptr)), path_(std::move(other.path_)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

 private:
  Transaction(sqlite3* db, std::string path) : db_(db), path_(std::move(path)) {}
  sqlite3* db_;
  std::string path_;
};

}  // namespace entente::store
