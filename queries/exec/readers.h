#pragma once

#include <map>
#include <unordered_map>
#include <unordered_set>

#include "queries/exec/operator.h"
#include "queries/exec/trail_search.h"
#include "queries/value/compare.h"

/// The operators that read. Declarations for build.cpp; each group has its own source.
namespace entente::queries::exec {

class ArgumentOperator final : public Operator {
 public:
  void open() override { done_ = false; }
  bool next(Row&) override { return !std::exchange(done_, true); }

 private:
  bool done_ = true;
};

class NodeScanOperator final : public UnaryOperator {
 public:
  NodeScanOperator(const plan::NodeScan& plan, OperatorPtr input, Context& context)
      : UnaryOperator(std::move(input), context), plan_(plan) {}
  void open() override;
  bool next(Row& row) override;

 private:
  bool fits(NodeId id) const;
  const plan::NodeScan& plan_;
  bool active_ = false;
  std::uint64_t position_ = 0;
};

class ExpandOperator final : public UnaryOperator {
 public:
  ExpandOperator(const plan::Expand& plan, OperatorPtr input, Context& context)
      : UnaryOperator(std::move(input), context), plan_(plan), filter_(plan, context) {}
  void open() override;
  bool next(Row& row) override;

 private:
  const plan::Expand& plan_;
  StepFilter filter_;
  std::vector<Step> steps_;
  std::size_t position_ = 0;
  Value wanted_;  // the relationship, where it is bound
};

class ExpandRangeOperator final : public UnaryOperator {
 public:
  ExpandRangeOperator(const plan::ExpandRange& plan, OperatorPtr input, Context& context)
      : UnaryOperator(std::move(input), context),
        plan_(plan),
        filter_(plan, context),
        search_(filter_, plan.step.direction, context) {}
  void open() override;
  bool next(Row& row) override;

 private:
  bool begin(Row& row);
  const plan::ExpandRange& plan_;
  StepFilter filter_;
  TrailSearch search_;
  Value wanted_;  // the list, where it is bound
  std::optional<NodeId> target_;
};

class ShortestPathOperator final : public UnaryOperator {
 public:
  ShortestPathOperator(const plan::ShortestPath& plan, OperatorPtr input, Context& context)
      : UnaryOperator(std::move(input), context), plan_(plan), filter_(plan.expand, context), budget_(context) {}
  void open() override;
  bool next(Row& row) override;

 private:
  struct Arrival {
    std::int64_t depth = 0;
    std::vector<std::pair<NodeId, RelationshipId>> by;
  };
  using Reached = std::map<NodeId, Arrival>;
  void search(Row& row);
  void search_by_length(NodeId from, NodeId to, Row& row);
  void search_breadth_first(NodeId from, NodeId to, Row& row);
  void read_back(const Reached& reached, NodeId from, NodeId to);
  const plan::ShortestPath& plan_;
  StepFilter filter_;
  RowBudget budget_;
  std::vector<List> found_;
  std::size_t position_ = 0;
};

class FilterOperator final : public UnaryOperator {
 public:
  FilterOperator(const plan::Filter& plan, OperatorPtr input, Context& context)
      : UnaryOperator(std::move(input), context), plan_(plan) {}
  bool next(Row& row) override;

 private:
  const plan::Filter& plan_;
};

class OptionalOperator final : public UnaryOperator {
 public:
  OptionalOperator(const plan::Optional& plan, OperatorPtr input, OperatorPtr inner, Context& context)
      : UnaryOperator(std::move(input), context), plan_(plan), inner_(std::move(inner)) {}
  void open() override;
  bool next(Row& row) override;

 private:
  const plan::Optional& plan_;
  OperatorPtr inner_;
  bool active_ = false;
};

/// CALL { } of a query that only reads, row by row.
class ApplyOperator final : public UnaryOperator {
 public:
  ApplyOperator(const plan::Apply& plan, OperatorPtr input, OperatorPtr inner, Context& context)
      : UnaryOperator(std::move(input), context), plan_(plan), inner_(std::move(inner)) {}
  void open() override;
  bool next(Row& row) override;

