#include "src/pipeline/pipeline.h"

#include <fmt/format.h>

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <new>
#include <optional>
#include <set>
#include <thread>
#include <vector>

#include "src/pipeline/bounded_queue.h"

namespace entente::pipeline {
namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Threads that are started while it lives take no signals: those are for the thread that reads.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;

 private:
  sigset_t before_{};
};

struct Job {
  model::Document document;
};

struct Result {
  model::DocumentRecord record;
  std::uint64_t sentences = 0;
  std::uint64_t words = 0;
};

class Run {
 public:
  Run(const Source& source, const Stages& stages, store::Store& store, const Options& options,
      const Callbacks& callbacks)
      : source_(source),
        stages_(stages),
        store_(store),
        options_(options),
        callbacks_(callbacks),
        jobs_(options.queue_bytes),
        results_(options.queue_bytes) {
    unsigned threads = options.threads != 0 ? options.threads : std::thread::hardware_concurrency();
    report_.threads = std::clamp(threads, 1U, 256U);
  }

  base::Expected<Report> operator()() {
    std::vector<std::thread> workers;
    std::thread writer;
    {
      const SignalsBlocked blocked;
      start_threads(workers, writer);
    }
    if (!failure_) read();
    if (cancelled()) jobs_.clear();
    jobs_.close();
    for (std::thread& t : workers) t.join();
    results_.close();
    if (writer.joinable()) writer.join();
    report_.cancelled = cancelled();
    report_.seconds = since(start_);
    tell_progress();
    if (failure_) return tl::make_unexpected(*failure_);
    return report_;
  }

 private:
  /// As many workers as the system gives; without a writer or any worker the run ends with an error.
  void start_threads(std::vector<std::thread>& workers, std::thread& writer) {
    try {
      writer = std::thread([this] { write(); });
      workers.reserve(report_.threads);
      for (unsigned i = 0; i < report_.threads; ++i) workers.emplace_back([this] { work(); });
    } catch (const std::exception& error) {
      if (workers.empty()) {
        fail({base::ErrorCode::Limit, fmt::format("the system gives no thread to work with: {}", error.what()),
              "raise the limits on processes and memory", std::nullopt});
      }
      report_.threads = static_cast<unsigned>(workers.size());
    }
  }

  bool cancelled() const { return options_.cancel != nullptr && options_.cancel->load(std::memory_order_relaxed); }

  void problem(const base::Error& error) {
    const std::lock_guard lock(callback_mutex_);
    ++report_.problems;
    if (callbacks_.problem) callbacks_.problem(error);
  }

  void tell_progress() {
    const std::lock_guard lock(callback_mutex_);
    if (!callbacks_.progress) return;
    callbacks_.progress({report_.added + report_.skipped, analysed_.load(), words_.load(), bytes_.load(),
                         report_.problems, since(start_)});
  }

  void done(const model::Document& document) {
    if (callbacks_.done) callbacks_.done(document);
  }

  void read() {
    double waited = 0;
    const auto begin = Clock::now();
    try {
      read_source(waited);
    } catch (const std::bad_alloc&) {
      problem({base::ErrorCode::Limit, "there is not enough memory to read on", "", std::nullopt});
    }
    report_.stage.read = since(begin) - waited;
  }

  void read_source(double& waited) {
    source_(
        [&](model::Document&& document) {
          const auto before = Clock::now();
          const bool go_on = take(std::move(document));
          waited += since(before);
          return go_on && !stopped_ && !cancelled();
        },
        [&](const base::Error& error) {
          // A read that the cancelling signal interrupts is no problem of the input.
          if (!cancelled()) problem(error);
        });
  }

  /// False when the run is over.
  bool take(model::Document&& document) {
    const std::string id = document.id();
    const bool repeat = !seen_.insert(id).second;
    bool stored = false;
    {
      const std::lock_guard lock(store_mutex_);
      const auto there = store_.contains(id);
      if (!there) return fail(there.error()), false;
      stored = *there;
    }
    const bool known = repeat || stored;
    {
      const std::lock_guard lock(callback_mutex_);
      ++report_.documents;
      if (callbacks_.taken) callbacks_.taken(document);
      if (known) {
        ++report_.skipped;
        // A repeat whose first copy is still under way is done when that one is.
        if (stored) done(document);
      }
    }
    if (known) {
      bytes_ += document.text.size();
      return true;
    }
    const std::uint64_t weight = document.text.size() + 1024;
    return jobs_.push(Job{std::move(document)}, weight);
  }

