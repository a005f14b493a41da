#include "src/language/model_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstring>

#include "graph/base/json.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace entente::language {
namespace {

using base::ErrorCode;
using base::Expected;

constexpr std::string_view magic = "ENTLANG1";
constexpr std::uint32_t version = 1;
constexpr std::size_t header_start = 64;
constexpr std::size_t alignment = 64;
constexpr std::uint64_t longest_header = std::uint64_t{256} << 20U;
constexpr std::uint32_t largest_size = 1U << 20U;

std::uint64_t little(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i > 0; --i) value = value << 8U | static_cast<unsigned char>(bytes[i - 1]);
  return value;
}

std::string digest(std::string_view json, std::string_view data) {
  XXH3_state_t state;
  XXH3_128bits_reset(&state);
  XXH3_128bits_update(&state, json.data(), json.size());
  XXH3_128bits_update(&state, data.data(), data.size());
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(&state));
  return {reinterpret_cast<const char*>(canonical.digest), sizeof(canonical.digest)};
}

const rapidjson::Value* member(const rapidjson::Value& object, const char* key) {
  if (!object.IsObject()) return nullptr;
  const auto found = object.FindMember(key);
  return found == object.MemberEnd() ? nullptr : &found->value;
}

Expected<std::uint32_t> size_member(const rapidjson::Value& object, const char* key) {
  const rapidjson::Value* v = member(object, key);
  if (v == nullptr || !v->IsUint() || v->GetUint() == 0 || v->GetUint() > largest_size) {
    return base::fail(ErrorCode::Malformed, fmt::format("config.{} is no number from 1 to {}", key, largest_size));
  }
  return v->GetUint();
}

Expected<std::vector<std::string>> strings(const rapidjson::Value& object, const char* key) {
  const rapidjson::Value* v = member(object, key);
  if (v == nullptr || !v->IsArray() || v->Empty()) {
    return base::fail(ErrorCode::Malformed, fmt::format("'{}' is no list of strings", key));
  }
  std::vector<std::string> out;
  out.reserve(v->Size());
  for (const rapidjson::Value& item : v->GetArray()) {
    if (!item.IsString()) return base::fail(ErrorCode::Malformed, fmt::format("'{}' is no list of strings", key));
    out.emplace_back(item.GetString(), item.GetStringLength());
  }
  return out;
}

Expected<std::vector<ModelConfig::Affix>> affixes(const rapidjson::Value& config) {
  const rapidjson::Value* list = member(config, "affixes");
  if (list == nullptr || !list->IsArray()) return base::fail(ErrorCode::Malformed, "config.affixes is no list");
  std::vector<ModelConfig::Affix> out;
  for (const rapidjson::Value& item : list->GetArray()) {
    const bool good = item.IsArray() && item.Size() == 3 && item[0].IsString() && item[0].GetStringLength() == 1 &&
                      item[1].IsUint() && item[2].IsUint();
    if (!good) return base::fail(ErrorCode::Malformed, "an entry of config.affixes is not [kind, length, buckets]");
    const ModelConfig::Affix a{item[0].GetString()[0], item[1].GetUint(), item[2].GetUint()};
    if ((a.kind != 's' && a.kind != 'p') || a.length == 0 || a.length > 64 || a.buckets == 0 ||
        a.buckets > largest_size) {
      return base::fail(ErrorCode::Malformed, "an entry of config.affixes is out of range");
    }
    out.push_back(a);
  }
  return out;
}

