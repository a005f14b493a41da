#pragma once

#include <cstdint>
#include <vector>

/// The best dependency tree: Chu and Liu (1965), Edmonds (1967).
namespace entente::language {

/// The heads of words 1…n (0: root) of the tree with the greatest sum of scores in which exactly one word has head 0.
/// `scores` has n + 1 rows and columns: scores[dependent * (n + 1) + head]. Ties go to the lower head. O(n²) if the
/// best head of every word makes a tree with one root, as mostly; O(n³) at worst.
std::vector<std::int32_t> best_tree(const std::vector<float>& scores, std::uint32_t n);

}  // namespace entente::language
