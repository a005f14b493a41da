#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/property_graph.h"

/// Statements as lines for a person.
namespace entente::cli {

/// "MET_WITH" → "met with".
std::string relation_words(std::string_view type);

/// "Gina Raimondo is Commerce Secretary of United States", "Gina Raimondo met with Wang Wentao, in Beijing, planned,
/// according to Xinhua" with colours where they are on.
std::string statement_line(const graph::KnowledgeGraph& graph, model::StatementIndex statement);

/// The statement with its date in front and its sentences, each with the document's label, below. `most` sentences at
/// most; a statement with more says how many.
std::string statement_block(const graph::KnowledgeGraph& graph, model::StatementIndex statement, std::size_t most,
                            std::size_t width);

/// By date, the undated last; the graph's order among equal dates.
void sort_by_date(const graph::KnowledgeGraph& graph, std::vector<model::StatementIndex>& statements);

/// "Person", "Measure (tariff)".
std::string type_of(const model::Entity& entity);

}  // namespace entente::cli
