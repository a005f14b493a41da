#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <exception>
#include <map>

#include "graph/schema/ontology.h"
#include "src/cli/command.h"
#include "src/cli/terminal.h"

namespace entente::cli {
namespace {

constexpr std::string_view version = ENTENTE_VERSION;

constexpr std::string_view program_examples =
    "  entente build articles/ -o news.entente        a graph from a folder of articles\n"
    "  entente show news.entente \"Xi Jinping\"         who did what, with the sentences\n"
    "  entente path news.entente Huawei Canada        how two are connected\n"
    "  entente draw news.entente -o news.svg          a picture\n";

/// Help that begins with examples.
class HelpFormatter : public CLI::Formatter {
 public:
  HelpFormatter() { column_width(34); }
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
    std::string out;
    const auto found =
        std::find_if(commands().begin(), commands().end(), [&](const Command& c) { return c.name == app->get_name(); });
    if (found != commands().end()) {
      out = fmt::format("{}.\n\nExamples:\n{}\n", found->summary, found->examples);
    } else {
      out = fmt::format("entente {}: a knowledge graph of who did what to whom, from news articles.\n\nExamples:\n{}\n",
                        version, program_examples);
    }
    const std::string rest = CLI::Formatter::make_help(app, std::move(name), mode);
    const auto usage = rest.find("Usage:");
    out += usage == std::string::npos ? rest : rest.substr(usage);
    if (found == commands().end()) {
      out +=
          "\nentente COMMAND --help shows examples and options of a command.\n"
          "Exit status: 0 done, 1 nothing found, 2 wrong usage, 3 unreadable input, 4 query failed, 5 partly done.\n";
    }
    for (auto at = out.find("\n\n\n"); at != std::string::npos; at = out.find("\n\n\n")) out.erase(at, 1);
    while (out.size() > 1 && out[out.size() - 1] == '\n' && out[out.size() - 2] == '\n') out.pop_back();
    return out;
  }
};

int usage_error(std::string message, std::string hint) {
  return report({base::ErrorCode::Usage, std::move(message), std::move(hint), std::nullopt});
}

std::string did_you_mean(const std::vector<std::string>& near, const std::string& otherwise) {
  return near.empty() ? otherwise : fmt::format("did you mean {}?", near.front());
}

int unknown_command(const std::string& word) {
  std::vector<std::string> names;
  for (const Command& c : commands()) names.emplace_back(c.name);
  return usage_error(
      fmt::format("there is no command '{}'", shown(word)),
      did_you_mean(schema::suggest(word, names, 1), fmt::format("the commands are {}", fmt::join(names, ", "))));
}

/// An option that the command does not have, or an argument too many.
int unexpected_argument(const CLI::App& app, const std::string& word) {
  const std::string help = fmt::format("entente {} --help shows what it takes", app.get_name());
  if (word.size() < 2 || word[0] != '-') {
    return usage_error(fmt::format("'{}' is one argument too many", shown(word)), help);
  }
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    for (const auto& name : option->get_snames()) names.push_back("-" + name);
  }
  const std::string option = word.substr(0, word.find('='));
  return usage_error(fmt::format("entente {} has no option '{}'", app.get_name(), shown(option)),
                     did_you_mean(schema::suggest(option, names, 1), help));
}

int parse_error(const CLI::App& app, const CLI::ParseError& error) {
  std::string message = error.what();
  if (const auto end = message.find('\n'); end != std::string::npos) message.resize(end);
  while (!message.empty() && message.back() == '.') message.pop_back();
  const auto chosen = app.get_subcommands();
  const std::string name = chosen.empty() ? std::string{} : chosen.front()->get_name() + " ";
  return usage_error(shown(message), fmt::format("entente {}--help shows examples", name));
}

int run_parsed(CLI::App& app, std::map<const CLI::App*, Run>& runs, int argc, const char* const* argv) {
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    return print(chosen.empty() ? app.help() : chosen.front()->help("entente"));
  } catch (const CLI::ParseError& error) {
    // A misspelt option often shows up as a missing argument; it is the better thing to name.
    for (const CLI::App* sub : app.get_subcommands()) {
      for (const auto& word : sub->remaining()) {
        if (word.size() > 1 && word[0] == '-') return unexpected_argument(*sub, word);
      }
    }
    return parse_error(app, error);
  }
  const auto chosen = app.get_subcommands();
  if (chosen.empty()) return print(app.help());
  if (const auto extra = chosen.front()->remaining(); !extra.empty()) {
    return unexpected_argument(*chosen.front(), extra.front());
  }
  return runs.at(chosen.front())();
}

}  // namespace

int run_program(int argc, const char* const* argv) {
  try {
    // A reader of our output that goes away is an error of the write, not a signal.
    std::signal(SIGPIPE, SIG_IGN);
    CLI::App app("", "entente");
    const auto formatter = std::make_shared<HelpFormatter>();
    app.formatter(formatter);
    app.set_help_flag("-h,--help", "Examples and options");
    bool print_version = false;
    app.add_flag("--version", print_version, "The version");
    std::map<const CLI::App*, Run> runs;
    for (const Command& command : commands()) {
      CLI::App* sub = app.add_subcommand(std::string(command.name), std::string(command.summary));
      sub->formatter(formatter);
      sub->set_help_flag("-h,--help", "Examples and options");
      sub->allow_extras();
      runs[sub] = command.declare(*sub);
    }
    if (argc > 1) {
      const std::string word = argv[1];
      const bool known =
          std::any_of(commands().begin(), commands().end(), [&](const Command& c) { return c.name == word; });
      if (word == "--version") return print(fmt::format("entente {}\n", version));
      if (!known && word == "help") return print(app.help());
      if (!known && !word.empty() && word[0] != '-') return unknown_command(word);
      if (!known && word != "-h" && word != "--help") {
        return usage_error(
            fmt::format("there is no option '{}'", shown(word)),
            did_you_mean(schema::suggest(word, {"--help", "--version"}, 1), "entente --help shows examples"));
      }
    }
    return run_parsed(app, runs, argc, argv);
  } catch (const std::bad_alloc&) {
    return report({base::ErrorCode::Limit, "there is not enough memory", "", std::nullopt});
  } catch (const std::exception& error) {
    return report({base::ErrorCode::Internal, fmt::format("a bug in entente: {}", error.what()), "", std::nullopt});
  }
}

}  // namespace entente::cli
