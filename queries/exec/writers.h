#pragma once

#include "queries/exec/operator.h"

/// The operators that change the graph. Each takes its whole input before it changes anything, so that what it reads
/// cannot depend on what it writes; later clauses see all of it.
namespace entente::queries::exec {

/// Sets properties and labels as SET does; shared by SET, CREATE and MERGE.
class Setter {
 public:
  explicit Setter(Context& context) : context_(context) {}
  void apply(const std::vector<bound::SetItem>& items, Row& row);
  /// The properties of a node or relationship being created.
  template <typename Id>
  void initialise(Id id, const std::vector<std::pair<Symbol, bound::ExpressionPtr>>& properties,
                  const bound::ExpressionPtr& map, Row& row);

 private:
  void apply(const bound::SetItem& item, Row& row);
  template <typename Id>
  void apply(const bound::SetItem& item, Id id, const Value& value);
  template <typename Id>
  void replace(Id id, const Value& value, bool keep_others, base::ByteSpan span);
  template <typename Id>
  void set(Id id, Symbol key, Value value, base::ByteSpan span);
  Context& context_;
};

/// Creates what a pattern describes and the row does not yet have.
void create_pattern(const bound::PathPattern& pattern, Row& row, Context& context);

class CreateOperator final : public BufferingOperator {
 public:
  CreateOperator(const plan::Create& plan, OperatorPtr input, Context& context)
      : BufferingOperator(std::move(input), context), plan_(plan) {}

 private:
  void consume(Row& row) override;
  const plan::Create& plan_;
};

class MergeOperator final : public BufferingOperator {
 public:
  MergeOperator(const plan::Merge& plan, OperatorPtr input, OperatorPtr match, Context& context)
      : BufferingOperator(std::move(input), context), plan_(plan), match_(std::move(match)) {}

 private:
  void consume(Row& row) override;
  bool refuse_nulls(Row& row);
  const plan::Merge& plan_;
  OperatorPtr match_;
};

class SetOperator final : public BufferingOperator {
 public:
  SetOperator(const plan::SetProperties& plan, OperatorPtr input, Context& context)
      : BufferingOperator(std::move(input), context), plan_(plan) {}

 private:
  void consume(Row& row) override;
  const plan::SetProperties& plan_;
};

class RemoveOperator final : public BufferingOperator {
 public:
  RemoveOperator(const plan::Remove& plan, OperatorPtr input, Context& context)
      : BufferingOperator(std::move(input), context), plan_(plan) {}

 private:
  void consume(Row& row) override;
  void remove(const bound::RemoveItem& item, Row& row);
  const plan::Remove& plan_;
};

class DeleteOperator final : public BufferingOperator {
 public:
  DeleteOperator(const plan::Delete& plan, OperatorPtr input, Context& context)
      : BufferingOperator(std::move(input), context), plan_(plan) {}

 private:
  void consume(Row& row) override;
  void delete_value(const Value& value, base::ByteSpan span);
  void delete_node(NodeId id);
  const plan::Delete& plan_;
};

class ForeachOperator final : public BufferingOperator {
 public:
  ForeachOperator(const plan::Foreach& plan, OperatorPtr input, OperatorPtr body, Context& context)
      : BufferingOperator(std::move(input), context), plan_(plan), body_(std::move(body)) {}

 private:
  void consume(Row& row) override;
  const plan::Foreach& plan_;
  OperatorPtr body_;
};

}  // namespace entente::queries::exec
