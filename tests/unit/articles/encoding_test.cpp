#include "src/articles/encoding.h"

#include <gtest/gtest.h>

#include "graph/base/utf8.h"
#include "tests/unit/articles/reading.h"

namespace entente::articles {
namespace {

std::string decode(std::string_view bytes, Markup markup = Markup::None) {
  const auto out = to_utf8(bytes, markup);
  return out ? out->text : "error: " + out.error().message;
}

std::string wide(std::string_view ascii, bool big) {
  std::string out;
  for (const char c : ascii) {
    if (big) out += '\0';
    out += c;
    if (!big) out += '\0';
  }
  return out;
}

TEST(Encoding, ByteOrderMarks) {
  EXPECT_EQ(decode("\xEF\xBB\xBFhé"), "hé");
  EXPECT_EQ(decode("\xFF\xFE" + wide("Xi met.", false)), "Xi met.");
  EXPECT_EQ(decode("\xFE\xFF" + wide("Xi met.", true)), "Xi met.");
}

TEST(Encoding, Utf16WithoutMark) {
  EXPECT_EQ(decode(wide("Xi met Biden in Woodside.", false)), "Xi met Biden in Woodside.");
  EXPECT_EQ(decode(wide("Xi met Biden in Woodside.", true)), "Xi met Biden in Woodside.");
}

TEST(Encoding, DeclaredSets) {
  EXPECT_EQ(decode("<meta charset=iso-8859-1><p>Erdo\xF0"
                   "an \x96 caf\xE9",
                   Markup::Html),
            "<meta charset=iso-8859-1><p>Erdoðan – café");
  EXPECT_EQ(decode("<META http-equiv=\"content-type\" content=\"text/html; charset=iso-8859-9\">Erdo\xF0"
                   "an",
                   Markup::Html)
                .substr(72),
            "Erdoğan");
  EXPECT_EQ(decode("<?xml version='1.0' encoding = 'windows-1251'?><a>\xCF\xF3\xF2\xE8\xED</a>", Markup::Xml),
            "<?xml version='1.0' encoding = 'windows-1251'?><a>Путин</a>");
  EXPECT_EQ(decode("<meta charset='gb2312'>\xCF\xB0\xBD\xFC\xC6\xBD", Markup::Html), "<meta charset='gb2312'>习近平");
  EXPECT_EQ(decode("<meta charset=shift_jis>\x93\xFA\x96\x7B", Markup::Html), "<meta charset=shift_jis>日本");
}

TEST(Encoding, UnusableDeclarationsArePassedOver) {
  EXPECT_EQ(decode("<meta charset=utf-16>plain", Markup::Html), "<meta charset=utf-16>plain");
  EXPECT_EQ(decode("<meta charset=utf-7>+ADw-", Markup::Html), "<meta charset=utf-7>+ADw-");
  EXPECT_EQ(decode("<meta charset=no-such-set>é", Markup::Html), "<meta charset=no-such-set>é");
  // A page saved as UTF-8 that still says Latin-1.
  EXPECT_EQ(decode("<meta charset=iso-8859-1>Erdoğan", Markup::Html), "<meta charset=iso-8859-1>Erdoğan");
}

TEST(Encoding, UndeclaredBytesAreDetected) {
  EXPECT_EQ(decode("Le pr\xE9sident fran\xE7"
                   "ais a rencontr\xE9 le chancelier \xE0 Paris apr\xE8s le d\xEEner."),
            "Le président français a rencontré le chancelier à Paris après le dîner.");
  EXPECT_EQ(decode("\x93No,\x94 he said \x97 and left the room with the others."),
            "“No,” he said — and left the room with the others.");
}

TEST(Encoding, ASingleBadByteDoesNotChangeTheRest) {
  const std::string text = testing::repeat("Erdoğan traf Fürst Müller – spät. ", 50);
  std::string broken = text;
  broken += '\xFF';
  EXPECT_EQ(decode(broken), text + "\xEF\xBF\xBD");
}

TEST(Encoding, TheResultIsAlwaysValid) {
  std::uint32_t state = 7;
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    for (int i = 0; i < 60; ++i) {
      state = state * 1664525U + 1013904223U;
      bytes += static_cast<char>(state >> 24U);
    }
    for (const Markup m : {Markup::None, Markup::Html, Markup::Xml}) {
      if (const auto out = to_utf8(bytes, m)) {
        EXPECT_EQ(base::find_invalid_utf8(out->text), std::string::npos);
        EXPECT_EQ(out->text.find('\0'), std::string::npos);
      }
    }
  }
}

}  // namespace
}  // namespace entente::articles
