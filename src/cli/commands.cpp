#include <array>

#include "src/cli/command.h"

namespace entente::cli {
namespace {

constexpr std::array table{
    Command{"build", "Make a graph from articles",
            "  entente build articles/ -o news.entente\n"
            "  entente build a.txt b.html feed.xml dump.jsonl -o news.entente --date 2025-05-12\n"
            "  xzcat dump.jsonl.xz | entente build - -o news.entente\n",
            &declare_build},
    Command{"add", "Add articles to a graph", "  entente add news.entente more/ another.html\n", &declare_add},
    Command{"remove", "Remove documents from a graph", "  entente remove news.entente --document a.txt\n",
            &declare_remove},
    Command{"show", "Show an entity with its statements and sentences, or an overview",
            "  entente show news.entente\n"
            "  entente show news.entente \"Xi Jinping\"\n"
            "  entente show news.entente Georgia --why\n"
            "  entente show news.entente China --type imposed --since 2025-01 --json\n",
            &declare_show},
    Command{"neighbours", "List who is connected with an entity",
            "  entente neighbours news.entente China\n"
            "  entente neighbours news.entente \"Janet Yellen\" --depth 2 --type met-with\n",
            &declare_neighbours},
    Command{"path", "Find how two entities are connected",
            "  entente path news.entente \"Gina Raimondo\" \"Xi Jinping\"\n"
            "  entente path news.entente Huawei Canada --count 3\n",
            &declare_path},
    Command{
        "query", "Ask in openCypher",
        "  entente query news.entente \"MATCH (a:Person)-[m:MET_WITH]-(b) RETURN a.name, b.name, m.date\"\n"
        "  entente query news.entente 'MATCH (a {name: $name})--(b) RETURN b' --param name=\"'Xi Jinping'\" --json\n"
        "  entente query my.graph \"CREATE (:Person {name: 'Ada'})\"\n",
        &declare_query},
    Command{"shell", "Ask one question after another in openCypher",
            "  entente shell news.entente\n"
            "  echo 'MATCH (n) RETURN count(*);' | entente shell news.entente\n",
            &declare_shell},
    Command{"draw", "Draw the graph as SVG, PNG, PDF or DOT",
            "  entente draw news.entente -o news.svg\n"
            "  entente draw news.entente -o xi.png --about \"Xi Jinping\" --depth 1\n"
            "  entente draw news.entente -o deals.pdf --type agreed-with --status happened\n",
            &declare_draw},
    Command{"export", "Write the graph in another format",
            "  entente export news.entente --format json -o graph.json\n"
            "  entente export news.entente --format dot --about China | dot -Tsvg > china.svg\n"
            "  entente export --list\n",
            &declare_export},
    Command{"stats", "Count what is in a graph", "  entente stats news.entente\n  entente stats news.entente --json\n",
            &declare_stats},
    Command{"check", "Verify every invariant of a graph's file", "  entente check news.entente\n", &declare_check},
    Command{"analyze", "Show the sentences, words, trees and names of a text",
            "  echo 'Xi met Biden in Woodside.' | entente analyze -\n"
            "  entente analyze article.txt --format conllu\n"
            "  entente analyze tokens.conllu --input conllu --format conllu\n",
            &declare_analyze},
    Command{"ontology", "List the relation types",
            "  entente ontology\n  entente ontology met-with\n  entente ontology --json\n", &declare_ontology},
};

}  // namespace

std::span<const Command> commands() {
  return table;
}

}  // namespace entente::cli
