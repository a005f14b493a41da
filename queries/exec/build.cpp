#include "queries/exec/readers.h"
#include "queries/exec/writers.h"

namespace entente::queries::exec {
namespace {

struct Builder {
  OperatorPtr input;
  Context& context;

  template <typename Running, typename Plan>
  OperatorPtr simple(const Plan& plan) {
    return std::make_unique<Running>(plan, std::move(input), context);
  }
  OperatorPtr operator()(const plan::Argument&) { return std::make_unique<ArgumentOperator>(); }
  OperatorPtr operator()(const plan::NodeScan& p) { return simple<NodeScanOperator>(p); }
  OperatorPtr operator()(const plan::Expand& p) { return simple<ExpandOperator>(p); }
  OperatorPtr operator()(const plan::ExpandRange& p) { return simple<ExpandRangeOperator>(p); }
  OperatorPtr operator()(const plan::ShortestPath& p) { return simple<ShortestPathOperator>(p); }
  OperatorPtr operator()(const plan::Filter& p) { return simple<FilterOperator>(p); }
  OperatorPtr operator()(const plan::Optional& p) {
    return std::make_unique<OptionalOperator>(p, std::move(input), build(*p.inner, context), context);
  }
  OperatorPtr operator()(const plan::Apply& p) {
    auto inner = build(*p.inner, context);
    if (p.writes) return std::make_unique<WritingApplyOperator>(p, std::move(input), std::move(inner), context);
    return std::make_unique<ApplyOperator>(p, std::move(input), std::move(inner), context);
  }
  OperatorPtr operator()(const plan::Unwind& p) { return simple<UnwindOperator>(p); }
  OperatorPtr operator()(const plan::Assign& p) { return simple<AssignOperator>(p); }
  OperatorPtr operator()(const plan::Aggregate& p) { return simple<AggregateOperator>(p); }
  OperatorPtr operator()(const plan::Distinct& p) { return simple<DistinctOperator>(p); }
  OperatorPtr operator()(const plan::Sort& p) { return simple<SortOperator>(p); }
  OperatorPtr operator()(const plan::Skip& p) {
    return std::make_unique<SliceOperator>(p.count, false, false, std::move(input), context);
  }
  OperatorPtr operator()(const plan::Limit& p) {
    return std::make_unique<SliceOperator>(p.count, true, p.drain, std::move(input), context);
  }
  OperatorPtr operator()(const plan::CallProcedure& p) { return simple<CallProcedureOperator>(p); }
  OperatorPtr operator()(const plan::Union& p) {
    std::vector<OperatorPtr> parts;
    for (const auto& part : p.parts) parts.push_back(build(*part, context));
    return std::make_unique<UnionOperator>(p, std::move(parts), context);
  }
  OperatorPtr operator()(const plan::Create& p) { return simple<CreateOperator>(p); }
  OperatorPtr operator()(const plan::Merge& p) {
    return std::make_unique<MergeOperator>(p, std::move(input), build(*p.match, context), context);
  }
  OperatorPtr operator()(const plan::SetProperties& p) { return simple<SetOperator>(p); }
  OperatorPtr operator()(const plan::Remove& p) { return simple<RemoveOperator>(p); }
  OperatorPtr operator()(const plan::Delete& p) { return simple<DeleteOperator>(p); }
  OperatorPtr operator()(const plan::Foreach& p) {
    return std::make_unique<ForeachOperator>(p, std::move(input), build(*p.body, context), context);
  }
};

}  // namespace

OperatorPtr build(const plan::Operator& plan, Context& context) {
  // The inputs of a plan are a chain as long as the query; from the bottom up there is no recursion over it.
  std::vector<const plan::Operator*> chain;
  for (const auto* at = &plan; at != nullptr; at = at->input.get()) chain.push_back(at);
  OperatorPtr result;
  for (auto at = chain.rbegin(); at != chain.rend(); ++at)
    result = std::visit(Builder{std::move(result), context}, (*at)->node);
  return result;
}

}  // namespace entente::queries::exec
