#include "src/articles/encoding.h"

#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>
#include <optional>

#include "graph/base/utf8.h"

namespace entente::articles {
namespace {

using base::ErrorCode;
using base::fail;

constexpr std::size_t declaration_window = 4096;
constexpr std::size_t detection_window = 1U << 18U;
constexpr int least_confidence = 25;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

struct ConverterCloser {
  void operator()(UConverter* c) const { ucnv_close(c); }
};
using Converter = std::unique_ptr<UConverter, ConverterCloser>;

Converter open_converter(const std::string& name) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(name.c_str(), &status));
  return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

/// nullopt if there is no such character set.
std::optional<std::string> convert(std::string_view bytes, const std::string& charset) {
  const Converter from = open_converter(charset);
  const Converter to = open_converter("UTF-8");
  if (!from || !to) return std::nullopt;
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  std::array<char, 1U << 16U> buffer;
  std::array<UChar, 1U << 12U> pivot;
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();
  const char* source = bytes.data();
  const char* const source_end = bytes.data() + bytes.size();
  bool first = true;
  while (true) {
    UErrorCode status = U_ZERO_ERROR;
    char* target = buffer.data();
    ucnv_convertEx(to.get(), from.get(), &target, buffer.data() + buffer.size(), &source, source_end, pivot.data(),
                   &pivot_source, &pivot_target, pivot.data() + pivot.size(), first ? 1 : 0, 1, &status);
    first = false;
    out.append(buffer.data(), static_cast<std::size_t>(target - buffer.data()));
    if (status == U_BUFFER_OVERFLOW_ERROR) continue;
    if (U_FAILURE(status)) return std::nullopt;
    return out;
  }
}

std::string detect(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, void (*)(UCharsetDetector*)> detector(ucsdet_open(&status), &ucsdet_close);
  const std::string_view window = bytes.substr(0, detection_window);
  ucsdet_setText(detector.get(), window.data(), static_cast<std::int32_t>(window.size()), &status);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
  if (U_FAILURE(status) || match == nullptr) return "windows-1252";
  const std::int32_t confidence = ucsdet_getConfidence(match, &status);
  const char* name = ucsdet_getName(match, &status);
  if (U_FAILURE(status) || confidence < least_confidence || name == nullptr) return "windows-1252";
  const std::string found = name;
  // What says ISO-8859-1 on the web is windows-1252; the stateful sets would let plain ASCII be read as something else.
  if (found == "ISO-8859-1" || found.rfind("ISO-2022", 0) == 0 || found.rfind("IBM", 0) == 0 ||
      found.rfind("UTF-16", 0) == 0 || found.rfind("UTF-32", 0) == 0) {
    return "windows-1252";
  }
  return found;
}

/// "UTF-16LE" or "UTF-16BE" where every second byte of the beginning is mostly zero and hardly any other is, or "".
std::string_view zero_pattern(std::string_view bytes) {
  const std::string_view window = bytes.substr(0, declaration_window);
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < window.size(); ++i) zeros[i % 2] += window[i] == '\0' ? 1 : 0;
  const std::size_t half = window.size() / 2;
  if (half < 2) return {};
  if (zeros[1] * 10 >= half * 6 && zeros[0] * 50 <= half) return "UTF-16LE";
  if (zeros[0] * 10 >= half * 6 && zeros[1] * 50 <= half) return "UTF-16BE";
  return {};
}

bool mostly_controls(std::string_view text) {
  const std::string_view window = text.substr(0, std::size_t{1} << 16U);
  const auto controls = std::count_if(window.begin(), window.end(), [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return (u < 0x20 && u != '\t' && u != '\n' && u != '\r' && u != '\f' && u != 0x1B) || u == 0x7F;
  });
  return static_cast<std::size_t>(controls) * 10 > window.size();
}

/// UTF-8 with a few bytes broken: many more good sequences beyond ASCII than bad ones.
bool mostly_utf8(std::string_view bytes) {
  const std::string_view window = bytes.substr(0, detection_window);
  const std::string repaired = base::repair_utf8(window);
  std::size_t bad = 0;
  for (auto at = repaired.find("\xEF\xBF\xBD"); at != std::string::npos; at = repaired.find("\xEF\xBF\xBD", at + 3))
    ++bad;
  const auto wide = std::count_if(repaired.begin(), repaired.end(),
                                  [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0xC0U; });
  return static_cast<std::size_t>(wide) > 5 * bad;
}

bool has_wide(std::string_view bytes) {
  return std::any_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

/// The name that ICU is asked for, or "" where the declaration is to be passed over.
std::string usable_charset(std::string_view declared) {
  std::string name = lower(base::trim(declared));
  if (name.empty() || name.size() > 40) return {};
  if (name == "iso-8859-1" || name == "latin1" || name == "latin-1" || name == "us-ascii" || name == "ascii") {
    return "windows-1252";
  }
  // A declaration that could be read cannot be in UTF-16 or UTF-32; UTF-7 and its like only serve to hide markup.
  for (const std::string_view no : {"utf-16", "utf-32", "utf-7", "utf7", "scsu", "bocu", "imap", "hz", "iso-2022-cn"}) {
    if (name.rfind(no, 0) == 0) return {};
  }
  if (name == "gb2312" || name == "gbk") return "gb18030";
  return open_converter(name) ? name : std::string{};
}

base::Expected<Decoded> checked(std::string text, std::string encoding) {
  if (const auto zero = text.find('\0'); zero != std::string::npos) {
    return fail(ErrorCode::Unsupported, fmt::format("is not text: there is a zero byte at offset {}", zero),
                "articles are read as text, Markdown, HTML, JSON lines, RSS or Atom");
  }
  if (mostly_controls(text)) {
    return fail(ErrorCode::Unsupported, "is not text: more than one character in ten is a control character",
                "articles are read as text, Markdown, HTML, JSON lines, RSS or Atom");
  }
  return Decoded{std::move(text), std::move(encoding)};
}

base::Expected<Decoded> converted(std::string_view bytes, const std::string& charset) {
  auto text = convert(bytes, charset);
  if (!text) return fail(ErrorCode::Malformed, fmt::format("cannot be decoded as {}", charset));
  return checked(base::repair_utf8(*text), charset);
}

}  // namespace