Expected<ModelConfig> read_config(const rapidjson::Value& header) {
  const rapidjson::Value* config = member(header, "config");
  if (config == nullptr || !config->IsObject()) return base::fail(ErrorCode::Malformed, "the header has no 'config'");
  ModelConfig out;
  const std::pair<const char*, std::uint32_t*> sizes[] = {{"hidden", &out.hidden},
                                                          {"layers", &out.layers},
                                                          {"heads", &out.heads},
                                                          {"intermediate", &out.intermediate},
                                                          {"max_positions", &out.max_positions},
                                                          {"max_pieces_per_word", &out.max_pieces_per_word},
                                                          {"affix_dim", &out.affix_dim},
                                                          {"word_dim", &out.word_dim},
                                                          {"tag_hidden", &out.tag_hidden},
                                                          {"arc_hidden", &out.arc_hidden},
                                                          {"label_hidden", &out.label_hidden},
                                                          {"name_hidden", &out.name_hidden}};
  for (const auto& [key, target] : sizes) {
    auto value = size_member(*config, key);
    if (!value) return tl::make_unexpected(value.error());
    *target = *value;
  }
  const rapidjson::Value* eps = member(*config, "layer_norm_eps");
  if (eps == nullptr || !eps->IsNumber() || eps->GetDouble() < 0 || eps->GetDouble() > 1) {
    return base::fail(ErrorCode::Malformed, "config.layer_norm_eps is no number from 0 to 1");
  }
  out.layer_norm_eps = static_cast<float>(eps->GetDouble());
  auto list = affixes(*config);
  if (!list) return tl::make_unexpected(list.error());
  out.affixes = std::move(*list);
  auto shapes = strings(*config, "shapes");
  if (!shapes) return tl::make_unexpected(shapes.error());
  out.shapes = std::move(*shapes);
  if (out.hidden % out.heads != 0 || (out.hidden / out.heads) % 16 != 0) {
    return base::fail(ErrorCode::Malformed, "config.hidden / config.heads is no multiple of 16");
  }
  if (out.affix_dim % 16 != 0 || out.word_dim != out.hidden + out.affix_dim) {
    return base::fail(ErrorCode::Malformed,
                      "config.word_dim is not hidden + affix_dim, or affix_dim no multiple of 16");
  }
  if (out.layers > 64 || out.hidden > 8192 || out.intermediate > 65536 || out.max_positions > 8192) {
    return base::fail(ErrorCode::Malformed, "config describes a network that is too large");
  }
  if (out.max_positions < 2 + out.max_pieces_per_word) {
    return base::fail(ErrorCode::Malformed, "config.max_positions cannot hold one word");
  }
  for (const char* key : {"head_activation", "activation"}) {
    const std::string_view value = base::json_string(*config, key);
    if (!value.empty() && value != "relu" && value != "gelu_erf") {
      return base::fail(ErrorCode::Unsupported, fmt::format("config.{} '{}' is not supported", key, value));
    }
  }
  return out;
}

Expected<ModelLabels> read_labels(const rapidjson::Value& header) {
  const rapidjson::Value* labels = member(header, "labels");
  if (labels == nullptr) return base::fail(ErrorCode::Malformed, "the header has no 'labels'");
  ModelLabels out;
  const std::pair<const char*, std::vector<std::string>*> lists[] = {{"upos", &out.upos},
                                                                     {"feats", &out.feats},
                                                                     {"lemma", &out.lemma},
                                                                     {"deprel", &out.deprel},
                                                                     {"names", &out.names}};
  for (const auto& [key, target] : lists) {
    auto list = strings(*labels, key);
    if (!list) return tl::make_unexpected(list.error());
    *target = std::move(*list);
  }
  return out;
}

Expected<DataType> data_type(std::string_view name) {
  if (name == "f32") return DataType::F32;
  if (name == "i8") return DataType::I8;
  if (name == "i32") return DataType::I32;
  return base::fail(ErrorCode::Malformed, fmt::format("dtype '{}' is none of f32, i8, i32", name));
}

std::string_view to_string(DataType type) {
  switch (type) {
    case DataType::F32:
      return "f32";
    case DataType::I8:
      return "i8";
    case DataType::I32:
      return "i32";
  }
  return "";
}

