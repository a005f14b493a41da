#include "queries/results/format.h"

#include <algorithm>
#include <array>

#include "graph/base/utf8.h"
#include "queries/functions/function.h"
#include "queries/results/json.h"
#include "queries/results/notation.h"

namespace entente::queries {
namespace {

constexpr std::array<std::pair<std::string_view, Format>, 6> names{{{"table", Format::Table},
                                                                    {"csv", Format::Csv},
                                                                    {"json", Format::Json},
                                                                    {"jsonl", Format::JsonLines},
                                                                    {"markdown", Format::Markdown},
                                                                    {"cypher", Format::Cypher}}};

/// A value for people: strings bare, everything else in the TCK's notation.
std::string plain(const Value& value, const Result& result) {
  if (value.is(Kind::String) || value.is_temporal() || value.is(Kind::Duration)) return to_text(value);
  return to_notation(value, result);
}

/// On one line: control characters as escapes.
std::string one_line(std::string text) {
  std::string out;
  for (const auto c : text) {
    switch (c) {
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += static_cast<unsigned char>(c) < 0x20U ? '?' : c;
    }
  }
  return out;
}

std::string csv_field(const Value& value, const Result& result) {
  if (value.is_null()) return "";
  const auto text = plain(value, result);
  if (!text.empty() && text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const auto c : text) {
    if (c == '"') out += c;
    out += c;
  }
  return out + '"';
}

std::string markdown_cell(std::string text) {
  std::string out;
  for (const auto c : one_line(std::move(text))) {
    if (c == '|' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

template <typename Cell>
std::string lines(const Result& result, std::string_view separator, const Cell& cell) {
  std::string out;
  for (const auto& row : result.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) out += separator;
      out += cell(row[i]);
    }
    out += '\n';
  }
  return out;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) out += (i > 0 ? std::string(separator) : std::string()) + parts[i];
  return out;
}

std::string csv(const Result& result) {
  std::vector<std::string> header;
  for (const auto& name : result.columns) header.push_back(csv_field(Value(name), result));
  return joined(header, ",") + '\n' + lines(result, ",", [&](const Value& v) { return csv_field(v, result); });
}

std::string cypher(const Result& result) {
  std::vector<std::string> header;
  for (const auto& name : result.columns) header.push_back(one_line(name));
  return joined(header, "\t") + '\n' + lines(result, "\t", [&](const Value& v) { return to_notation(v, result); });
}

std::string markdown(const Result& result) {
  std::string out = "|";
  for (const auto& name : result.columns) out += ' ' + markdown_cell(name) + " |";
  out += "\n|";
  for (std::size_t i = 0; i < result.columns.size(); ++i) out += " --- |";
  out += '\n';
  for (const auto& row : result.rows) {
    out += '|';
    for (const auto& value : row) out += ' ' + markdown_cell(plain(value, result)) + " |";
    out += '\n';
  }
  return out;
}

std::string table(const Result& result) {
  std::vector<std::vector<std::string>> cells(1);
  for (const auto& name : result.columns) cells.front().push_back(one_line(name));
  for (const auto& row : result.rows) {
    cells.emplace_back();
    for (const auto& value : row) cells.back().push_back(one_line(plain(value, result)));
  }
  std::vector<std::size_t> widths(result.columns.size(), 0);
  for (const auto& row : cells) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], base::count_code_points(row[i]));
  }
  std::string rule = "+";
  for (const auto width : widths) rule += std::string(width + 2, '-') + '+';
  rule += '\n';
  std::string out = rule;
  for (std::size_t r = 0; r < cells.size(); ++r) {
    out += '|';
    for (std::size_t i = 0; i < widths.size(); ++i) {
      out += ' ' + cells[r][i] + std::string(widths[i] - base::count_code_points(cells[r][i]), ' ') + " |";
    }
    out += '\n';
    if (r == 0) out += rule;
  }
  if (!result.rows.empty()) out += rule;
  return out + std::to_string(result.rows.size()) + (result.rows.size() == 1 ? " row\n" : " rows\n");
}

std::string json(const Result& result) {
  rapidjson::StringBuffer buffer;
  base::JsonWriter out(buffer);
  out.StartObject();
  out.key("columns");
  out.StartArray();
  for (const auto& name : result.columns) out.string(name);
  out.EndArray();
  out.key("rows");
  out.StartArray();
  for (const auto& row : result.rows) write_json_row(out, result, row);
  out.EndArray();
  out.key("side_effects");
  write_json(out, result.side_effects);
  out.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize()) + '\n';
}

std::string json_lines(const Result& result) {
  std::string text;
  for (const auto& row : result.rows) {
    rapidjson::StringBuffer buffer;
    base::JsonWriter out(buffer);
    write_json_row(out, result, row);
    text.append(buffer.GetString(), buffer.GetSize());
    text += '\n';
  }
  return text;
}

}  // namespace

std::optional<Format> format_from(std::string_view name) {
  const auto found =
      std::find_if(names.begin(), names.end(), [name](const auto& entry) { return entry.first == name; });
  return found == names.end() ? std::nullopt : std::optional(found->second);
}

std::string_view to_string(Format format) {
  for (const auto& [name, known] : names) {
    if (known == format) return name;
  }
  return "";
}

std::string format(const Result& result, Format format) {
  if (format == Format::Json) return json(result);
  if (result.columns.empty()) return "";
  switch (format) {
    case Format::Table:
      return table(result);
    case Format::Csv:
      return csv(result);
    case Format::JsonLines:
      return json_lines(result);
    case Format::Markdown:
      return markdown(result);
    case Format::Json:
    case Format::Cypher:
      break;
  }
  return cypher(result);
}

std::string describe(const SideEffects& effects) {
  std::string out;
  const auto add = [&out](std::int64_t count, char sign, const char* one, const char* many) {
    if (count == 0) return;
    if (!out.empty()) out += ", ";
    out += sign + std::to_string(count) + ' ' + (count == 1 ? one : many);
  };
  add(effects.nodes_added, '+', "node", "nodes");
  add(effects.nodes_removed, '-', "node", "nodes");
  add(effects.relationships_added, '+', "relationship", "relationships");
  add(effects.relationships_removed, '-', "relationship", "relationships");
  add(effects.labels_added, '+', "label", "labels");
  add(effects.labels_removed, '-', "label", "labels");
  add(effects.properties_added, '+', "property", "properties");
  add(effects.properties_removed, '-', "property", "properties");
  return out;
}

}  // namespace entente::queries