std::string_view name_binary(std::string_view bytes) {
  struct Magic {
    std::string_view bytes;
    std::string_view name;
  };
  using namespace std::string_view_literals;
  static constexpr std::array magics{
      Magic{"%PDF-", "a PDF file (pdftotext makes text of it)"},
      Magic{"PK\x03\x04", "a ZIP archive, as office documents are"},
      Magic{"\x1F\x8B", "a gzip archive (zcat unpacks it)"},
      Magic{"\xFD"
            "7zXZ",
            "an xz archive (xzcat unpacks it)"},
      Magic{"BZh", "a bzip2 archive (bzcat unpacks it)"},
      Magic{"\x28\xB5\x2F\xFD", "a zstd archive (zstdcat unpacks it)"},
      Magic{"\x89PNG", "a PNG picture"},
      Magic{"\xFF\xD8\xFF", "a JPEG picture"},
      Magic{"GIF8", "a GIF picture"},
      Magic{"SQLite format 3\0"sv, "an SQLite file, as entente's graphs are"},
      Magic{"\x7F"
            "ELF",
            "a program"},
      Magic{"\xD0\xCF\x11\xE0", "an old office document"},
  };
  for (const Magic& m : magics) {
    if (bytes.substr(0, m.bytes.size()) == m.bytes) return m.name;
  }
  return {};
}

std::string declared_charset(std::string_view bytes, Markup markup) {
  if (markup == Markup::None) return {};
  const std::string head = lower(bytes.substr(0, declaration_window));
  const std::string_view word = markup == Markup::Xml ? "encoding" : "charset";
  std::size_t from = 0;
  std::size_t to = head.size();
  if (markup == Markup::Xml) {
    from = head.find("<?xml");
    if (from == std::string::npos) return {};
    to = std::min(to, head.find("?>", from));
  }
  for (auto at = head.find(word, from); at != std::string::npos && at < to; at = head.find(word, at + 1)) {
    std::size_t i = at + word.size();
    const auto skip = [&] {
      while (i < to && (std::isspace(static_cast<unsigned char>(head[i])) != 0)) ++i;
    };
    skip();
    if (i >= to || head[i] != '=') continue;
    ++i;
    skip();
    if (i < to && (head[i] == '"' || head[i] == '\'')) ++i;
    const std::size_t begin = i;
    while (i < to && (std::isalnum(static_cast<unsigned char>(head[i])) != 0 || head[i] == '-' || head[i] == '_' ||
                      head[i] == ':' || head[i] == '.')) {
      ++i;
    }
    if (i > begin) return head.substr(begin, i - begin);
  }
  return {};
}

base::Expected<Decoded> to_utf8(std::string_view bytes, Markup markup) {
  using namespace std::string_view_literals;
  if (bytes.empty()) return fail(ErrorCode::Malformed, "is empty");
  if (const auto binary = name_binary(bytes); !binary.empty()) {
    return fail(ErrorCode::Unsupported, fmt::format("is not text but {}", binary));
  }
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") return checked(base::repair_utf8(bytes.substr(3)), "UTF-8");
  if (bytes.substr(0, 4) == "\xFF\xFE\0\0"sv) return converted(bytes.substr(4), "UTF-32LE");
  if (bytes.substr(0, 4) == "\0\0\xFE\xFF"sv) return converted(bytes.substr(4), "UTF-32BE");
  if (bytes.substr(0, 2) == "\xFF\xFE") return converted(bytes.substr(2), "UTF-16LE");
  if (bytes.substr(0, 2) == "\xFE\xFF") return converted(bytes.substr(2), "UTF-16BE");
  if (const auto wide = zero_pattern(bytes); !wide.empty()) return converted(bytes, std::string(wide));
  const bool valid = base::find_invalid_utf8(bytes) == std::string_view::npos;
  const std::string declared = usable_charset(declared_charset(bytes, markup));
  const bool latin =
      declared == "windows-1252" || declared.rfind("windows-", 0) == 0 || declared.rfind("iso-8859", 0) == 0;
  if (!declared.empty() && declared != "utf-8" && declared != "utf8" && !(valid && latin && has_wide(bytes))) {
    return converted(bytes, declared);
  }
  if (valid) return checked(std::string(bytes), "UTF-8");
  if (!declared.empty() && !latin) return checked(base::repair_utf8(bytes), "UTF-8");
  if (bytes.find('\0') != std::string_view::npos) return checked(std::string(bytes), "binary");
  const std::string detected = mostly_utf8(bytes) ? "UTF-8" : detect(bytes);
  if (detected == "UTF-8") return checked(base::repair_utf8(bytes), "UTF-8");
  return converted(bytes, detected);
}

}  // namespace entente::articles
