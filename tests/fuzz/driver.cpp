// Runs a fuzz target without a fuzzer: every seed, then mutations of the seeds from a fixed generator.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr int mutations = 4000;

void run(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

class Mutator {
 public:
  explicit Mutator(std::vector<std::string> seeds) : seeds_(std::move(seeds)) {}

  std::string next() {
    std::string out = seeds_[below(seeds_.size())];
    for (std::size_t n = 1 + below(6); n > 0; --n) mutate(out);
    if (out.size() > (1U << 17U)) out.resize(1U << 17U);
    return out;
  }

 private:
  std::size_t below(std::size_t n) { return n == 0 ? 0 : static_cast<std::size_t>(random_() % n); }

  void mutate(std::string& s) {
    static constexpr std::array<std::string_view, 24> pieces{"<",
                                                             ">",
                                                             "</",
                                                             "<!--",
                                                             "-->",
                                                             "&",
                                                             "\"",
                                                             "'",
                                                             "{",
                                                             "}",
                                                             "[",
                                                             "]",
                                                             "\\u",
                                                             "\n---\n",
                                                             "\r",
                                                             "\xFF\xFE",
                                                             "\xEF\xBB\xBF",
                                                             "\xC3",
                                                             "<![CDATA[",
                                                             "]]>",
                                                             "charset=utf-16",
                                                             "<script",
                                                             "\xE2\x80\xAE",
                                                             "9999999999"};
    const std::size_t at = below(s.size() + 1);
    switch (below(8)) {
      case 0:
        if (!s.empty()) s[below(s.size())] = static_cast<char>(below(256));
        break;
      case 1:
        s.insert(at, 1, static_cast<char>(below(256)));
        break;
      case 2:
        s.erase(at, 1 + below(16));
        break;
      case 3:
        s.insert(at, pieces[below(pieces.size())]);
        break;
      case 4:
        s.insert(at, s.substr(below(s.size()), below(200)));
        break;
      case 5: {
        const std::string& other = seeds_[below(seeds_.size())];
        s = s.substr(0, at) + other.substr(below(other.size()));
        break;
      }
      case 6:
        s.resize(at);
        break;
      default: {
        const std::string piece = s.substr(below(s.size()), 1 + below(12));
        for (std::size_t n = below(300); n > 0; --n) s.insert(std::min(at, s.size()), piece);
      }
    }
  }

  std::vector<std::string> seeds_;
  std::mt19937 random_{20260101};
};

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::filesystem::path> files;
  for (int i = 1; i < argc; ++i) {
    for (const auto& entry : std::filesystem::directory_iterator(argv[i])) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<std::string> seeds{""};
  for (const auto& path : files) {
    std::ifstream in(path, std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  if (seeds.size() < 2) {
    std::fprintf(stderr, "no seeds\n");
    return 1;
  }
  for (const auto& seed : seeds) run(seed);
  Mutator mutator(seeds);
  for (int i = 0; i < mutations; ++i) run(mutator.next());
  std::printf("%zu seeds, %d mutations\n", seeds.size(), mutations);
  return 0;
}
