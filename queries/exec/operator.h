#pragma once

#include <memory>

#include "queries/exec/context.h"
#include "queries/plan/logical_plan.h"

namespace entente::queries::exec {

/// One step of a running plan, pulled row by row. All operators of a pipeline share one row: each writes only the slots
/// it is responsible for and finds the others as its input left them. Whoever keeps rows copies them.
class Operator {
 public:
  Operator() = default;
  Operator(const Operator&) = delete;
  Operator& operator=(const Operator&) = delete;
  virtual ~Operator() = default;

  /// Begins anew. The first call of next() finds the row as the query around it left it.
  virtual void open() = 0;
  /// The next row; false at the end and after a failure.
  virtual bool next(Row& row) = 0;
};

using OperatorPtr = std::unique_ptr<Operator>;

class UnaryOperator : public Operator {
 public:
  UnaryOperator(OperatorPtr input, Context& context) : input_(std::move(input)), context_(context) {}
  void open() override { input_->open(); }

 protected:
  OperatorPtr input_;
  Context& context_;
};

/// Takes all of its input before it gives anything.
class BufferingOperator : public UnaryOperator {
 public:
  BufferingOperator(OperatorPtr input, Context& context) : UnaryOperator(std::move(input), context), budget_(context) {}
  void open() final;
  bool next(Row& row) final;

 protected:
  /// Reads the whole input and leaves what comes out in rows_.
  virtual void consume(Row& row) = 0;
  /// Pulls every row of the input into rows_.
  void read_all(Row& row);
  std::vector<Row> rows_;
  RowBudget budget_;

 private:
  bool consumed_ = false;
  std::size_t position_ = 0;
};

/// The running form of a plan; `plan` must outlive it.
OperatorPtr build(const plan::Operator& plan, Context& context);

}  // namespace entente::queries::exec
