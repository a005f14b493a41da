// Runs a fuzz target without a fuzzer: every seed (one query a line), then mutations from a fixed generator.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr int rounds = 6000;

void run(const std::string& text) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

/// Words and signs of a query: what mutations move about, so that many of them still parse.
std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < text.size();) {
    auto end = i + 1;
    const auto is_word = [&](std::size_t at) {
      return std::isalnum(static_cast<unsigned char>(text[at])) != 0 || text[at] == '_';
    };
    if (is_word(i)) {
      while (end < text.size() && is_word(end)) ++end;
    }
    words.push_back(text.substr(i, end - i));
    i = end;
  }
  return words;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> seeds;
  if (argc > 1) {
    std::ifstream in(argv[1]);
    for (std::string line; std::getline(in, line);) {
      if (!line.empty()) seeds.push_back(line);
    }
  }
  if (seeds.empty()) {
    std::fprintf(stderr, "no seeds\n");
    return 1;
  }
  std::vector<std::string> vocabulary;
  for (const auto& seed : seeds) {
    run(seed);
    for (auto& word : words_of(seed)) vocabulary.push_back(std::move(word));
  }
  std::mt19937 random{20260101};
  const auto below = [&random](std::size_t n) { return n == 0 ? 0 : static_cast<std::size_t>(random() % n); };
  for (int round = 0; round < rounds; ++round) {
    auto words = words_of(seeds[below(seeds.size())]);
    for (auto n = 1 + below(5); n > 0; --n) {
      const auto at = words.begin() + static_cast<std::ptrdiff_t>(below(words.size() + 1));
      switch (below(5)) {
        case 0:
          words.insert(at, vocabulary[below(vocabulary.size())]);
          break;
        case 1:
          if (at != words.end()) words.erase(at);
          break;
        case 2:
          if (at != words.end()) *at = vocabulary[below(vocabulary.size())];
          break;
        case 3: {
          const auto other = words_of(seeds[below(seeds.size())]);
          words.erase(at, words.end());
          words.insert(words.end(), other.begin() + static_cast<std::ptrdiff_t>(below(other.size())), other.end());
          break;
        }
        default:
          if (at != words.end()) *at += static_cast<char>(below(256));
      }
    }
    std::string text;
    for (const auto& word : words) text += word;
    run(text);
  }
  std::printf("%zu seeds, %d mutations\n", seeds.size(), rounds);
  return 0;
}
