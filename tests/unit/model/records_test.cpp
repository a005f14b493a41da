#include "graph/model/records.h"

#include <gtest/gtest.h>

#include <set>

namespace entente::model {
namespace {

TEST(Document, IdDependsOnWhatIsReadAndNotOnWhere) {
  Document d;
  d.key = "a.txt";
  d.title = "Title";
  d.date = base::Date::parse_iso("2023-08-29").value();
  d.source = "Reuters";
  d.url = "https://example.org";
  d.text = "Text.";
  const std::string id = d.id();
  EXPECT_EQ(id.size(), 26U);
  EXPECT_EQ(id.substr(0, 2), "d-");
  Document moved = d;
  moved.path = "/elsewhere/a.txt";
  moved.language = "en";
  moved.date_origin = DateOrigin::Option;
  EXPECT_EQ(moved.id(), id);
  std::set<std::string> ids{id};
  for (std::string Document::*field :
       {&Document::key, &Document::title, &Document::source, &Document::url, &Document::text}) {
    Document changed = d;
    changed.*field += "x";
    EXPECT_TRUE(ids.insert(changed.id()).second);
  }
  Document later = d;
  later.date = base::Date::parse_iso("2023-08").value();
  EXPECT_TRUE(ids.insert(later.id()).second);
}

/// Fields do not run into each other.
TEST(Document, FieldsAreToldApart) {
  Document a;
  a.key = "ab";
  a.title = "c";
  Document b;
  b.key = "a";
  b.title = "bc";
  EXPECT_NE(a.id(), b.id());
}

TEST(DateOrigin, NamesComeBack) {
  for (const auto o :
       {DateOrigin::None, DateOrigin::Metadata, DateOrigin::Page, DateOrigin::Dateline, DateOrigin::Option}) {
    EXPECT_EQ(date_origin_from(to_string(o)), o);
  }
  EXPECT_FALSE(date_origin_from("clock"));
  EXPECT_FALSE(date_origin_from(""));
}

}  // namespace
}  // namespace entente::model