  void work() {
    double analyze = 0;
    double extract = 0;
    while (auto job = jobs_.pop()) {
      if (cancelled() || stopped_) continue;
      try {
        auto at = Clock::now();
        const language::Analysis analysis = stages_.analyze(job->document.text);
        analyze += since(at);
        at = Clock::now();
        Result result;
        result.record = stages_.extract(job->document, analysis);
        extract += since(at);
        result.sentences = analysis.sentences.size();
        for (const auto& s : analysis.sentences) result.words += s.words.size();
        ++analysed_;
        words_ += result.words;
        bytes_ += job->document.text.size();
        const std::uint64_t weight = 2 * job->document.text.size() + 1024;
        results_.push(std::move(result), weight);
      } catch (const std::bad_alloc&) {
        problem({base::ErrorCode::Limit, "there is not enough memory to analyse this document",
                 "divide it, or use fewer threads",
                 base::Location{job->document.path + " (" + job->document.key + ")", 0, 0, 0, {}}});
      } catch (const std::exception& error) {
        problem({base::ErrorCode::Internal, fmt::format("analysing this document failed: {}", error.what()), "",
                 base::Location{job->document.path + " (" + job->document.key + ")", 0, 0, 0, {}}});
      }
    }
    const std::lock_guard lock(callback_mutex_);
    report_.stage.analyze += analyze;
    report_.stage.extract += extract;
  }

  void write() {
    std::vector<Result> batch;
    std::uint64_t bytes = 0;
    Clock::time_point first;
    Clock::time_point told = Clock::now();
    while (true) {
      std::optional<Result> result;
      const auto state = results_.pop_for(std::chrono::milliseconds(50), result);
      if (result) {
        if (batch.empty()) first = Clock::now();
        bytes += result->record.document.text.size();
        batch.push_back(std::move(*result));
      }
      const bool ended = state == BoundedQueue<Result>::State::Ended;
      const bool full = batch.size() >= options_.batch_documents || bytes >= options_.batch_bytes;
      if (!batch.empty() && (ended || full || since(first) >= options_.batch_seconds)) {
        commit(batch);
        bytes = 0;
      }
      if (since(told) >= 0.1) {
        told = Clock::now();
        tell_progress();
      }
      if (ended) return;
    }
  }

  void commit(std::vector<Result>& batch) {
    std::vector<model::DocumentRecord> records;
    records.reserve(batch.size());
    for (Result& r : batch) records.push_back(std::move(r.record));
    const auto begin = Clock::now();
    const auto added = [&]() -> base::Expected<std::size_t> {
      if (stopped_) return std::size_t{0};
      const std::lock_guard lock(store_mutex_);
      return store_.add(records);
    }();
    const double seconds = since(begin);
    if (!added) fail(added.error());
    if (stopped_) return batch.clear();
    const std::lock_guard lock(callback_mutex_);
    report_.stage.store += seconds;
    report_.added += *added;
    report_.skipped += records.size() - *added;
    for (std::size_t i = 0; i < records.size(); ++i) {
      report_.sentences += batch[i].sentences;
      report_.words += batch[i].words;
      report_.bytes += records[i].document.text.size();
      report_.entities += records[i].entities.size();
      report_.statements += records[i].statements.size();
      done(records[i].document);
    }
    batch.clear();
  }

  /// The first failure of the store ends the run.
  void fail(const base::Error& error) {
    {
      const std::lock_guard lock(callback_mutex_);
      if (!failure_) failure_ = error;
    }
    stopped_ = true;
    jobs_.clear();
    jobs_.close();
  }

  const Source& source_;
  const Stages& stages_;
  store::Store& store_;
  const Options& options_;
  const Callbacks& callbacks_;
  BoundedQueue<Job> jobs_;
  BoundedQueue<Result> results_;
  std::set<std::string> seen_;  // ids of this run; the reading thread's own
  std::mutex store_mutex_;
  std::mutex callback_mutex_;  // guards report_, failure_ and the callbacks
  Report report_;
  std::optional<base::Error> failure_;
  std::atomic<bool> stopped_{false};
  std::atomic<std::uint64_t> analysed_{0};
  std::atomic<std::uint64_t> words_{0};
  std::atomic<std::uint64_t> bytes_{0};
  Clock::time_point start_ = Clock::now();
};

}  // namespace

Stages stages_of(const language::Analyzer& analyzer, const extraction::Extractor& extractor) {
  return {[&](std::string_view text) { return analyzer.analyze(text); },
          [&](const model::Document& d, const language::Analysis& a) { return extractor.extract(d, a); }};
}

base::Expected<Report> run(const Source& source, const Stages& stages, store::Store& store, const Options& options,
                           const Callbacks& callbacks) {
  return Run(source, stages, store, options, callbacks)();
}

}  // namespace entente::pipeline