Expected<Tensor> read_tensor(const rapidjson::Value& item, std::string_view name, std::string_view data) {
  const auto wrong = [&](std::string_view what) {
    return base::fail(ErrorCode::Malformed, fmt::format("tensor '{}': {}", name, what));
  };
  auto type = data_type(base::json_string(item, "dtype"));
  if (!type) return wrong(type.error().message);
  Tensor t;
  t.type = *type;
  const rapidjson::Value* shape = member(item, "shape");
  const rapidjson::Value* offset = member(item, "offset");
  const rapidjson::Value* size = member(item, "bytes");
  if (shape == nullptr || !shape->IsArray() || shape->Empty() || shape->Size() > 4) return wrong("no shape");
  if (offset == nullptr || !offset->IsUint64() || size == nullptr || !size->IsUint64())
    return wrong("no offset or bytes");
  std::uint64_t count = 1;
  for (const rapidjson::Value& n : shape->GetArray()) {
    if (!n.IsUint() || n.GetUint() == 0) return wrong("the shape is no list of positive numbers");
    t.shape.push_back(n.GetUint());
    if (count > data.size() / n.GetUint() + 1) return wrong("the shape is larger than the data");
    count *= n.GetUint();
  }
  const std::uint64_t expected = count * (t.type == DataType::I8 ? 1U : 4U);
  if (size->GetUint64() != expected) {
    return wrong(fmt::format("{} bytes do not fit its shape, which needs {}", size->GetUint64(), expected));
  }
  if (offset->GetUint64() % alignment != 0) return wrong("its offset is no multiple of 64");
  if (offset->GetUint64() > data.size() || expected > data.size() - offset->GetUint64()) {
    return wrong("it reaches behind the end of the data");
  }
  t.data = reinterpret_cast<const std::byte*>(data.data()) + offset->GetUint64();
  t.size = expected;
  if (t.type == DataType::F32) {
    for (std::uint64_t i = 0; i < count; ++i) {
      if (!std::isfinite(t.floats()[i])) return wrong("it holds a number that is not finite");
    }
  }
  return t;
}

}  // namespace

/// The mapped bytes, unmapped when the last ModelFile goes.
class ModelFile::Mapping {
 public:
  Mapping(void* data, std::size_t size) : data_(data), size_(size) {}
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() { munmap(data_, size_); }
  std::string_view bytes() const { return {static_cast<const char*>(data_), size_}; }

 private:
  void* data_;
  std::size_t size_;
};

tl::unexpected<base::Error> ModelFile::damaged(std::string message) const {
  return base::fail(ErrorCode::Malformed, std::move(message), "the language model is damaged: install it again",
                    base::Location{path_, 0, 0, 0, {}});
}

