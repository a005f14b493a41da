#include <gtest/gtest.h>

#include <iostream>

#include "tests/suites/tck_runner.h"

/// Every scenario of the openCypher TCK as a test of its own, under the strict rule. A scenario listed in
/// tck_exceptions.txt must fail; any other must pass.
namespace entente::suites {
namespace {

class ScenarioTest : public testing::Test {
 public:
  ScenarioTest(Scenario scenario, std::string kit, std::string exception)
      : scenario_(std::move(scenario)), kit_(std::move(kit)), exception_(std::move(exception)) {}
  void TestBody() override {
    const auto failure = run_scenario(scenario_, kit_);
    if (exception_.empty()) {
      EXPECT_FALSE(failure) << scenario_.id() << ": " << failure.value_or("");
    } else {
      EXPECT_TRUE(failure) << scenario_.id() << " passes: take it out of the exceptions (" << exception_ << ")";
    }
  }

 private:
  Scenario scenario_;
  std::string kit_;
  std::string exception_;
};

class NoKit : public testing::Test {
 public:
  void TestBody() override {
    GTEST_SKIP() << "the openCypher TCK is not there: set OPENCYPHER_TCK to its folder (features/, graphs/)";
  }
};

std::string suite_name(std::string folder) {
  for (auto& c : folder) {
    if (c == '/') c = '.';
  }
  return folder;
}

void register_all() {
  const auto kit = find_kit();
  if (!kit) {
    for (const auto* part : {"clauses", "expressions", "useCases"}) {
      testing::RegisterTest(part, "NoKit", nullptr, nullptr, __FILE__, __LINE__,
                            []() -> testing::Test* { return new NoKit; });
    }
    return;
  }
  const auto exceptions = read_exceptions(std::string(ENTENTE_SOURCE_DIR) + "/tests/suites/tck_exceptions.txt");
  for (auto& scenario : read_kit(*kit)) {
    const auto id = scenario.id();
    const auto found = exceptions.find(id);
    const auto reason = found == exceptions.end() ? std::string() : found->second;
    const auto suite = suite_name(scenario.folder);
    const auto name = id.substr(scenario.folder.size() + 1);
    testing::RegisterTest(
        suite.c_str(), name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
        [scenario, kit, reason]() -> testing::Test* { return new ScenarioTest(scenario, *kit, reason); });
  }
}

}  // namespace
}  // namespace entente::suites

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  try {
    entente::suites::register_all();
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return RUN_ALL_TESTS();
}
