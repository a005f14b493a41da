#include <fmt/format.h>

#include <memory>

#include "graph/schema/ontology.h"
#include "src/articles/byte_source.h"
#include "src/articles/encoding.h"
#include "src/cli/command.h"
#include "src/cli/loading.h"
#include "src/cli/terminal.h"
#include "src/language/analyzer.h"
#include "src/language/conllu.h"
#include "src/language/print.h"

namespace entente::cli {
namespace {

constexpr std::uint64_t input_limit = std::uint64_t{1} << 30U;

struct AnalyzeOptions {
  std::string file;
  std::string input = "text";
  std::string format = "text";
  bool features = false;
};

base::Expected<std::string> read_input(const std::string& file) {
  auto source = file == "-" ? articles::ByteSource::standard_input() : articles::ByteSource::open(file);
  const auto located = [&](base::Error error) {
    error.location = base::Location{file, 0, 0, 0, {}};
    return tl::make_unexpected(std::move(error));
  };
  if (!source) return located(source.error());
  auto bytes = source->rest(input_limit);
  if (!bytes) return located(bytes.error());
  auto text = articles::to_utf8(*bytes, articles::Markup::None);
  if (!text) return located(text.error());
  return std::move(text->text);
}

base::Expected<void> one_of(std::string_view option, const std::string& word, const std::vector<std::string>& allowed) {
  for (const auto& a : allowed) {
    if (a == word) return {};
  }
  const auto near = schema::suggest(word, allowed, 1);
  return base::fail(base::ErrorCode::Usage, fmt::format("{} '{}' is not known", option, shown(word)),
                    near.empty() ? fmt::format("there are {}", fmt::join(allowed, ", "))
                                 : fmt::format("did you mean {}?", near.front()));
}

base::Expected<int> analyze(const AnalyzeOptions& o) {
  if (const auto known = one_of("--format", o.format, {"text", "conllu"}); !known)
    return tl::make_unexpected(known.error());
  if (const auto known = one_of("--input", o.input, {"text", "conllu"}); !known)
    return tl::make_unexpected(known.error());
  const auto analyzer = language::Analyzer::load_default();
  if (!analyzer) return tl::make_unexpected(as_unreadable(analyzer.error()));
  auto input = read_input(o.file);
  if (!input) return tl::make_unexpected(input.error());
  language::ConlluText content;
  if (o.input == "conllu") {
    auto parsed = language::read_conllu(*input, o.file);
    if (!parsed) return tl::make_unexpected(parsed.error());
    content = std::move(*parsed);
    analyzer->annotate(content.text, content.analysis);
  } else {
    content.text = std::move(*input);
    content.analysis = analyzer->analyze(content.text);
  }
  if (content.analysis.sentences.empty()) {
    return base::fail(base::ErrorCode::NotFound, "there is no text in it", {}, base::Location{o.file, 0, 0, 0, {}});
  }
  if (o.format == "conllu") return print(language::write_conllu(content.text, content.analysis));
  language::PrintOptions options;
  options.features = o.features;
  options.bold = colours().bold;
  options.dim = colours().dim;
  options.reset = colours().reset;
  return print(language::print_analysis(content.text, content.analysis, options));
}

}  // namespace

Run declare_analyze(CLI::App& app) {
  auto o = std::make_shared<AnalyzeOptions>();
  app.add_option("FILE", o->file, "A text; - is standard input")->required();
  app.add_option("--format", o->format, "text for a person, conllu for programs")->capture_default_str();
  app.add_option("--input", o->input, "text, or conllu: sentences and words are kept, the rest is filled in")
      ->capture_default_str();
  app.add_flag("--features", o->features, "Lemma and features of every word (text format)");
  return [o] {
    const auto status = analyze(*o);
    return status ? *status : report(status.error());
  };
}

}  // namespace entente::cli
