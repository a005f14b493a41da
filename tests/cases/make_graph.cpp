// Writes the graph that the command-line cases ask about: make_graph FILE. Made by hand, so that the answers do not change
// with the language model.
#include <cstdio>

#include "graph/store/store.h"
#include "tests/support/records.h"

namespace {

using namespace entente;
using test::RecordBuilder;
using schema::EntityType;
using schema::Status;

std::vector<model::DocumentRecord> records() {
  std::vector<model::DocumentRecord> out;
  {
    RecordBuilder d("beijing.txt", "2023-08-29");
    d->document.title = "Raimondo in Beijing";
    d->document.source = "The Wire";
    const auto raimondo = d.person("Gina Raimondo", {"Raimondo"});
    const auto wang = d.person("Wang Wentao");
    const auto us = d.country("United States", "US");
    const auto china = d.country("China", "CN");
    const auto beijing = d.entity(EntityType::Place, "Beijing");
    d->entities[raimondo].reasons = {"surname of Gina Raimondo"};
    auto& met = d.statement(raimondo, "MET_WITH", wang, "Gina Raimondo met Wang Wentao in Beijing on Monday.");
    met.date = test::date("2023-08-28");
    met.place = beijing;
    met.confidence = 0.9;
    auto& post = d.statement(raimondo, "HOLDS_POSITION", us, "Commerce Secretary Raimondo left on Tuesday.");
    post.title = "Commerce Secretary";
    auto& will = d.statement(us, "MET_WITH", china, "Officials of both countries will meet again in October.");
    will.status = Status::Planned;
    will.date = test::date("2023-10");
    auto& accused = d.statement(china, "ACCUSED", us, "Washington breaks its word, Wang said.");
    accused.claimed_by = wang;
    accused.date = test::date("2023-08-28");
    out.push_back(*d);
  }
  {
    RecordBuilder d("tariffs.txt", "2025-04-10");
    d->document.title = "Tariffs";
    const auto us = d.country("United States", "US");
    const auto china = d.country("China", "CN");
    const auto tariff = d.measure("tariff", us, china);
    auto& imposed = d.statement(us, "IMPOSED", tariff, "The United States put a tariff of 34 percent on Chinese goods.");
    imposed.date = test::date("2025-04-02");
    d.statement(tariff, "TARGETS", china, "The tariff is on Chinese goods.");
    const auto trump = d.person("Donald Trump");
    auto& denied = d.statement(trump, "SPOKE_WITH", china, "Trump has not spoken with China, a spokesman said.");
    denied.status = Status::Denied;
    const auto georgia = d.entity(EntityType::Place, "Georgia");
    auto& visited = d.statement(trump, "VISITED", georgia, "Trump went to Georgia in March.");
    visited.date = test::date("2025-03");
    const auto country = d.country("Georgia", "GE");
    d.statement(country, "CRITICIZED", us, "Georgia criticized the United States.");
    out.push_back(*d);
  }
  {
    RecordBuilder d("island.txt", "2024-01-01");
    const auto a = d.person("Ann Islander");
    const auto b = d.person("Ben Islander");
    d.statement(a, "PRAISED", b, "Ann Islander praised Ben Islander\xE2\x80\xAE.");
    out.push_back(*d);
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  auto store = store::Store::open(argv[1], store::OpenMode::CreateIfMissing);
  if (!store) return std::fprintf(stderr, "%s\n", store.error().message.c_str()), 3;
  const auto added = store->add(records());
  if (!added) return std::fprintf(stderr, "%s\n", added.error().message.c_str()), 3;
  return 0;
}
