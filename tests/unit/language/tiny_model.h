#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace entente::language::testing {

/// A random network in the format of docs/model_format.md, small enough to be written in a test. Change members, then
/// write.
struct TinyModel {
  struct TensorSpec {
    std::string dtype;
    std::vector<std::uint32_t> shape;
    std::string bytes;
  };

  explicit TinyModel(std::uint32_t seed = 1);

  std::map<std::string, std::uint32_t> config;
  std::string affixes = R"([["s",2,32],["p",3,64]])";
  std::vector<std::string> shapes;
  std::vector<std::string> vocabulary;
  std::map<std::string, std::vector<std::string>> labels;
  std::map<std::string, TensorSpec> tensors;
  std::string extra_config;  ///< appended to the config object, with a comma in front

  /// The file's bytes, with a right digest.
  std::string bytes() const;
  /// Writes it to a file below the test's temporary folder and returns the path.
  std::string write(const std::string& name) const;

  /// Value [row, column] of an i8 matrix times its scale, or of an f32 tensor.
  double value(const std::string& tensor, std::size_t row, std::size_t column = 0) const;
};

/// Writes bytes to a file below the test's temporary folder and returns the path.
std::string write_file(const std::string& name, const std::string& bytes);

/// Puts the right digest into a model's bytes whose content was changed.
void fix_digest(std::string& bytes);

}  // namespace entente::language::testing
