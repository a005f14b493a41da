#include "exporters/dot/graphviz.h"

#include <fmt/format.h>
#include <graphviz/cgraph.h>

#include <deque>
#include <functional>
#include <map>
#include <utility>

#include "graph/base/utf8.h"

namespace entente::exporters {
namespace {

std::mutex& graphviz_mutex() {
  static std::mutex mutex;
  return mutex;
}

/// Where the handler, which gets no pointer of ours, puts what it is given. Guarded by the mutex.
std::string& collected() {
  static std::string text;
  return text;
}

int collect(char* message) {
  collected() += message;
  return 0;
}

int append(void* channel, const char* text) {
  *static_cast<std::string*>(channel) += text;
  return 0;
}
int no_flush(void*) {
  return 0;
}

/// Ids by order of appearance. cgraph's own are addresses of strings, and a layout depends on the order of ids: with
/// these the same graph gives the same picture in every process.
struct Ids {
  std::map<std::string, IDTYPE, std::less<>> of_name;
  std::deque<std::string> names;  // that of id 2n is names[n - 1]
  IDTYPE anonymous = 1;           // odd
};
Ids& ids_of(void* state) {
  return *static_cast<Ids*>(state);
}
void* ids_open(Agraph_t*, Agdisc_t*) {
  return new Ids;
}
long ids_map(void* state, int, char* name, IDTYPE* id, int create) {
  Ids& ids = ids_of(state);
  if (name == nullptr) {
    if (create != 0) *id = std::exchange(ids.anonymous, ids.anonymous + 2);
    return create != 0 ? 1 : 0;
  }
  const auto found = ids.of_name.find(std::string_view(name));
  if (found == ids.of_name.end() && create == 0) return 0;
  if (found != ids.of_name.end()) {
    *id = found->second;
    return 1;
  }
  ids.names.emplace_back(name);
  *id = 2 * static_cast<IDTYPE>(ids.names.size());
  ids.of_name.emplace(name, *id);
  return 1;
}
long ids_alloc(void*, int, IDTYPE) {
  return 0;
}
void ids_free(void*, int, IDTYPE) {}
char* ids_print(void* state, int, IDTYPE id) {
  Ids& ids = ids_of(state);
  return id != 0 && id % 2 == 0 && id / 2 <= ids.names.size() ? ids.names[id / 2 - 1].data() : nullptr;
}
void ids_close(void* state) {
  delete static_cast<Ids*>(state);
}
void ids_register(void*, int, void*) {}

/// cgraph's C interface takes char* where it only reads.
char* c_string(const char* text) {
  return const_cast<char*>(text);
}  // NOLINT(cppcoreguidelines-pro-type-const-cast)

/// Neither XML nor the fonts' libraries take what Unicode keeps for internal use.
bool noncharacter(char32_t c) {
  return (c & 0xFFFEU) == 0xFFFEU || (c >= 0xFDD0 && c <= 0xFDEF);
}

/// dot_text of each line, joined by the escape sequence for a line break.
std::string lines_text(std::string_view given) {
  std::string safe;
  for (std::size_t i = 0; i < given.size();) {
    const char32_t c = base::next_code_point(given, i);
    base::append_code_point(safe, noncharacter(c) ? 0xFFFDU : c);
  }
  std::string_view text = safe;
  std::string out;
  while (true) {
    const std::size_t end = text.find('\n');
    out += dot_text(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    out += "\\n";
    text.remove_prefix(end + 1);
  }
}

}  // namespace

GraphvizScope::GraphvizScope() : lock_(graphviz_mutex()) {
  collected().clear();
  previous_ = agseterrf(&collect);
  // A first layout declares this default for every later graph of the process (gvNEWcontext does); declared from the
  // start, the first graph gives the same bytes as the tenth.
  agattr(nullptr, AGNODE, c_string("label"), c_string("\\N"));
}

GraphvizScope::~GraphvizScope() {
  agseterrf(previous_);
  collected().clear();
}

std::vector<std::string> GraphvizScope::messages() const {
  std::vector<std::string> out;
  std::string_view rest = collected();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    // "Error: " and "Warning: " in front come in calls of their own.
    if (const auto line = base::trim(rest.substr(0, end)); !line.empty()) out.emplace_back(base::repair_utf8(line));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return out;
}

DotGraph::DotGraph() : graph_(nullptr) {
  static Agiodisc_t io{AgIoDisc.afread, &append, &no_flush};
  static Agiddisc_t ids{ids_open, ids_map, ids_alloc, ids_free, ids_print, ids_close, ids_register};
  static Agdisc_t services{&AgMemDisc, &ids, &io};
  graph_ = agopen(c_string("entente"), Agdirected, &services);
  // Never break long lines: cgraph would do it within the bytes of one character.
  agattr(graph_, AGRAPH, c_string("linelength"), c_string("0"));
  agattr(graph_, AGRAPH, c_string("charset"), c_string("UTF-8"));
}

DotGraph::~DotGraph() {
  agclose(graph_);
}

void DotGraph::set(const char* name, std::string_view value) {
  agattr(graph_, AGRAPH, c_string(name), c_string(dot_text(value).c_str()));
}
void DotGraph::node_default(const char* name, std::string_view value) {
  agattr(graph_, AGNODE, c_string(name), c_string(dot_text(value).c_str()));
}
void DotGraph::edge_default(const char* name, std::string_view value) {
  agattr(graph_, AGEDGE, c_string(name), c_string(dot_text(value).c_str()));
}
Agnode_s* DotGraph::node(const std::string& name) {
  return agnode(graph_, c_string(name.c_str()), 1);
}
Agedge_s* DotGraph::edge(Agnode_s* from, Agnode_s* to, const std::string& key) {
  return agedge(graph_, from, to, c_string(key.c_str()), 1);
}
void DotGraph::set(Agnode_s* node, const char* name, std::string_view value) {
  agsafeset(node, c_string(name), c_string(dot_text(value).c_str()), c_string(""));
}
void DotGraph::set(Agedge_s* edge, const char* name, std::string_view value) {
  agsafeset(edge, c_string(name), c_string(dot_text(value).c_str()), c_string(""));
}

void DotGraph::set_lines(Agnode_s* node, const char* name, std::string_view value) {
  agsafeset(node, c_string(name), c_string(lines_text(value).c_str()), c_string(""));
}
void DotGraph::set_lines(Agedge_s* edge, const char* name, std::string_view value) {
  agsafeset(edge, c_string(name), c_string(lines_text(value).c_str()), c_string(""));
}

void DotGraph::set_html(void* object, int kind, const char* name, const std::string& html) {
  Agsym_t* attribute = agattr(graph_, kind, c_string(name), nullptr);
  if (attribute == nullptr) attribute = agattr(graph_, kind, c_string(name), c_string(""));
  char* value = agstrdup_html(graph_, c_string(html.c_str()));
  agxset(object, attribute, value);
  agstrfree(graph_, value);
}
void DotGraph::set_html(const char* name, const std::string& html) {
  set_html(graph_, AGRAPH, name, html);
}
void DotGraph::set_html(Agnode_s* node, const char* name, const std::string& html) {
  set_html(node, AGNODE, name, html);
}
void DotGraph::set_html(Agedge_s* edge, const char* name, const std::string& html) {
  set_html(edge, AGEDGE, name, html);
}

base::Expected<std::string> DotGraph::text(const GraphvizScope& scope) const {
  std::string out;
  const bool written = agwrite(graph_, &out) == 0;
  Agraph_t* again = written ? agmemread(out.c_str()) : nullptr;
  const bool same = again != nullptr && agnnodes(again) == agnnodes(graph_) && agnedges(again) == agnedges(graph_);
  if (again != nullptr) agclose(again);
  if (!same) {
    return base::fail(base::ErrorCode::Internal,
                      fmt::format("Graphviz cannot read what it wrote: {}", fmt::join(scope.messages(), "; ")));
  }
  return out;
}

std::string dot_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\\') {
      out += "\\\\";
    } else if (byte < 0x20) {
      base::append_code_point(out, 0x2400U + byte);
    } else if (byte == 0x7F) {
      base::append_code_point(out, 0x2421);
    } else {
      out += c;
    }
  }
  return out;
}

std::string html_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = base::next_code_point(text, i);
    const bool direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F;
    if (direction) continue;
    switch (c) {
      case U'&':
        out += "&amp;";
        break;
      case U'<':
        out += "&lt;";
        break;
      case U'>':
        out += "&gt;";
        break;
      case U'"':
        out += "&quot;";
        break;
      default:
        if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) {
          out += ' ';
        } else {
          base::append_code_point(out, noncharacter(c) ? 0xFFFDU : c);
        }
    }
  }
  return out;
}

}  // namespace entente::exporters