 private:
  const plan::Apply& plan_;
  OperatorPtr inner_;
  bool active_ = false;
};

/// CALL { } of a query that writes: the whole input first.
class WritingApplyOperator final : public BufferingOperator {
 public:
  WritingApplyOperator(const plan::Apply& plan, OperatorPtr input, OperatorPtr inner, Context& context)
      : BufferingOperator(std::move(input), context), plan_(plan), inner_(std::move(inner)) {}

 private:
  void consume(Row& row) override;
  const plan::Apply& plan_;
  OperatorPtr inner_;
};

class UnwindOperator final : public UnaryOperator {
 public:
  UnwindOperator(const plan::Unwind& plan, OperatorPtr input, Context& context)
      : UnaryOperator(std::move(input), context), plan_(plan) {}
  void open() override;
  bool next(Row& row) override;

 private:
  const plan::Unwind& plan_;
  Value list_;
  std::size_t position_ = 0;
};

class CallProcedureOperator final : public UnaryOperator {
 public:
  CallProcedureOperator(const plan::CallProcedure& plan, OperatorPtr input, Context& context)
      : UnaryOperator(std::move(input), context), plan_(plan) {}
  void open() override;
  bool next(Row& row) override;

 private:
  bool call(Row& row);
  const plan::CallProcedure& plan_;
  std::vector<List> rows_;
  std::size_t position_ = 0;
};

class AssignOperator final : public UnaryOperator {
 public:
  AssignOperator(const plan::Assign& plan, OperatorPtr input, Context& context)
      : UnaryOperator(std::move(input), context), plan_(plan) {}
  bool next(Row& row) override;

 private:
  const plan::Assign& plan_;
  std::vector<Value> values_;
};

class DistinctOperator final : public UnaryOperator {
 public:
  DistinctOperator(const plan::Distinct& plan, OperatorPtr input, Context& context)
      : UnaryOperator(std::move(input), context), plan_(plan), budget_(context) {}
  void open() override;
  bool next(Row& row) override;

 private:
  const plan::Distinct& plan_;
  RowBudget budget_;
  std::unordered_set<List, EquivalenceHash, Equivalence> seen_;
};

class SortOperator final : public BufferingOperator {
 public:
  SortOperator(const plan::Sort& plan, OperatorPtr input, Context& context)
      : BufferingOperator(std::move(input), context), plan_(plan) {}

 private:
  void consume(Row& row) override;
  const plan::Sort& plan_;
};

/// SKIP and LIMIT; `skip` rows are passed over, then at most the limit's come.
class SliceOperator final : public UnaryOperator {
 public:
  SliceOperator(bound::ExpressionPtr count, bool limit, bool drain, OperatorPtr input, Context& context)
      : UnaryOperator(std::move(input), context), count_(std::move(count)), limit_(limit), drain_(drain) {}
  void open() override;
  bool next(Row& row) override;

 private:
  std::int64_t evaluate_count(Row& row);
  bound::ExpressionPtr count_;
  bool limit_;
  bool drain_;
  std::optional<std::int64_t> left_;
};

class UnionOperator final : public Operator {
 public:
  UnionOperator(const plan::Union& plan, std::vector<OperatorPtr> parts, Context& context)
      : plan_(plan), parts_(std::move(parts)), context_(context), budget_(context) {}
  void open() override;
  bool next(Row& row) override;

 private:
  const plan::Union& plan_;
  std::vector<OperatorPtr> parts_;
  Context& context_;
  RowBudget budget_;
  std::size_t part_ = 0;
  std::unordered_set<List, EquivalenceHash, Equivalence> seen_;
};

class AggregateOperator final : public BufferingOperator {
 public:
  AggregateOperator(const plan::Aggregate& plan, OperatorPtr input, Context& context)
      : BufferingOperator(std::move(input), context), plan_(plan) {}

 private:
  void consume(Row& row) override;
  const plan::Aggregate& plan_;
};

}  // namespace entente::queries::exec