Expected<ModelFile> ModelFile::open(const std::string& path) {
  const auto unreadable = [&](const char* why) {
    return base::fail(ErrorCode::Unreadable, fmt::format("cannot read the language model: {}", why), "",
                      base::Location{path, 0, 0, 0, {}});
  };
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return unreadable(std::strerror(errno));
  struct stat status {};
  if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(file);
    return unreadable("it is no regular file");
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  ModelFile out;
  out.path_ = path;
  if (size < header_start) {
    ::close(file);
    return out.damaged(fmt::format("{} bytes are too short for a language model", size));
  }
  void* data = mmap(nullptr, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
  const int reason = errno;
  ::close(file);
  if (data == MAP_FAILED) return unreadable(std::strerror(reason));
  out.mapping_ = std::make_shared<const Mapping>(data, size);
  if (auto done = out.read(out.mapping_->bytes()); !done) return tl::make_unexpected(done.error());
  return out;
}

Expected<void> ModelFile::read(std::string_view bytes) {
  if (bytes.substr(0, magic.size()) != magic) {
    return damaged("this is no language model: it does not begin with ENTLANG1");
  }
  const auto found = static_cast<std::uint32_t>(little(bytes.substr(8, 4)));
  if (found != version) {
    return base::fail(ErrorCode::Unsupported,
                      fmt::format("version {} of the model format; this program reads {}", found, version),
                      "install the model that belongs to this program", base::Location{path_, 0, 0, 0, {}});
  }
  if (little(bytes.substr(12, 4)) != 0 ||
      bytes.substr(48, 16) != std::string_view("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16)) {
    return damaged("reserved bytes are not zero");
  }
  const std::uint64_t json_size = little(bytes.substr(16, 8));
  const std::uint64_t data_size = little(bytes.substr(24, 8));
  if (json_size > longest_header || json_size > bytes.size() - header_start) {
    return damaged(fmt::format("the header of {} bytes reaches behind the end of the file", json_size));
  }
  const std::uint64_t data_start = (header_start + json_size + alignment - 1) / alignment * alignment;
  if (data_start > bytes.size() || data_size != bytes.size() - data_start) {
    return damaged(fmt::format("the file has {} bytes, its header says {}", bytes.size(), data_start + data_size));
  }
  const std::string_view json = bytes.substr(header_start, json_size);
  const std::string_view data = bytes.substr(data_start);
  if (bytes.substr(header_start + json_size, data_start - header_start - json_size).find_first_not_of('\0') !=
      std::string_view::npos) {
    return damaged("bytes between header and data are not zero");
  }
  if (digest(json, data) != bytes.substr(32, 16)) return damaged("its content does not agree with its digest");
  return read_header(json, data);
}

Expected<void> ModelFile::read_header(std::string_view json, std::string_view data) {
  auto header = base::parse_json(json, path_);
  if (!header) return damaged("its header is no JSON: " + header.error().message);
  const auto located = [&](base::Error error) {
    error.location = base::Location{path_, 0, 0, 0, {}};
    return tl::make_unexpected(std::move(error));
  };
  auto config = read_config(*header);
  if (!config) return located(config.error());
  config_ = std::move(*config);
  auto labels = read_labels(*header);
  if (!labels) return located(labels.error());
  labels_ = std::move(*labels);
  auto vocabulary = strings(*header, "vocab");
  if (!vocabulary) return located(vocabulary.error());
  vocabulary_ = std::move(*vocabulary);
  const rapidjson::Value* list = member(*header, "tensors");
  if (list == nullptr || !list->IsArray()) return damaged("the header has no 'tensors'");
  for (const rapidjson::Value& item : list->GetArray()) {
    const std::string name(base::json_string(item, "name"));
    auto tensor = read_tensor(item, name, data);
    if (!tensor) return located(tensor.error());
    if (!tensors_.emplace(name, std::move(*tensor)).second)
      return damaged(fmt::format("two tensors are called '{}'", name));
  }
  auto lemma_rows = rows_of("head.lemma.hidden.weight");
  if (!lemma_rows) return tl::make_unexpected(lemma_rows.error());
  config_.lemma_hidden = *lemma_rows;
  return {};
}

Expected<Tensor> ModelFile::tensor(std::string_view name, DataType type,
                                   const std::vector<std::uint32_t>& shape) const {
  const auto found = tensors_.find(name);
  if (found == tensors_.end()) return damaged(fmt::format("tensor '{}' is missing", name));
  const Tensor& t = found->second;
  if (t.type != type || t.shape != shape) {
    const auto text = [](const std::vector<std::uint32_t>& s) {
      std::string out;
      for (const std::uint32_t n : s) out += (out.empty() ? "" : ", ") + std::to_string(n);
      return out;
    };
    return damaged(fmt::format("tensor '{}' is {} [{}], not {} [{}] as the sizes and labels demand", name,
                               to_string(t.type), text(t.shape), to_string(type), text(shape)));
  }
  return t;
}

Expected<std::uint32_t> ModelFile::rows_of(std::string_view name) const {
  const auto found = tensors_.find(name);
  if (found == tensors_.end()) return damaged(fmt::format("tensor '{}' is missing", name));
  return found->second.rows();
}

}  // namespace entente::language
