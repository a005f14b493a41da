#include <algorithm>
#include <numeric>

#include "queries/exec/accumulator.h"
#include "queries/exec/readers.h"

/// Operators that take all of their input first: sort, aggregate.
namespace entente::queries::exec {

void BufferingOperator::open() {
  UnaryOperator::open();
  rows_.clear();
  budget_.release();
  consumed_ = false;
  position_ = 0;
}

void BufferingOperator::read_all(Row& row) {
  while (input_->next(row) && budget_.keep(1)) rows_.push_back(row);
}

bool BufferingOperator::next(Row& row) {
  if (!std::exchange(consumed_, true)) consume(row);
  if (context_.failed() || position_ >= rows_.size()) return false;
  row = rows_[position_++];
  return true;
}

void SortOperator::consume(Row& row) {
  read_all(row);
  std::vector<List> keys(rows_.size());
  for (std::size_t i = 0; i < rows_.size() && !context_.failed(); ++i) {
    for (const auto& key : plan_.keys) keys[i].push_back(evaluate(*key.expression, rows_[i], context_));
  }
  if (context_.failed()) return;
  std::vector<std::size_t> order_of(rows_.size());
  std::iota(order_of.begin(), order_of.end(), 0);
  std::stable_sort(order_of.begin(), order_of.end(), [&](std::size_t a, std::size_t b) {
    for (std::size_t k = 0; k < plan_.keys.size(); ++k) {
      const auto result = order(keys[a][k], keys[b][k]);
      if (result != 0) return plan_.keys[k].descending ? result > 0 : result < 0;
    }
    return false;
  });
  std::vector<Row> sorted;
  sorted.reserve(rows_.size());
  for (const auto i : order_of) sorted.push_back(std::move(rows_[i]));
  rows_ = std::move(sorted);
}

void AggregateOperator::consume(Row& row) {
  std::unordered_map<List, std::size_t, EquivalenceHash, Equivalence> groups;  // looked up only
  std::vector<std::vector<Accumulator>> accumulators;
  const auto open_group = [&] {
    rows_.push_back(row);
    auto& fresh = accumulators.emplace_back();
    for (const auto& aggregate : plan_.aggregates) fresh.emplace_back(aggregate);
    return rows_.size() - 1;
  };
  while (input_->next(row)) {
    List key;
    for (const auto& k : plan_.keys) key.push_back(evaluate(*k.expression, row, context_));
    const auto [entry, fresh] = groups.try_emplace(key, 0);
    if (fresh) {
      entry->second = open_group();
      for (std::size_t i = 0; i < key.size(); ++i) rows_.back()[plan_.keys[i].slot] = key[i];
      if (!budget_.keep(1)) return;
    }
    for (auto& accumulator : accumulators[entry->second]) accumulator.add(row, context_, budget_);
    if (context_.failed()) return;
  }
  if (context_.failed()) return;
  if (rows_.empty() && plan_.keys.empty()) open_group();
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    for (std::size_t a = 0; a < plan_.aggregates.size(); ++a) {
      rows_[i][plan_.aggregates[a].slot] = accumulators[i][a].finish(context_);
    }
  }
}

}  // namespace entente::queries::exec
