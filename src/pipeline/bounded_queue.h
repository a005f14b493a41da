#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace entente::pipeline {

/// A queue between threads, bounded by the weight of what waits in it. One item is always let in, however heavy.
template <typename T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::uint64_t most) : most_(most) {}

  /// Waits for room. False if the queue is closed; the item is dropped then.
  bool push(T item, std::uint64_t weight) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return closed_ || items_.empty() || weight_ + weight <= most_; });
    if (closed_) return false;
    weight_ += weight;
    items_.emplace_back(std::move(item), weight);
    filled_.notify_one();
    return true;
  }

  /// Waits for an item. nullopt when the queue is closed and empty.
  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [&] { return closed_ || !items_.empty(); });
    return take();
  }

  enum class State : std::uint8_t { Item, Timeout, Ended };
  /// Waits for an item for a time.
  State pop_for(std::chrono::milliseconds time, std::optional<T>& out) {
    std::unique_lock lock(mutex_);
    filled_.wait_for(lock, time, [&] { return closed_ || !items_.empty(); });
    out = take();
    if (out) return State::Item;
    return closed_ ? State::Ended : State::Timeout;
  }

  /// No more items come; those that wait can still be taken.
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    room_.notify_all();
    filled_.notify_all();
  }

  /// Drops what waits.
  void clear() {
    const std::lock_guard lock(mutex_);
    items_.clear();
    weight_ = 0;
    room_.notify_all();
  }

 private:
  std::optional<T> take() {
    if (items_.empty()) return std::nullopt;
    auto [item, weight] = std::move(items_.front());
    items_.pop_front();
    weight_ -= weight;
    room_.notify_one();
    return std::optional<T>(std::move(item));
  }

  std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable filled_;
  std::deque<std::pair<T, std::uint64_t>> items_;
  std::uint64_t weight_ = 0;
  std::uint64_t most_;
  bool closed_ = false;
};

}  // namespace entente::pipeline
