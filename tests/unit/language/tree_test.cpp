#include "src/language/tree.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>

namespace entente::language {
namespace {

bool is_tree(const std::vector<std::int32_t>& heads) {
  int roots = 0;
  for (std::size_t d = 0; d < heads.size(); ++d) {
    roots += heads[d] == 0 ? 1 : 0;
    std::int32_t node = static_cast<std::int32_t>(d) + 1;
    for (std::size_t step = 0; node != 0; ++step) {
      if (step > heads.size()) return false;
      node = heads[static_cast<std::size_t>(node) - 1];
    }
  }
  return roots == 1;
}

double total(const std::vector<float>& scores, const std::vector<std::int32_t>& heads) {
  double sum = 0;
  for (std::size_t d = 0; d < heads.size(); ++d) {
    sum += static_cast<double>(scores[(d + 1) * (heads.size() + 1) + static_cast<std::size_t>(heads[d])]);
  }
  return sum;
}

/// The best sum over all head assignments that make a tree with one root.
double brute_force(const std::vector<float>& scores, std::uint32_t n) {
  std::vector<std::int32_t> heads(n, 0);
  double best = -std::numeric_limits<double>::infinity();
  for (;;) {
    if (is_tree(heads)) best = std::max(best, total(scores, heads));
    std::uint32_t d = 0;
    while (d < n && heads[d] == static_cast<std::int32_t>(n)) heads[d++] = 0;
    if (d == n) return best;
    ++heads[d];
  }
}

TEST(BestTree, AgreesWithBruteForce) {
  std::mt19937 random(5);
  for (std::uint32_t n = 1; n <= 6; ++n) {
    for (int round = 0; round < (n < 6 ? 400 : 40); ++round) {
      std::vector<float> scores((n + 1) * (n + 1));
      for (float& s : scores) s = static_cast<float>(random() % 2000) / 100.0F - 10.0F;
      const std::vector<std::int32_t> heads = best_tree(scores, n);
      ASSERT_TRUE(is_tree(heads)) << n;
      EXPECT_NEAR(total(scores, heads), brute_force(scores, n), 1e-3) << n;
    }
  }
}

TEST(BestTree, OneRootEvenWhenAllWantToBe) {
  const std::uint32_t n = 5;
  std::vector<float> scores((n + 1) * (n + 1), 0.0F);
  for (std::uint32_t d = 1; d <= n; ++d) scores[d * (n + 1)] = 100.0F + static_cast<float>(d);
  const auto heads = best_tree(scores, n);
  EXPECT_TRUE(is_tree(heads));
  EXPECT_EQ(heads[4], 0);
}

TEST(BestTree, LongCyclesAndNumbersThatAreNone) {
  EXPECT_TRUE(best_tree({0.0F}, 0).empty());
  const std::uint32_t n = 200;
  std::vector<float> ring((n + 1) * (n + 1), 0.0F);
  for (std::uint32_t d = 1; d <= n; ++d) ring[d * (n + 1) + d % n + 1] = 5.0F;
  EXPECT_TRUE(is_tree(best_tree(ring, n)));
  const std::vector<float> nan((n + 1) * (n + 1), std::nanf(""));
  EXPECT_TRUE(is_tree(best_tree(nan, n)));
  // Pairs that point at each other: a contraction for every pair.
  std::vector<float> pairs((n + 1) * (n + 1), 0.0F);
  for (std::uint32_t d = 1; d <= n; ++d) pairs[d * (n + 1) + (d % 2 == 1 ? d + 1 : d - 1)] = 9.0F;
  EXPECT_TRUE(is_tree(best_tree(pairs, n)));
}

}  // namespace
}  // namespace entente::language
