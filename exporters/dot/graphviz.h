#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "exporters/sink.h"
#include "graph/base/error.h"

struct Agraph_s;
struct Agnode_s;
struct Agedge_s;

/// Graphviz' C libraries as values. They keep global state and write to standard error; here every use holds one lock,
/// and what they say is collected instead.
namespace entente::exporters {

/// Holds the lock and collects messages while it lives; the handlers that were there before are put back. Only one at a
/// time in a thread.
class GraphvizScope {
 public:
  GraphvizScope();
  GraphvizScope(const GraphvizScope&) = delete;
  GraphvizScope& operator=(const GraphvizScope&) = delete;
  ~GraphvizScope();
  /// What Graphviz said so far, one message each.
  std::vector<std::string> messages() const;

 private:
  std::unique_lock<std::mutex> lock_;
  int (*previous_)(char*) = nullptr;
};

/// A graph of cgraph that is being made: directed, with parallel edges. Attribute names must be literals. Use within
/// one GraphvizScope.
class DotGraph {
 public:
  DotGraph();
  DotGraph(const DotGraph&) = delete;
  DotGraph& operator=(const DotGraph&) = delete;
  ~DotGraph();

  /// Values are plain text: backslashes and control characters are escaped here; set_lines keeps line feeds as breaks.
  void set(const char* name, std::string_view value);
  void set_html(const char* name, const std::string& html);
  void node_default(const char* name, std::string_view value);
  void edge_default(const char* name, std::string_view value);
  /// `name` must be unique and made of letters, digits, '-' and '_'.
  Agnode_s* node(const std::string& name);
  /// `key` must be unique.
  Agedge_s* edge(Agnode_s* from, Agnode_s* to, const std::string& key);
  void set(Agnode_s* node, const char* name, std::string_view value);
  void set(Agedge_s* edge, const char* name, std::string_view value);
  void set_lines(Agnode_s* node, const char* name, std::string_view value);
  void set_lines(Agedge_s* edge, const char* name, std::string_view value);
  void set_html(Agnode_s* node, const char* name, const std::string& html);
  void set_html(Agedge_s* edge, const char* name, const std::string& html);

  /// The graph as DOT text, read again by Graphviz' own parser to prove that it can be. Error: Internal.
  base::Expected<std::string> text(const GraphvizScope& scope) const;
  Agraph_s* get() const { return graph_; }

 private:
  void set_html(void* object, int kind, const char* name, const std::string& html);
  Agraph_s* graph_;
};

/// Text that is safe as a DOT string: backslashes doubled, control characters as their Unicode pictures ("␊").
std::string dot_text(std::string_view text);

/// Text for Graphviz' HTML-like labels: <, >, & and quotes escaped; bidirectional controls left out, control characters
/// and noncharacters replaced.
std::string html_text(std::string_view text);

}  // namespace entente::exporters
