#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <random>
#include <set>
#include <sstream>
#include <thread>

#include "graph/store/store.h"
#include "tests/unit/store/kill_helper.h"

namespace entente::store {
namespace {

struct Outcome {
  std::vector<std::string> reported;
  int status = 0;
};

/// Runs the helper and kills it after so many microseconds (never, if negative).
Outcome run_helper(const std::string& file, unsigned count, std::int64_t microseconds) {
  int ends[2];
  EXPECT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    ::close(ends[0]);
    ::close(ends[1]);
    const std::string number = std::to_string(count);
    ::execl(KILL_HELPER, KILL_HELPER, file.c_str(), number.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  ::close(ends[1]);
  std::thread killer;
  if (microseconds >= 0) {
    killer = std::thread([=] {
      std::this_thread::sleep_for(std::chrono::microseconds(microseconds));
      ::kill(child, SIGKILL);
    });
  }
  std::string output;
  char buffer[4096];
  for (ssize_t n = 0; (n = ::read(ends[0], buffer, sizeof buffer)) > 0;)
    output.append(buffer, static_cast<std::size_t>(n));
  ::close(ends[0]);
  if (killer.joinable()) killer.join();  // before waiting: the process id stays ours until then
  Outcome run;
  ::waitpid(child, &run.status, 0);
  std::istringstream lines(output);
  for (std::string line; std::getline(lines, line);) {
    if (line.size() == 26) run.reported.push_back(line);  // a line cut off by the kill is no report
  }
  return run;
}

TEST(Kill, FiftyKillsLoseNothingThatWasReported) {
  const schema::Ontology ontology = schema::Ontology::load_default().value();
  const std::string file = testing::TempDir() + fmt::format("entente_kill_{}.entente", ::getpid());
  std::remove(file.c_str());
  constexpr unsigned count = 4000;
  std::mt19937 chance(2024);
  std::set<std::string> reported;
  int killed = 0;
  for (int round = 0; round < 50; ++round) {
    // Some die while starting or making the file, most in the middle of adding.
    const auto microseconds = static_cast<std::int64_t>(chance() % (round % 5 == 0 ? 6000 : 80000));
    const Outcome run = run_helper(file, count, microseconds);
    killed += WIFSIGNALED(run.status) && WTERMSIG(run.status) == SIGKILL ? 1 : 0;
    reported.insert(run.reported.begin(), run.reported.end());
    if (reported.empty()) continue;  // killed before the file was made
    const auto store = Store::open(file, OpenMode::Read);
    ASSERT_TRUE(store) << base::format(store.error());
    for (const auto& id : reported) ASSERT_TRUE(store->contains(id).value()) << id << " in round " << round;
    if (round % 10 != 9) continue;
    ASSERT_EQ(store->check(ontology).value(), std::vector<std::string>{});
  }
  EXPECT_GE(killed, 45);
  // Going on completes it, as if nothing had happened. (A smaller goal keeps the test short.)
  const unsigned goal = static_cast<unsigned>(reported.size()) + 60;
  const Outcome last = run_helper(file, goal, -1);
  EXPECT_EQ(last.status, 0);
  const auto store = Store::open(file, OpenMode::Read);
  ASSERT_TRUE(store);
  EXPECT_EQ(store->check(ontology).value(), std::vector<std::string>{});
  std::vector<model::DocumentRecord> expected;
  for (unsigned i = 0; i < goal; ++i) expected.push_back(test::numbered_document(i));
  const std::string fresh_file = file + ".fresh";
  std::remove(fresh_file.c_str());
  auto fresh = Store::open(fresh_file, OpenMode::CreateIfMissing).value();
  ASSERT_EQ(fresh.add(expected).value(), goal);
  EXPECT_EQ(test::dump(store->graph(ontology).value()), test::dump(fresh.graph(ontology).value()));
  std::remove(file.c_str());
  std::remove(fresh_file.c_str());
}

}  // namespace
}  // namespace entente::store
