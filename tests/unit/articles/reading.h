#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "src/articles/reader.h"

namespace entente::articles::testing {

struct Outcome {
  std::vector<model::Document> documents;
  std::vector<base::Error> problems;
  ReadReport report;
};

inline Outcome read_string(std::string_view bytes, const std::string& name, const ReadOptions& options = {}) {
  Outcome out;
  out.report = read_bytes(
      bytes, name, options,
      [&](model::Document&& d) {
        out.documents.push_back(std::move(d));
        return true;
      },
      [&](const base::Error& e) { out.problems.push_back(e); });
  return out;
}

inline Outcome read_paths(const std::vector<std::string>& inputs, const ReadOptions& options = {}) {
  Outcome out;
  out.report = read(
      inputs, options,
      [&](model::Document&& d) {
        out.documents.push_back(std::move(d));
        return true;
      },
      [&](const base::Error& e) { out.problems.push_back(e); });
  return out;
}

inline std::string repeat(std::string_view piece, std::size_t times) {
  std::string out;
  out.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

}  // namespace entente::articles::testing
